/**
 * Makes keys and certificates to try things with: a root, an issuing CA, a signer, a TSA.
 *
 * They are like those of a real CA in all that a verifier looks at, and say in their
 * names that they are none. Keys are made on the spot; nobody vouches for them.
 *
 * @module
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import {
  bits,
  der,
  explicit,
  extension,
  integer,
  name,
  octets,
  oid,
  sequence,
  time,
  yes,
} from '../asn1/write.ts'

export type TestKeyKind = 'ec' | 'rsa'

export interface TestChainRequest {
  readonly kind: TestKeyKind
  /** Of the signer, in its common name. */
  readonly signer: string
  /** In the signer's subject as `UID=MST:…`. */
  readonly taxCode?: string
  readonly now: Date
}

export interface TestFile {
  /** Relative, with `/`. */
  readonly file: string
  readonly text: string
  readonly isSecret: boolean
}

interface Authority {
  readonly subject: Uint8Array
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000
const COMMON_NAME = '2.5.4.3'
const ORGANISATION = '2.5.4.10'
const COUNTRY = '2.5.4.6'
const UID = '0.9.2342.19200300.100.1.1'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const ORGANISATION_NAME = 'TEST only, no trust'

/** Bits of RFC 5280 §4.2.1.3 in the first byte. */
const SIGNS_CERTIFICATES_AND_LISTS = 0x06
const SIGNS = 0xc0

export function makeTestChain(request: TestChainRequest): readonly TestFile[] {
  const { kind, now } = request
  const root = newAuthority('TEST root', kind)
  const issuing = newAuthority('TEST issuing CA', kind)
  const signer = { subject: signerName(request), ...newKey(kind) }
  const stamper = newAuthority('TEST timestamp authority', kind)
  const maker = (issuer: Authority) => (of: Subject) => certificate(of, issuer, now)
  const [byRoot, byIssuing] = [maker(root), maker(issuing)]
  const above = byRoot({ ...issuing, years: 5, extensions: authority(0) })
  return [
    pemFile(
      'trust/root.pem',
      'CERTIFICATE',
      byRoot({ ...root, years: 10, extensions: authority() }),
    ),
    pemFile('trust/root.crl', 'X509 CRL', emptyList(root, now)),
    pemFile('trust/issuing.crl', 'X509 CRL', emptyList(issuing, now)),
    keyFile('signer.key.pem', signer.privateKey),
    pemFile(
      'signer.pem',
      'CERTIFICATE',
      byIssuing({ ...signer, years: 2, extensions: endEntity() }),
      above,
    ),
    keyFile('tsa.key.pem', stamper.privateKey),
    pemFile(
      'tsa.pem',
      'CERTIFICATE',
      byIssuing({ ...stamper, years: 2, extensions: endEntity(TIME_STAMPING) }),
      above,
    ),
  ]
}

function newAuthority(commonName: string, kind: TestKeyKind): Authority {
  return { subject: testName(commonName), ...newKey(kind) }
}

function newKey(kind: TestKeyKind): { publicKey: KeyObject; privateKey: KeyObject } {
  return kind === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 3_072 })
}

function testName(commonName: string): Uint8Array {
  return name([COUNTRY, 'VN'], [ORGANISATION, ORGANISATION_NAME], [COMMON_NAME, commonName])
}

function signerName({ signer, taxCode }: TestChainRequest): Uint8Array {
  const own = taxCode === undefined ? [] : [[UID, `MST:${taxCode}`] as const]
  return name(
    [COUNTRY, 'VN'],
    [ORGANISATION, ORGANISATION_NAME],
    [COMMON_NAME, `TEST ${signer}`],
    ...own,
  )
}

interface Subject extends Authority {
  readonly years: number
  readonly extensions: readonly Uint8Array[]
}

function certificate(of: Subject, issuer: Authority, now: Date): Uint8Array {
  const body = sequence(
    explicit(0, integer(2)),
    integer(BigInt(`0x${randomBytes(15).toString('hex')}`)),
    schemeOf(issuer.privateKey),
    issuer.subject,
    sequence(
      time(now.toISOString()),
      time(new Date(now.getTime() + of.years * YEAR_MS).toISOString()),
    ),
    of.subject,
    of.publicKey.export({ format: 'der', type: 'spki' }),
    explicit(
      3,
      sequence(
        ...of.extensions,
        extension(SUBJECT_KEY_IDENTIFIER, octets(keyIdentifier(of.publicKey))),
        authorityKeyIdentifier(issuer.publicKey),
      ),
    ),
  )
  return signed(body, issuer.privateKey)
}

function authority(pathLength?: number): readonly Uint8Array[] {
  const limit = pathLength === undefined ? [] : [integer(pathLength)]
  return [
    extension('2.5.29.19', sequence(yes, ...limit), true),
    keyUsage(SIGNS_CERTIFICATES_AND_LISTS),
  ]
}

function endEntity(purpose?: string): readonly Uint8Array[] {
  const extended =
    purpose === undefined ? [] : [extension('2.5.29.37', sequence(oid(purpose)), true)]
  return [extension('2.5.29.19', sequence(), true), keyUsage(SIGNS), ...extended]
}

const SUBJECT_KEY_IDENTIFIER = '2.5.29.14'
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35'
const KEY_IDENTIFIER_BYTES = 20

/** RFC 7093 §2: as long as the usual SHA-1, and a good hash. */
function keyIdentifier(key: KeyObject): Uint8Array {
  const spki = key.export({ format: 'der', type: 'spki' })
  return createHash('sha256').update(spki).digest().subarray(0, KEY_IDENTIFIER_BYTES)
}

function authorityKeyIdentifier(key: KeyObject): Uint8Array {
  const identifier = der(0x80, keyIdentifier(key))
  return extension(AUTHORITY_KEY_IDENTIFIER, sequence(identifier))
}

function keyUsage(usage: number): Uint8Array {
  const unused = Math.log2(usage & -usage)
  return extension('2.5.29.15', der(0x03, Buffer.from([unused, usage])), true)
}

/** A list that revokes nobody, for a year. */
function emptyList(issuer: Authority, now: Date): Uint8Array {
  const body = sequence(
    integer(1),
    schemeOf(issuer.privateKey),
    issuer.subject,
    time(now.toISOString()),
    time(new Date(now.getTime() + YEAR_MS).toISOString()),
    explicit(
      0,
      sequence(authorityKeyIdentifier(issuer.publicKey), extension(CRL_NUMBER, integer(1))),
    ),
  )
  return signed(body, issuer.privateKey)
}

const CRL_NUMBER = '2.5.29.20'
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))
const RSA_SHA256 = sequence(oid('1.2.840.113549.1.1.11'), der(0x05))

function schemeOf(key: KeyObject): Uint8Array {
  return key.asymmetricKeyType === 'ec' ? ECDSA_SHA256 : RSA_SHA256
}

function signed(body: Uint8Array, key: KeyObject): Uint8Array {
  return sequence(body, schemeOf(key), bits(sign('sha256', body, key)))
}

function pemFile(file: string, label: string, ...ders: readonly Uint8Array[]): TestFile {
  return { file, text: ders.map((each) => toPem(label, each)).join(''), isSecret: false }
}

function keyFile(file: string, key: KeyObject): TestFile {
  return { file, text: key.export({ format: 'pem', type: 'pkcs8' }).toString(), isSecret: true }
}

function toPem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/gu) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
