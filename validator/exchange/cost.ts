/**
 * Whether judging a document may hold up others for more than a few milliseconds.
 *
 * Counted on its bytes, before anything is parsed or verified: what verifying costs grows
 * with signatures, certificates, and references or namespaces times elements. A small message
 * can have many of them, so its size alone says too little.
 *
 * @module
 */
import { decodeUtf8 } from '../decode.ts'
import { looksLikeJwe } from '../encryption/jwe/looks-like-jwe.ts'
import { parseJson } from '../json/parse.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, textMember } from '../json-value.ts'
import { looksLikeJws } from '../signature/jws/looks-like-jws.ts'
import { sniffFormat } from './sniff-format.ts'

export interface CostQuestion {
  /** A JWS beside the document. */
  readonly signature?: string
  /** Certificates that each may have made a signature that names none. */
  readonly pinnedCount: number
  /** Of revocation lists and OCSP responses that are configured. */
  readonly evidenceBytes: number
}

const SIGNATURE_COUNT_MAX = 2
/** Of one message, that of the signer included. */
const CERTIFICATE_COUNT_MAX = 4
/** In base64, of all together: one can have a thousand names, and takes milliseconds a kilobyte. */
const CERTIFICATE_CHARACTERS_MAX = 6_144
const PINNED_COUNT_MAX = 32
/** Who asks them first checks and orders them: a list of a megabyte takes 40 milliseconds. */
const EVIDENCE_BYTES_MAX = 65_536
/** References or namespaces times elements: about two microseconds each. */
const VISIT_COUNT_MAX = 2_500

/** Needs private keys, or parses certificates and signatures of others than the signer. */
const NEVER_CHEAP = [
  'EncryptedKey',
  'EncapsulatedTimeStamp',
  'EncapsulatedX509Certificate',
  'EncapsulatedCRLValue',
  'EncapsulatedOCSPValue',
]
/** Names in one signature that have it as a part, in XAdES as well, each with its end. */
const MENTIONS_IN_SIGNATURE = 20

export function isCostly(document: Uint8Array, question: CostQuestion): boolean {
  const { signature } = question
  if (signature !== undefined && isCostlyJws(signature, question)) return true
  if (sniffFormat(document) === 'xml') return isCostlyXml(document, question)
  const { text } = decodeUtf8(document)
  if (text === undefined) return false
  return looksLikeJwe(text) || (looksLikeJws(text) && isCostlyJws(text, question))
}

/** In UTF-8, which alone is read, the name of an element cannot be written in any other way. */
function isCostlyXml(
  { buffer, byteOffset, byteLength }: Uint8Array,
  { pinnedCount, evidenceBytes }: CostQuestion,
): boolean {
  const bytes = Buffer.from(buffer, byteOffset, byteLength)
  if (NEVER_CHEAP.some((name) => bytes.includes(name))) return true
  if (!bytes.includes('Signature')) return false
  const elements = mentions('</', bytes) + mentions('/>', bytes)
  const references = mentions('DigestValue', bytes) / 2
  return (
    evidenceBytes > EVIDENCE_BYTES_MAX ||
    pinnedCount > PINNED_COUNT_MAX ||
    mentions('Signature', bytes) > SIGNATURE_COUNT_MAX * MENTIONS_IN_SIGNATURE ||
    mentions('SignatureValue', bytes) / 2 > SIGNATURE_COUNT_MAX ||
    mentions(CERTIFICATE, bytes) / 2 > CERTIFICATE_COUNT_MAX ||
    contentLength(CERTIFICATE, bytes) > CERTIFICATE_CHARACTERS_MAX ||
    references * elements > VISIT_COUNT_MAX ||
    mentions('xmlns', bytes) * elements > NAMESPACE_VISIT_COUNT_MAX
  )
}

/** A namespace in scope is looked up faster than an element is digested. */
const NAMESPACE_VISIT_COUNT_MAX = 20_000

const CERTIFICATE = 'X509Certificate'

/** Of the text behind all tags of a name. */
function contentLength(name: string, bytes: Buffer): number {
  let length = 0
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + name.length)) {
    const start = bytes.indexOf('>', at)
    const end = bytes.indexOf('<', start)
    if (start >= 0 && end >= 0) length += end - start
  }
  return length
}

function mentions(name: string, bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + name.length)) count += 1
  return count
}

/** One that cannot be read is refused before anything of it costs. */
function isCostlyJws(text: string, { pinnedCount, evidenceBytes }: CostQuestion): boolean {
  if (evidenceBytes > EVIDENCE_BYTES_MAX) return true
  const trimmed = text.trim()
  const whole = trimmed.startsWith('{') ? readObject(trimmed) : splitCompact(trimmed)
  const several = member(whole, 'signatures')
  const entries = (Array.isArray(several) ? several : [whole]).filter(isJsonObject)
  const chains = entries.map(certificatesOf)
  const certificates = chains.flat()
  return (
    entries.length > SIGNATURE_COUNT_MAX ||
    certificates.length > CERTIFICATE_COUNT_MAX ||
    sum(certificates.map(({ length }) => length)) > CERTIFICATE_CHARACTERS_MAX ||
    (pinnedCount > PINNED_COUNT_MAX && chains.some(({ length }) => length === 0)) ||
    entries.some((each) => hasEvidence(member(each, 'header'))) ||
    isXml(textMember(whole, 'payload') ?? '')
  )
}

function splitCompact(text: string): JsonObject {
  const [head = '', payload = ''] = text.split('.', 2)
  return { protected: head, payload }
}

function certificatesOf(entry: JsonObject): readonly string[] {
  const head = Buffer.from(textMember(entry, 'protected') ?? '', 'base64url').toString('utf8')
  const chain = member(readObject(head), 'x5c')
  return Array.isArray(chain) ? chain.filter((each) => typeof each === 'string') : []
}

/** ETSI TS 119 182-1 §5.3: timestamps, certificates, revocation lists and responses. */
function hasEvidence(header: JsonValue | undefined): boolean {
  return isJsonObject(header) && Object.hasOwn(header, 'etsiU')
}

/** What is signed as JSON may be XML with signatures of its own, also unencoded (RFC 7797). */
function isXml(payload: string): boolean {
  const readings = [Buffer.from(payload, 'base64url'), Buffer.from(payload)]
  return readings.some((bytes) => sniffFormat(bytes) === 'xml')
}

function readObject(text: string): JsonObject {
  const { value } = parseJson(text)
  return isJsonObject(value) ? value : {}
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, each) => total + each, 0)
}
