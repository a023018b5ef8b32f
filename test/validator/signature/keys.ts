/** Keys and certificates for tests, made once in memory: a CA and signers under it. */
import type { KeyObject } from 'node:crypto'
import { createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { TrustStore } from '../../../validator/index.ts'
import { createTrustStore } from '../../../validator/index.ts'

export interface TestCertificate {
  readonly der: Uint8Array
  readonly pem: string
  readonly privateKey: KeyObject
  readonly privateKeyPem: string
}

export interface CertificateRequest {
  readonly name: string
  readonly kind?: 'ec' | 'p384' | 'p521' | 'rsa' | 'rsa3072' | 'rsa1024' | 'rsa-pss' | 'ed25519'
  /** Certified instead of a key made here; the private key is then of no use. */
  readonly publicKey?: KeyObject
  readonly issuer?: { readonly name: string; readonly key: KeyObject }
  readonly isCa?: boolean
  readonly pathLength?: number
  /** Bits of the first byte of KeyUsage: 0x80 digitalSignature … 0x04 keyCertSign. */
  readonly keyUsage?: number
  readonly notBefore?: string
  readonly notAfter?: string
  readonly hash?: 'SHA-256' | 'SHA-1'
  /** An RSA issuer signs by RSASSA-PSS instead of PKCS#1 v1.5. */
  readonly isPss?: boolean
  readonly unknownCritical?: boolean
  /** Critical extensions as they are, by object identifier. */
  readonly critical?: readonly (readonly [oid: string, value: Uint8Array])[]
  readonly extendedKeyUsage?: readonly string[]
  readonly isExtendedKeyUsageCritical?: boolean
  readonly serial?: number
  /** Of the subject, as Vietnamese CAs write it: `MST:` and a tax code; one or several. */
  readonly uid?: string | readonly string[]
}

export const AT: Date = new Date('2026-11-24T00:00:00Z')

pkijs.setEngine('tests', new pkijs.CryptoEngine({ name: 'tests', crypto: webcrypto as never }))

export async function makeCertificate(request: CertificateRequest): Promise<TestCertificate> {
  const pair = generate(request.kind ?? 'ec')
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ value: request.serial ?? 1 })
  setName(certificate.subject, request.name)
  for (const uid of [request.uid ?? []].flat()) setName(certificate.subject, uid, UID)
  setName(certificate.issuer, request.issuer?.name ?? request.name)
  certificate.notBefore.value = new Date(request.notBefore ?? '2026-01-01T00:00:00Z')
  certificate.notAfter.value = new Date(request.notAfter ?? '2036-01-01T00:00:00Z')
  certificate.extensions = extensionsOf(request)
  const spki = (request.publicKey ?? pair.publicKey).export({ format: 'der', type: 'spki' })
  certificate.subjectPublicKeyInfo = new pkijs.PublicKeyInfo({
    schema: asn1js.fromBER(new Uint8Array(spki).buffer).result,
  })
  const signingKey = await toWebKey(request.issuer?.key ?? pair.privateKey, request)
  await certificate.sign(signingKey as never, request.hash ?? 'SHA-256')
  const der = new Uint8Array(certificate.toSchema(true).toBER(false))
  const privateKeyPem = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { der, pem: toPem(der), privateKey: pair.privateKey, privateKeyPem }
}

/** A CA with a signer of each kind of key under it. */
export async function makeChain(): Promise<{
  readonly ca: TestCertificate
  readonly trust: TrustStore
  readonly signers: Readonly<Record<'ec' | 'rsa' | 'ed25519', TestCertificate>>
}> {
  const ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'Test CA', key: ca.privateKey }
  const sign = (kind: 'ec' | 'rsa' | 'ed25519') =>
    makeCertificate({ name: `Signer ${kind}`, kind, issuer, keyUsage: 0x80 })
  const signers = { ec: await sign('ec'), rsa: await sign('rsa'), ed25519: await sign('ed25519') }
  return { ca, trust: createTrustStore([Buffer.from(ca.pem)]), signers }
}

