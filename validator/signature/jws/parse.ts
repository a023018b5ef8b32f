/**
 * Reads a JWS strictly, in any of its serialisations, before any cryptography.
 *
 * RFC 7515 lets a reader be lenient in places where two readers then differ:
 * padding, duplicate members, an `alg` outside the protected header. None is
 * accepted here.
 *
 * @module
 */
import { parseJson } from '../../json/parse.ts'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject, member } from '../../json-value.ts'
import { MESSAGE_CERTIFICATE_COUNT_MAX, SIGNATURE_COUNT_MAX } from '../../limits.ts'
import type { Bilingual } from '../../verdict.ts'
import { CERTIFICATE_DIGESTS } from './certificates.ts'
import { claimedTimeOf } from './claimed-time.ts'
import { criticalFault } from './critical.ts'

export interface ParsedJws {
  /** base64url, or the text itself where `b64` is false; undefined when empty or detached. */
  readonly payload?: string
  /** What the payload says: empty when there is none. */
  readonly content: Uint8Array
  /** RFC 7797 §3: the same for every signature. */
  readonly isEncoded: boolean
  readonly signatures: readonly JwsSignature[]
}

export interface JwsSignature {
  readonly protected: string
  readonly header: JsonObject
  readonly unprotected?: JsonObject
  readonly signature: string
  /** What that says. */
  readonly value: Uint8Array
  /** When the signer says it signed. */
  readonly claimedTime?: string
  /** JSON Pointer of the signature in a JSON serialisation; "" in the others. */
  readonly location: string
}

export type JwsParseResult = { readonly jws: ParsedJws } | { readonly fault: Bilingual }

class JwsFault extends Error {
  readonly reason: Bilingual
  constructor(vi: string, en: string) {
    super(en)
    this.reason = { vi, en }
  }
}

export function parseJws(text: string): JwsParseResult {
  try {
    // The line end of a text file; within the serialisation no white space is let pass.
    const trimmed = text.trim()
    return { jws: trimmed.startsWith('{') ? parseJsonJws(trimmed) : parseCompact(trimmed) }
  } catch (thrown) {
    if (thrown instanceof JwsFault) return { fault: thrown.reason }
    throw thrown
  }
}

/** RFC 7515 §3.1. */
function parseCompact(text: string): ParsedJws {
  const parts = text.split('.', 4)
  const [header = '', payload = '', signature = ''] = parts
  if (parts.length !== 3) {
    throw new JwsFault('dạng gọn phải có ba phần', 'the compact form must have three parts')
  }
  return toJws(payload, [toSignature(header, signature, undefined, '')])
}

const GENERAL = new Set(['payload', 'signatures'])
const FLATTENED = new Set(['payload', 'protected', 'header', 'signature'])
const ENTRY = new Set(['protected', 'header', 'signature'])

/** RFC 7515 §7.2. */
function parseJsonJws(text: string): ParsedJws {
  const { value } = parseJson(text)
  if (!isJsonObject(value)) throw new JwsFault('JSON sai dạng', 'the JSON is malformed')
  const isGeneral = Object.hasOwn(value, 'signatures')
  assertMembers(value, isGeneral ? GENERAL : FLATTENED)
  const payload = member(value, 'payload')
  if (payload !== undefined && typeof payload !== 'string') throw wrongMember('payload')
  const entries = isGeneral ? member(value, 'signatures') : [value]
  if (!Array.isArray(entries) || entries.length === 0) throw wrongMember('signatures')
  if (entries.length > SIGNATURE_COUNT_MAX) {
    throw new JwsFault(
      `có quá ${SIGNATURE_COUNT_MAX} chữ ký`,
      `there are more than ${SIGNATURE_COUNT_MAX} signatures`,
    )
  }
  const signatures = entries.map((entry: JsonValue, index: number) =>
    toEntry(entry, isGeneral ? `/signatures/${index}` : '', isGeneral),
  )
  return toJws(payload, signatures)
}

function toJws(payload: string | undefined, signatures: readonly JwsSignature[]): ParsedJws {
  const encodings = new Set(signatures.map(({ header }) => header['b64'] !== false))
  const [isEncoded = true] = encodings
  // RFC 7797 §3: else two readers could each take another payload for the signed one.
  if (encodings.size > 1) {
    throw new JwsFault(
      'b64 phải giống nhau ở mọi chữ ký',
      'b64 must be the same in every signature',
    )
  }
  // Two parties never make one value: it would be one signature that counts for two.
  if (new Set(signatures.map(({ signature }) => signature)).size < signatures.length) {
    throw new JwsFault('có chữ ký lặp lại', 'a signature is there twice')
  }
  const written = payload ?? ''
  const content = isEncoded ? decodeBase64Url(written) : Buffer.from(written)
  return { ...(written === '' ? {} : { payload: written }), content, isEncoded, signatures }
}

