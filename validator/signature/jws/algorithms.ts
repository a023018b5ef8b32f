/**
 * The JWS algorithms that are accepted, each with all the verifier needs.
 *
 * Adding an algorithm is adding a row. No HS*: a shared secret cannot say who
 * signed. No "none": RFC 8725 §3.1.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { allowsHash } from '../key-binding.ts'
import { PSS_OR_ECDSA_FROM } from '../legacy.ts'
import type { ValueScheme } from '../signature-value.ts'

export interface JwsAlgorithm {
  readonly keyTypes: readonly string[]
  /** Named curve of an EC key, as node:crypto spells it. */
  readonly curve?: string
  /** Name for node:crypto, which a key may be bound to; absent where the scheme fixes it. */
  readonly hash?: 'sha256' | 'sha384' | 'sha512'
  readonly scheme: ValueScheme['scheme']
  /** From this day in Vietnam it weakens a signature, YYYY-MM-DD. */
  readonly legacyFrom?: string
}

const RSA = { keyTypes: ['rsa'], scheme: 'pkcs1', legacyFrom: PSS_OR_ECDSA_FROM } as const
const PSS = { keyTypes: ['rsa', 'rsa-pss'], scheme: 'pss' } as const
const EC = { keyTypes: ['ec'], scheme: 'ecdsa' } as const
const EDWARDS = { keyTypes: ['ed25519'], scheme: 'eddsa' } as const

// RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864.
const ALGORITHMS: ReadonlyMap<string, JwsAlgorithm> = new Map<string, JwsAlgorithm>([
  ['PS256', { ...PSS, hash: 'sha256' }],
  ['PS384', { ...PSS, hash: 'sha384' }],
  ['PS512', { ...PSS, hash: 'sha512' }],
  ['ES256', { ...EC, curve: 'prime256v1', hash: 'sha256' }],
  ['ES384', { ...EC, curve: 'secp384r1', hash: 'sha384' }],
  ['ES512', { ...EC, curve: 'secp521r1', hash: 'sha512' }],
  ['EdDSA', EDWARDS],
  ['Ed25519', EDWARDS],
  ['RS256', { ...RSA, hash: 'sha256' }],
  ['RS384', { ...RSA, hash: 'sha384' }],
  ['RS512', { ...RSA, hash: 'sha512' }],
])

export function findJwsAlgorithm(name: unknown): JwsAlgorithm | undefined {
  return typeof name === 'string' ? ALGORITHMS.get(name) : undefined
}

export function fitsKey({ keyTypes, curve, hash }: JwsAlgorithm, key: KeyObject): boolean {
  const { namedCurve } = key.asymmetricKeyDetails ?? {}
  const isType = keyTypes.includes(key.asymmetricKeyType ?? '')
  return isType && allowsHash(key, hash) && (curve === undefined || curve === namedCurve)
}

/** What to sign with: the first row that fits and is not legacy. */
export function chooseAlgorithm(key: KeyObject): string | undefined {
  const row = [...ALGORITHMS].find(
    ([, each]) => each.legacyFrom === undefined && fitsKey(each, key),
  )
  return row?.[0]
}
