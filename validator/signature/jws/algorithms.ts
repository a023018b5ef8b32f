/**
 * What JOSE calls the algorithms that are accepted: rows of `algorithms/table.ts`.
 *
 * No HS*: a shared secret cannot say who signed. No "none": RFC 8725 §3.1.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { isOfType, type NamedAlgorithm, namesOf } from '../algorithms/find.ts'
import { ALGORITHMS } from '../algorithms/table.ts'
import { allowsHash } from '../key-binding.ts'

const NAMES = namesOf(({ jose = [] }) => jose)

export function findJwsAlgorithm(name: unknown): NamedAlgorithm | undefined {
  return typeof name === 'string' ? NAMES.get(name) : undefined
}

/** Whatever its length: a curve is part of what JOSE calls an algorithm, a modulus is not. */
export function fitsKey(algorithm: NamedAlgorithm, key: KeyObject): boolean {
  const { namedCurve = '' } = key.asymmetricKeyDetails ?? {}
  const isOfCurve = algorithm.rows.some(({ curves }) => curves?.includes(namedCurve) ?? true)
  return isOfType(algorithm, key) && isOfCurve && allowsHash(key, algorithm.hash)
}

const TO_SIGN_WITH = namesOf(
  ({ jose = [] }) => jose,
  ALGORITHMS.filter(({ terms }) => terms.every(({ legacyFrom }) => legacyFrom === undefined)),
)

/** What to sign with: the first that fits and is not legacy. */
export function chooseAlgorithm(key: KeyObject): string | undefined {
  return [...TO_SIGN_WITH].find(([, each]) => fitsKey(each, key))?.[0]
}
