/**
 * Whether a key is of a size that is gone by, which is asked before anything is done with it.
 *
 * Keys come from whoever made a message. One that is too short proves nothing; one that is
 * too large, or has a huge exponent, makes a stranger's single check cost seconds.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'

const RSA_BITS_MIN = 2_048
const RSA_BITS_MAX = 8_192
/** NIST SP 800-56B §6.2 asks for 65537; older keys have 3. Beyond 2^32 nobody makes one. */
const RSA_EXPONENT_MIN = 3n
const RSA_EXPONENT_MAX = 2n ** 32n
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1'])

/** Thông tư 15/2025/TT-BKHCN: RSA of 2048 bits or more, or elliptic curves of 256 or more. */
export function isStrongKey({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = asymmetricKeyDetails
  switch (asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return (
        modulusLength >= RSA_BITS_MIN && modulusLength <= RSA_BITS_MAX && isExponent(publicExponent)
      )
    case 'ec':
      return CURVES.has(namedCurve)
    case 'ed25519':
      return true
    default:
      return false
  }
}

function isExponent(exponent: bigint): boolean {
  return exponent >= RSA_EXPONENT_MIN && exponent <= RSA_EXPONENT_MAX && exponent % 2n === 1n
}
