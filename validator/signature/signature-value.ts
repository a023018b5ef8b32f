/**
 * Whether a signature value was made by a key, in JWS and in XML alike.
 *
 * By node:crypto and at once: on a small message the way to a thread and back costs several
 * times the check. Everything that could make a key or an algorithm unfit has been looked at.
 *
 * @module
 */
import { constants, type KeyObject, verify } from 'node:crypto'

export interface ValueScheme {
  readonly scheme: 'pss' | 'pkcs1' | 'ecdsa' | 'eddsa'
  /** Name for node:crypto; absent where the scheme fixes it. */
  readonly hash?: string
}

/** `key` fits the scheme, and is of a size that is gone by. */
export function isMadeBy(
  key: KeyObject,
  { scheme, hash }: ValueScheme,
  signed: Uint8Array,
  value: Uint8Array,
): boolean {
  // RFC 8017 §8.1.2 and §8.2.2: OpenSSL takes shorter values for the same number.
  if (value.length !== valueLength(key)) return false
  switch (scheme) {
    case 'pss':
      return verify(hash, signed, { key, ...PSS }, value)
    case 'pkcs1':
      return verify(hash, signed, { key, padding: constants.RSA_PKCS1_PADDING }, value)
    case 'ecdsa':
      return verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, value)
    case 'eddsa':
      return verify(null, signed, key, value)
    default:
      return scheme satisfies never
  }
}

/** RFC 7518 §3.5, RFC 9231 §2.3.10: the salt is as long as the digest. */
const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
}

/** RFC 7518 §3.4, RFC 9231 §2.3.6: r and s side by side, each as long as the order of the curve. */
const CURVE_BYTES: Readonly<Record<string, number>> = {
  prime256v1: 64,
  secp384r1: 96,
  secp521r1: 132,
}
const ED25519_BYTES = 64

/** In bytes. */
function valueLength({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): number {
  const { modulusLength = 0, namedCurve = '' } = asymmetricKeyDetails
  if (asymmetricKeyType === 'ed25519') return ED25519_BYTES
  if (asymmetricKeyType === 'ec') return CURVE_BYTES[namedCurve] ?? 0
  return Math.ceil(modulusLength / 8)
}
