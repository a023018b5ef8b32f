/**
 * Reads the outside of a JWE (RFC 7516) strictly, before any key is touched.
 *
 * Compact, flattened and general become one shape. What this validator does not know it
 * does not try: one algorithm of each purpose is enough, and each more is one more way
 * to be fooled.
 *
 * @module
 */
import type { FlattenedJWE } from 'jose'
import { parseJson } from '../../json/parse.ts'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject, textMember } from '../../json-value.ts'
import { RECIPIENT_COUNT_MAX } from '../../limits.ts'
import type { EncryptionNamed } from '../opened.ts'
import { recipientNamed } from '../opened.ts'

export interface ParsedJwe extends EncryptionNamed {
  /** For this recipient alone. */
  readonly flattened: FlattenedJWE
}

export const KEY_MANAGEMENT: readonly string[] = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW']
export const CONTENT_ENCRYPTION: readonly string[] = ['A256GCM', 'A128GCM']

const BASE64URL = /^[\w-]+$/u
const HEADER_LENGTH_MAX = 8_192

/** One for each recipient; none for what is refused: the sender is told no more than that. */
export function parseJwe(text: string): readonly ParsedJwe[] {
  const trimmed = text.trim()
  const forms = trimmed.startsWith('{') ? splitJson(trimmed) : splitCompact(trimmed)
  // Each entry is held against the whole ciphertext: no more of them than may be.
  if (forms.length > RECIPIENT_COUNT_MAX) return []
  const parsed = forms.map(parseFlattened)
  const isWhole = parsed.every((each) => each !== undefined)
  // RFC 7518 §4.6: by direct agreement the content key is one recipient's.
  const isDirect = parsed.some((each) => each?.algorithm === 'ECDH-ES')
  return isWhole && (!isDirect || parsed.length === 1) ? parsed : []
}

function splitCompact(compact: string): readonly JsonObject[] {
  const parts = compact.split('.')
  const [header = '', key = '', iv = '', ciphertext = '', tag = ''] = parts
  const encryptedKey = key === '' ? {} : { encrypted_key: key }
  return [{ protected: header, ...encryptedKey, iv, ciphertext, tag }]
}

const SHARED = ['protected', 'iv', 'ciphertext', 'tag']
const OWN = ['header', 'encrypted_key']

/** Neither `unprotected` nor `aad`: nobody vouches for the one, nobody here reads the other. */
function splitJson(text: string): readonly JsonObject[] {
  const { value, issues } = parseJson(text)
  if (value === undefined || issues.length > 0 || !isJsonObject(value)) return []
  const { recipients } = value
  if (recipients === undefined) return hasOnly(value, [...SHARED, ...OWN]) ? [value] : []
  const entries: readonly JsonValue[] = Array.isArray(recipients) ? recipients : []
  if (!hasOnly(value, [...SHARED, 'recipients'])) return []
  const shared = Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'recipients'))
  const isEntry = (entry: JsonValue) => isJsonObject(entry) && hasOnly(entry, OWN)
  return entries.every(isEntry) ? entries.map((own) => ({ ...shared, ...(own as object) })) : []
}

function parseFlattened(form: JsonObject): ParsedJwe | undefined {
  const [sealed = '', key, ...rest] = ['protected', 'encrypted_key', 'iv', 'ciphertext', 'tag'].map(
    (name) => textMember(form, name),
  )
  const isWritten = [sealed, ...rest, ...(form['encrypted_key'] === undefined ? [] : [key])].every(
    isCanonical,
  )
  const header = isWritten ? readHeader(sealed, form['header']) : undefined
  return header && { ...header, flattened: form as unknown as FlattenedJWE }
}

/** All that is said of the encryption is protected, but in JSON what differs by recipient. */
function readHeader(sealed: string, own: JsonValue = {}): EncryptionNamed | undefined {
  if (sealed.length > HEADER_LENGTH_MAX || !isJsonObject(own)) return undefined
  const { value, issues } = parseJson(Buffer.from(sealed, 'base64url').toString('utf8'))
  if (value === undefined || issues.length > 0 || !isJsonObject(value)) return undefined
  if (!hasOnly(own, ['alg', 'kid', 'epk'])) return undefined
  if (Object.keys(own).some((name) => Object.hasOwn(value, name))) return undefined
  const all = { ...value, ...own }
  const algorithm = textMember(all, 'alg') ?? ''
  const contentEncryption = textMember(value, 'enc') ?? ''
  const isKnown =
    KEY_MANAGEMENT.includes(algorithm) && CONTENT_ENCRYPTION.includes(contentEncryption)
  // Compressed content could become anything; critical extensions are none of ours.
  if (!isKnown || 'zip' in value || 'crit' in value) return undefined
  return { algorithm, contentEncryption, ...recipientNamed(textMember(all, 'kid')) }
}

/** RFC 7515 §2: without padding, and with no bits that mean nothing. */
function isCanonical(part: string | undefined): boolean {
  if (part === undefined || !BASE64URL.test(part)) return false
  return Buffer.from(part, 'base64url').toString('base64url') === part
}

function hasOnly(object: JsonObject, names: readonly string[]): boolean {
  return Object.keys(object).every((name) => names.includes(name))
}
