/**
 * The JWS algorithms that are accepted, each with all the verifier needs.
 *
 * Adding an algorithm is adding a row. No HS*: a shared secret cannot say who
 * signed. No "none": RFC 8725 §3.1.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'

export interface JwsAlgorithm {
  readonly keyTypes: readonly string[]
  /** Named curve of an EC key, as node:crypto spells it. */
  readonly curve?: string
  /** Thông tư 15/2025/TT-BKHCN wants RSASSA-PSS or ECDSA of whoever signs. */
  readonly isLegacy?: true
}

const RSA = { keyTypes: ['rsa'], isLegacy: true } as const
const PSS = { keyTypes: ['rsa', 'rsa-pss'] } as const
const EDWARDS = { keyTypes: ['ed25519'] } as const

// RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864.
const ALGORITHMS: ReadonlyMap<string, JwsAlgorithm> = new Map<string, JwsAlgorithm>([
  ['PS256', PSS],
  ['PS384', PSS],
  ['PS512', PSS],
  ['ES256', { keyTypes: ['ec'], curve: 'prime256v1' }],
  ['ES384', { keyTypes: ['ec'], curve: 'secp384r1' }],
  ['ES512', { keyTypes: ['ec'], curve: 'secp521r1' }],
  ['EdDSA', EDWARDS],
  ['Ed25519', EDWARDS],
  ['RS256', RSA],
  ['RS384', RSA],
  ['RS512', RSA],
])

export function findJwsAlgorithm(name: unknown): JwsAlgorithm | undefined {
  return typeof name === 'string' ? ALGORITHMS.get(name) : undefined
}

export function fitsKey({ keyTypes, curve }: JwsAlgorithm, key: KeyObject): boolean {
  const { namedCurve } = key.asymmetricKeyDetails ?? {}
  const isType = keyTypes.includes(key.asymmetricKeyType ?? '')
  return isType && (curve === undefined || curve === namedCurve)
}