function generate(kind: NonNullable<CertificateRequest['kind']>) {
  switch (kind) {
    case 'rsa':
      return generateKeyPairSync('rsa', { modulusLength: 2_048 })
    case 'rsa3072':
      return generateKeyPairSync('rsa', { modulusLength: 3_072 })
    case 'rsa-pss':
      return generateKeyPairSync('rsa-pss', {
        modulusLength: 2_048,
        hashAlgorithm: 'sha384',
        mgf1HashAlgorithm: 'sha384',
      })
    case 'p384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' })
    case 'p521':
      return generateKeyPairSync('ec', { namedCurve: 'P-521' })
    case 'rsa1024':
      return generateKeyPairSync('rsa', { modulusLength: 1_024 })
    case 'ed25519':
      return generateKeyPairSync('ed25519')
    default:
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  }
}

const COMMON_NAME = '2.5.4.3'
const UID = '0.9.2342.19200300.100.1.1'

function setName(
  name: pkijs.RelativeDistinguishedNames,
  text: string,
  type: string = COMMON_NAME,
): void {
  const value = new asn1js.Utf8String({ value: text })
  name.typesAndValues.push(new pkijs.AttributeTypeAndValue({ type, value }))
}

function extensionsOf(request: CertificateRequest): pkijs.Extension[] {
  const { isCa, pathLength, keyUsage, unknownCritical } = request
  const extensions: pkijs.Extension[] = []
  const add = (extnID: string, value: { toBER: (sizeOnly?: boolean) => ArrayBuffer }) =>
    extensions.push(new pkijs.Extension({ extnID, critical: true, extnValue: value.toBER(false) }))
  const constraints = new pkijs.BasicConstraints({
    cA: isCa === true,
    ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }),
  })
  add('2.5.29.19', constraints.toSchema())
  if (keyUsage !== undefined) {
    add('2.5.29.15', new asn1js.BitString({ valueHex: new Uint8Array([keyUsage]).buffer }))
  }
  if (request.extendedKeyUsage !== undefined) {
    const value = new pkijs.ExtKeyUsage({ keyPurposes: [...request.extendedKeyUsage] }).toSchema()
    const critical = request.isExtendedKeyUsageCritical === true
    const extnValue = value.toBER(false)
    extensions.push(new pkijs.Extension({ extnID: '2.5.29.37', critical, extnValue }))
  }
  if (unknownCritical === true) add('1.2.3.4.5', new asn1js.Null())
  for (const [oid, value] of request.critical ?? []) {
    add(oid, { toBER: () => new Uint8Array(value).buffer })
  }
  return extensions
}

async function toWebKey(
  key: KeyObject,
  { hash = 'SHA-256', isPss = false }: CertificateRequest,
): Promise<webcrypto.CryptoKey> {
  const der = key.export({ format: 'der', type: 'pkcs8' })
  const algorithm =
    key.asymmetricKeyType === 'ec'
      ? { name: 'ECDSA', namedCurve: 'P-256' }
      : { name: isPss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash }
  return await webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign'])
}

/** The same RSA key, certified for RSASSA-PSS with one hash alone (RFC 4055 §3.1). */
export function bindToPss(key: KeyObject, hash: 'SHA-256' | 'SHA-384' | 'SHA-512'): KeyObject {
  const crypto = pkijs.getCrypto(true)
  const algorithmId = crypto.getOIDByAlgorithm({ name: hash })
  const hashAlgorithm = new pkijs.AlgorithmIdentifier({ algorithmId })
  const parameters = new pkijs.RSASSAPSSParams({
    hashAlgorithm,
    maskGenAlgorithm: new pkijs.AlgorithmIdentifier({
      algorithmId: '1.2.840.113549.1.1.8',
      algorithmParams: hashAlgorithm.toSchema(),
    }),
    saltLength: Number(hash.slice('SHA-'.length)) / 8,
  })
  const spki = new asn1js.Sequence({
    value: [
      new pkijs.AlgorithmIdentifier({
        algorithmId: '1.2.840.113549.1.1.10',
        algorithmParams: parameters.toSchema(),
      }).toSchema(),
      new asn1js.BitString({
        valueHex: new Uint8Array(key.export({ format: 'der', type: 'pkcs1' })).buffer,
      }),
    ],
  })
  return createPublicKey({ key: Buffer.from(spki.toBER()), format: 'der', type: 'spki' })
}

function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/gu) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
