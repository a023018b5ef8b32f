/**
 * A signed release as a lock keeps it: the JWS itself, so that it can be verified again without
 * a network, and whose it was when somebody asked.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../validator/index.ts'
import { isJsonObject, Problem, parseJson, problems, textMember } from '../validator/index.ts'

export interface LockedRelease {
  /** Absent where nobody was trusted, so that the signature was only kept. */
  readonly signer?: LockedSigner
  /** RFC 7515 §7.2.2, flattened. */
  readonly jws: JsonObject
}

export interface LockedSigner {
  readonly subject: string
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  readonly fingerprint: string
}

/** Throws Problem `release-malformed` for another serialization. */
export function parseJwsToLock(text: string): JsonObject {
  const { value, issues } = parseJson(text)
  if (issues.length === 0 && isFlattened(value)) return value
  throw new Problem(
    problems.releaseMalformed,
    'it is no JWS in flattened JSON: ask the registry for a whole one',
  )
}

/** What is verified again. */
export function formatLockedJws({ jws }: LockedRelease): string {
  return JSON.stringify(jws)
}

/** `refs` are the versions of the lock: a release of any other belongs to nothing. */
export function areLockedReleases(
  value: JsonValue,
  refs: ReadonlySet<string>,
): value is JsonObject & Readonly<Record<string, LockedRelease>> {
  if (!isJsonObject(value)) return false
  return Object.entries(value).every(([ref, release]) => refs.has(ref) && isLocked(release))
}

function isLocked(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false
  const { signer, jws } = value
  return isFlattened(jws) && (signer === undefined || isSigner(signer))
}

function isSigner(value: JsonValue): boolean {
  return isJsonObject(value) && hasTexts(value, ['subject', 'fingerprint'])
}

function isFlattened(value: JsonValue | undefined): value is JsonObject {
  return isJsonObject(value) && hasTexts(value, ['payload', 'protected', 'signature'])
}

function hasTexts(object: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => textMember(object, name) !== undefined)
}
