/**
 * Reads the outside of a JWE (RFC 7516, compact) strictly, before any key is touched.
 *
 * All that is said of the encryption is in the protected header; what this validator does
 * not know it does not try: one algorithm of each purpose is enough, and each more is one
 * more way to be fooled.
 *
 * @module
 */
import { parseJson } from '../json/parse.ts'
import { isJsonObject, textMember } from '../json-value.ts'

export interface ParsedJwe {
  /** Of key management, such as `RSA-OAEP-256`. */
  readonly algorithm: string
  /** Of the content, such as `A256GCM`. */
  readonly contentEncryption: string
  /** Whose key: as the sender names it, when that is a plain name. */
  readonly recipient?: string
}

export const KEY_MANAGEMENT: readonly string[] = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW']
export const CONTENT_ENCRYPTION: readonly string[] = ['A256GCM', 'A128GCM']

const COMPACT = /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/u
const HEADER_LENGTH_MAX = 8_192
const PLAIN_NAME = /^[\w.:-]{1,64}$/u

/** Five parts: a JWS has three. Looks for dots alone, as the text may be long. */
export function looksLikeJwe(text: string): boolean {
  return HEADER_START.test(text) && dotCount(text, DOTS + 1) === DOTS
}

const HEADER_START = /^\s*eyJ[\w-]*\./u
const DOTS = 4

/** Counts no further than `most`. */
function dotCount(text: string, most: number): number {
  let count = 0
  let at = text.indexOf('.')
  for (; at >= 0 && count < most; at = text.indexOf('.', at + 1)) count += 1
  return count
}

/** Undefined for what is refused: the sender is told no more than that. */
export function parseJwe(text: string): ParsedJwe | undefined {
  const compact = text.trim()
  if (!COMPACT.test(compact)) return undefined
  const parts = compact.split('.')
  if (!parts.every(isCanonical)) return undefined
  const [encoded = ''] = parts
  if (encoded.length > HEADER_LENGTH_MAX) return undefined
  const { value, issues } = parseJson(Buffer.from(encoded, 'base64url').toString('utf8'))
  if (value === undefined || issues.length > 0 || !isJsonObject(value)) return undefined
  const algorithm = textMember(value, 'alg') ?? ''
  const contentEncryption = textMember(value, 'enc') ?? ''
  const isKnown =
    KEY_MANAGEMENT.includes(algorithm) && CONTENT_ENCRYPTION.includes(contentEncryption)
  // Compressed content could become anything; critical extensions are none of ours.
  if (!isKnown || 'zip' in value || 'crit' in value) return undefined
  const recipient = textMember(value, 'kid')
  const isPlain = recipient !== undefined && PLAIN_NAME.test(recipient)
  return { algorithm, contentEncryption, ...(isPlain ? { recipient } : {}) }
}

/** RFC 7515 §2: without padding, and with no bits that mean nothing. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part
}
