/**
 * Whether a key is of a size that is gone by, which is asked before anything is done with it.
 *
 * Keys come from whoever made a message. One that is too short proves nothing; one that is
 * too large, or has a huge exponent, makes a stranger's single check cost seconds.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { rowOf } from './algorithms/find.ts'
import { ALGORITHMS } from './algorithms/table.ts'

/** NIST SP 800-56B §6.2 asks for 65537; older keys have 3. Beyond 2^32 nobody makes one. */
const RSA_EXPONENT_MIN = 3n
const RSA_EXPONENT_MAX = 2n ** 32n

/** By the table of algorithms: RSA of 2048 to 8192 bits, three curves, Ed25519. */
export function isStrongKey(key: KeyObject): boolean {
  return rowOf(ALGORITHMS, key) !== undefined && isExponent(key)
}

function isExponent({ asymmetricKeyDetails = {} }: KeyObject): boolean {
  const { publicExponent: exponent } = asymmetricKeyDetails
  if (exponent === undefined) return true
  return exponent >= RSA_EXPONENT_MIN && exponent <= RSA_EXPONENT_MAX && exponent % 2n === 1n
}
