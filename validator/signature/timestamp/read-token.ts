/**
 * Reads RFC 3161 timestamp tokens: a TSTInfo in a CMS SignedData (RFC 5652) of one signer.
 *
 * @module
 */
import type { DerElement } from '../asn1/der.ts'
import {
  childrenOf,
  context,
  DER,
  DerFault,
  expectTag,
  membersOf,
  onlyChild,
  readDer,
} from '../asn1/der.ts'
import type { SignatureScheme } from '../asn1/signed.ts'
import { readHash, readScheme } from '../asn1/signed.ts'
import { contentOf, encodingOf, oidOf, timeOf } from '../asn1/values.ts'
import type { Certificate } from '../certificate.ts'
import { parseCertificate } from '../certificate.ts'

export interface TimestampToken {
  readonly time: Date
  /** Hash of node:crypto and value that the time was given for. */
  readonly imprintHash: string
  readonly imprint: Uint8Array
  /** What was signed: the attributes, with the tag they are signed with. */
  readonly signedAttributes: Uint8Array
  readonly scheme: SignatureScheme
  readonly signature: Uint8Array
  /** The TSTInfo and the digest that the attributes give for it. */
  readonly content: Uint8Array
  readonly contentHash: string
  readonly contentDigest: Uint8Array
  /** Digests of the signing certificate, as the attributes name it (RFC 5035). */
  readonly certificateHash: string
  readonly certificateDigest: Uint8Array
  readonly certificates: readonly Certificate[]
}

const SIGNED_DATA = '1.2.840.113549.1.7.2'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const CERTIFICATE_COUNT_MAX = 8

/** Undefined for what is no token of accepted algorithms. */
export function readTimestampToken(der: Uint8Array): TimestampToken | undefined {
  try {
    const [type, content] = membersOf(readDer(der))
    if (oidOf(type) !== SIGNED_DATA) return undefined
    return readSignedData(onlyChild(expectTag(content, context(0))))
  } catch {
    // Whatever is wrong with it, it proves no time.
    return undefined
  }
}

function readSignedData(element: DerElement): TimestampToken {
  const [, , encapsulated, ...rest] = membersOf(element)
  const [type, wrapped] = membersOf(encapsulated)
  if (oidOf(type) !== TST_INFO) throw new DerFault('no timestamp')
  const content = contentOf(expectTag(onlyChild(wrapped), DER.octetString))
  const certificates = rest.find(({ tag }) => tag === context(0))
  return {
    ...readInfo(readDer(content)),
    content,
    ...readSigner(onlyChild(expectTag(rest.at(-1), DER.set))),
    certificates: certificates === undefined ? [] : readCertificates(certificates),
  }
}

function readInfo(info: DerElement): Pick<TimestampToken, 'time' | 'imprint' | 'imprintHash'> {
  const [, , messageImprint, , time] = membersOf(info)
  const [algorithm, digest] = membersOf(messageImprint)
  const imprintHash = readHash(algorithm)
  if (imprintHash === undefined) throw new DerFault('a hash that is not accepted')
  const imprint = contentOf(expectTag(digest, DER.octetString))
  return { time: timeOf(time), imprint, imprintHash }
}

type SignerParts = Pick<
  TimestampToken,
  | 'signedAttributes'
  | 'scheme'
  | 'signature'
  | 'contentHash'
  | 'contentDigest'
  | 'certificateHash'
  | 'certificateDigest'
>

const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'

function readSigner(signer: DerElement): SignerParts {
  const [, , digestAlgorithm, attributes, algorithm, signature] = membersOf(signer)
  const contentHash = readHash(digestAlgorithm)
  const signed = expectTag(attributes, context(0))
  if (contentHash === undefined) throw new DerFault('a hash that is not accepted')
  const values = readAttributes(signed)
  if (oidOf(values.get(CONTENT_TYPE)) !== TST_INFO) throw new DerFault('of another content')
  return {
    signedAttributes: asSet(signed),
    scheme: schemeOf(algorithm, contentHash),
    signature: contentOf(expectTag(signature, DER.octetString)),
    contentHash,
    contentDigest: contentOf(expectTag(values.get(MESSAGE_DIGEST), DER.octetString)),
    ...readSigningCertificate(values),
  }
}

/** RFC 5652 §5.3: each attribute once, here with one value. */
function readAttributes(signed: DerElement): ReadonlyMap<string, DerElement> {
  const values = new Map<string, DerElement>()
  for (const attribute of childrenOf(signed)) {
    const [type, set] = membersOf(attribute)
    const name = oidOf(type)
    if (values.has(name)) throw new DerFault('an attribute comes twice')
    const [value, ...others] = childrenOf(expectTag(set, DER.set))
    if (value !== undefined && others.length === 0) values.set(name, value)
  }
  return values
}

/** RFC 5652 §5.4: signed as SET OF, though sent as `[0]`. */
function asSet(signed: DerElement): Uint8Array {
  const bytes = Uint8Array.from(encodingOf(signed))
  bytes[0] = DER.set
  return bytes
}

const RSA = '1.2.840.113549.1.1.1'

/** CMS may name RSA alone; the digest algorithm is then the hash. */
function schemeOf(algorithm: DerElement | undefined, hash: string): SignatureScheme {
  const isPlainRsa = oidOf(membersOf(algorithm)[0]) === RSA
  return isPlainRsa ? { hash, keyType: 'rsa' } : readScheme(algorithm)
}

/** RFC 5035; version 1 has SHA-1, which here only picks one of the certificates. */
function readSigningCertificate(
  values: ReadonlyMap<string, DerElement>,
): Pick<TimestampToken, 'certificateHash' | 'certificateDigest'> {
  const second = values.get(SIGNING_CERTIFICATE_V2)
  const [list] = membersOf(second ?? values.get(SIGNING_CERTIFICATE))
  const fields = membersOf(membersOf(list)[0])
  const [first] = fields
  const hasHash = first?.tag === DER.sequence
  const certificateHash = hasHash ? readHash(first) : second === undefined ? 'sha1' : 'sha256'
  if (certificateHash === undefined) throw new DerFault('a hash that is not accepted')
  const digest = expectTag(hasHash ? fields[1] : first, DER.octetString)
  return { certificateHash, certificateDigest: contentOf(digest) }
}

function readCertificates(set: DerElement): readonly Certificate[] {
  const certificates: Certificate[] = []
  for (const element of childrenOf(set)) {
    if (certificates.length >= CERTIFICATE_COUNT_MAX) break
    const certificate = parseCertificate(encodingOf(element))
    if (certificate !== undefined) certificates.push(certificate)
  }
  return certificates
}
