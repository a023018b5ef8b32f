/**
 * What the signature value of a JWS is made over.
 *
 * @module
 */

/**
 * RFC 7515 §5.2, RFC 7797 §3: the header as it is encoded, a dot, and the payload.
 *
 * @param payload base64url, or what is signed itself.
 */
export function signingInput(header: string, payload: string | Uint8Array): Uint8Array {
  if (typeof payload === 'string') return Buffer.from(`${header}.${payload}`)
  return Buffer.concat([Buffer.from(`${header}.`), payload])
}
