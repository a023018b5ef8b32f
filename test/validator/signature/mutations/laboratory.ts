/**
 * Signed messages with everything that may stand beside a signature.
 *
 * The signer's certificate has run out since, so each is believed by its timestamp alone.
 */
import {
  addJwsSignature,
  createTrustStore,
  type JsonObject,
  readSigningKey,
  type SigningKey,
  signJws,
  signXml,
  type TrustStore,
  type XmlPlacement,
} from '../../../../validator/index.ts'
import { DEFAULT_CANONICALIZATION } from '../../../../validator/signature/xmldsig/algorithms.ts'
import { canonicalizeElement } from '../../../../validator/signature/xmldsig/canonicalize.ts'
import { parseXml } from '../../../../validator/xml/parse.ts'
import { makeCertificate, type TestCertificate } from '../keys.ts'
import { makeList, makeResponse } from '../revocation/make.ts'
import { makeToken, TIME_STAMPING } from '../timestamp/make.ts'

export const CLAIMED = '2026-11-23T01:00:00Z'
export const CA: TestCertificate = await makeCertificate({
  name: 'Test CA',
  isCa: true,
  keyUsage: 0x06,
})
const issuer = { name: 'Test CA', key: CA.privateKey }
const EXPIRED = '2026-11-23T12:00:00Z'
const stamping = {
  issuer,
  keyUsage: 0x80,
  extendedKeyUsage: [TIME_STAMPING],
  isExtendedKeyUsageCritical: true,
}
const authority = await makeCertificate({ name: 'TSA', serial: 5, ...stamping })

export const TRUST: TrustStore = createTrustStore([CA.der])

export interface Signer {
  readonly certificate: TestCertificate
  readonly key: SigningKey
}

/** Under `CA`, with a certificate that ends at that instant. */
export async function makeSigner(name: string, serial: number, notAfter: string): Promise<Signer> {
  const certificate = await makeCertificate({ name, serial, issuer, keyUsage: 0x80, notAfter })
  const { privateKeyPem: pem, pem: certificatePem } = certificate
  return { certificate, key: await readSigningKey({ pem, certificatePem }) }
}

export const FIRST: Signer = await makeSigner('Signer 1', 71, EXPIRED)
export const SECOND: Signer = await makeSigner('Signer 2', 72, EXPIRED)

export interface Stamping {
  readonly signer?: Signer
  readonly time: string
  /** With the certificates and revocation values of level B-LT. */
  readonly isLongTerm?: boolean
  readonly placement?: XmlPlacement
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** XAdES B-T, or B-LT. */
export function stampedXml(xml: string, stamping: Stamping): string {
  const { signer = FIRST, placement = 'enveloped' } = stamping
  const signed = signXml(xml, signer.key, { placement, claimedTime: CLAIMED })
  const at = signed.lastIndexOf('</xades:QualifyingProperties>')
  return signed.slice(0, at) + unsignedOf(signed, stamping) + signed.slice(at)
}

function unsignedOf(signed: string, { signer = FIRST, time, isLongTerm }: Stamping): string {
  const token = makeToken({ covered: lastValue(signed), authority, time })
  const stamp =
    '<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>' +
    `${base64(token)}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>`
  const [crl, ocsp] = evidenceFor(signer)
  const values =
    '<xades:CertificateValues><xades:EncapsulatedX509Certificate>' +
    `${base64(CA.der)}</xades:EncapsulatedX509Certificate></xades:CertificateValues>` +
    '<xades:RevocationValues><xades:CRLValues><xades:EncapsulatedCRLValue>' +
    `${base64(crl)}</xades:EncapsulatedCRLValue></xades:CRLValues>` +
    `<xades:OCSPValues><xades:EncapsulatedOCSPValue>${base64(ocsp)}` +
    '</xades:EncapsulatedOCSPValue></xades:OCSPValues></xades:RevocationValues>'
  return (
    '<xades:UnsignedProperties><xades:UnsignedSignatureProperties>' +
    `${stamp}${isLongTerm === true ? values : ''}` +
    '</xades:UnsignedSignatureProperties></xades:UnsignedProperties>'
  )
}

/** What a SignatureTimeStamp is of: the canonical SignatureValue, here of the newest signature. */
function lastValue(xml: string): Uint8Array {
  const { document } = parseXml(Buffer.from(xml))
  try {
    const values = document?.root.find("//*[local-name()='SignatureValue']") ?? []
    const form = { ...DEFAULT_CANONICALIZATION, prefixes: [] }
    return Buffer.from(canonicalizeElement(values.at(-1) as never, form))
  } finally {
    document?.dispose()
  }
}

export function evidenceFor({ certificate }: Signer): readonly [Uint8Array, Uint8Array] {
  return [makeList({ issuer: CA }), makeResponse({ certificate, issuer: CA })]
}

/** JAdES B-T, or B-LT, flattened. */
export async function stampedJws(payload: Buffer, stamping: Stamping): Promise<string> {
  const options = { serialization: 'flattened', claimedTime: CLAIMED } as const
  const jws = JSON.parse(
    await signJws(payload, (stamping.signer ?? FIRST).key, options),
  ) as JsonObject
  return JSON.stringify({ ...jws, header: etsiUOf(String(jws['signature']), stamping) })
}

function etsiUOf(value: string, { signer = FIRST, time, isLongTerm }: Stamping): JsonObject {
  const token = makeToken({ covered: Buffer.from(value, 'ascii'), authority, time })
  const [crl, ocsp] = evidenceFor(signer)
  const pki = (bytes: Uint8Array) => [{ val: base64(bytes) }]
  const values = [
    { xVals: [{ x509Cert: { val: base64(CA.der) } }] },
    { rVals: { crlVals: pki(crl), ocspVals: pki(ocsp) } },
  ]
  const stamp = { sigTst: { tstTokens: pki(token) } }
  return { etsiU: isLongTerm === true ? [stamp, ...values] : [stamp] }
}

interface General {
  readonly payload: string
  readonly signatures: readonly JsonObject[]
}

/** Two signers over one payload, each with a timestamp of its own. */
export async function stampedTwice(payload: Buffer, time: string): Promise<string> {
  const options = { serialization: 'compact', claimedTime: CLAIMED } as const
  const one = await signJws(payload, FIRST.key, options)
  const both = await addJwsSignature(one, SECOND.key, { claimedTime: CLAIMED })
  const { signatures, ...rest } = JSON.parse(both) as General
  const stamped = signatures.map((each) => ({
    ...each,
    header: etsiUOf(String(each['signature']), { time }),
  }))
  return JSON.stringify({ ...rest, signatures: stamped })
}
