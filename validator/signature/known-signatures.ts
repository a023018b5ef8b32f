/**
 * Remembers which key made the signature of a certificate or a revocation list.
 *
 * Every message of a partner brings the same path, and whether a key signed those
 * very bytes never changes. What is no longer held elsewhere is forgotten.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'

const known = new WeakMap<object, WeakMap<KeyObject, boolean>>()

/** `signed` and `key` by identity: both are parsed once and never written to. */
export function isKnownToSign(signed: object, key: KeyObject, check: () => boolean): boolean {
  const byKey = known.get(signed) ?? new WeakMap<KeyObject, boolean>()
  known.set(signed, byKey)
  const answer = byKey.get(key) ?? check()
  byKey.set(key, answer)
  return answer
}
