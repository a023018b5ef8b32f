/**
 * Whether the signature value of a JWS was made by a key: RFC 7518 §3, RFC 8037 §3.1.
 *
 * By node:crypto and at once: on a small message the way to a thread and back costs several
 * times the check. Everything that could make a key or an algorithm unfit has been looked at.
 *
 * @module
 */
import { constants, type KeyObject, verify } from 'node:crypto'
import { type JwsAlgorithm, valueBytes } from './algorithms.ts'

/** `key` fits the algorithm, and is of a size that is gone by. */
export function isMadeBy(
  key: KeyObject,
  algorithm: JwsAlgorithm,
  signed: Uint8Array,
  value: Uint8Array,
): boolean {
  // RFC 8017 §8.1.2, RFC 7518 §3.4: OpenSSL takes shorter values for the same number.
  if (value.length !== valueBytes(algorithm, key)) return false
  const { hash, scheme } = algorithm
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

/** RFC 7518 §3.5: the salt is as long as the digest. */
const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
}

/**
 * RFC 7515 §5.2, RFC 7797 §3: the header as it is encoded, a dot, and the payload.
 *
 * @param payload base64url, or what is signed itself.
 */
export function signingInput(header: string, payload: string | Uint8Array): Uint8Array {
  if (typeof payload === 'string') return Buffer.from(`${header}.${payload}`)
  return Buffer.concat([Buffer.from(`${header}.`), payload])
}