function toEntry(entry: JsonValue, location: string, isGeneral: boolean): JwsSignature {
  if (!isJsonObject(entry)) throw wrongMember('signatures')
  if (isGeneral) assertMembers(entry, ENTRY)
  const header = member(entry, 'protected')
  const signature = member(entry, 'signature')
  const unprotected = member(entry, 'header')
  if (typeof header !== 'string') throw wrongMember('protected')
  if (typeof signature !== 'string') throw wrongMember('signature')
  if (unprotected !== undefined && !isJsonObject(unprotected)) throw wrongMember('header')
  return toSignature(header, signature, unprotected, location)
}

function toSignature(
  encoded: string,
  signature: string,
  unprotected: JsonObject | undefined,
  location: string,
): JwsSignature {
  const value = decodeBase64Url(signature)
  const bytes = decodeBase64Url(encoded)
  const { value: header } = parseJson(decodeText(bytes))
  if (!isJsonObject(header)) {
    throw new JwsFault('phần đầu không phải đối tượng JSON', 'the header is no JSON object')
  }
  assertHeaders(header, unprotected ?? {})
  const claimedTime = claimedTimeOf(header)
  return {
    protected: encoded,
    header,
    ...(unprotected === undefined ? {} : { unprotected }),
    signature,
    value,
    ...(claimedTime === undefined ? {} : { claimedTime }),
    location,
  }
}

/** Names that decide what is verified and by whom: RFC 8725 §3.1 wants them protected. */
const PROTECTED_ONLY = ['alg', 'crit', 'b64', 'x5c', 'iat', ...CERTIFICATE_DIGESTS, 'sigT', 'sigD']

function assertHeaders(header: JsonObject, unprotected: JsonObject): void {
  if (Object.keys(unprotected).some((name) => Object.hasOwn(header, name))) {
    throw new JwsFault('hai phần đầu trùng tên', 'the two headers share a name')
  }
  if (PROTECTED_ONLY.some((name) => Object.hasOwn(unprotected, name))) {
    throw new JwsFault(
      'tham số quan trọng nằm ngoài phần được ký',
      'a parameter that decides stands outside the protected header',
    )
  }
  const fault = criticalFault(header)
  if (fault !== undefined) throw new JwsFault(fault.vi, fault.en)
  const chain = member(header, 'x5c')
  if (Array.isArray(chain) && chain.length > MESSAGE_CERTIFICATE_COUNT_MAX) throw wrongMember('x5c')
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Of the last character, by how many stand in the last group. */
const UNREAD_BITS = [0, 0, 0b1111, 0b11]
/** What the decoder takes beside its own alphabet. */
const OTHER_ALPHABET = ['+', '/', '=']

/**
 * RFC 7515 §2: no padding, no white space; and no bits that nobody reads.
 *
 * The decoder passes over what it does not know, so that too few bytes come of it:
 * several times faster than looking at each character.
 */
function decodeBase64Url(text: string): Buffer {
  const { length } = text
  const decoded = Buffer.from(text, 'base64url')
  const isWhole = length % 4 !== 1 && decoded.length === Math.floor((length * 3) / 4)
  const isCanonical = (ALPHABET.indexOf(text.at(-1) ?? '') & (UNREAD_BITS[length % 4] ?? 0)) === 0
  // A character beyond one byte is read as the byte it ends with.
  const isNarrow = Buffer.byteLength(text) === length
  if (!isNarrow || !isWhole || !isCanonical || OTHER_ALPHABET.some((each) => text.includes(each))) {
    throw new JwsFault('base64url sai dạng', 'the base64url is malformed')
  }
  return decoded
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

function decodeText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes)
  } catch {
    throw new JwsFault('phần đầu không phải UTF-8', 'the header is not UTF-8')
  }
}

function assertMembers(object: JsonObject, known: ReadonlySet<string>): void {
  if (Object.keys(object).some((name) => !known.has(name))) {
    throw new JwsFault('có thành viên lạ', 'there is an unknown member')
  }
}

function wrongMember(name: string): JwsFault {
  return new JwsFault(`thành viên ${name} sai dạng`, `member ${name} is malformed`)
}
