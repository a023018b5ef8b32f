/**
 * What the signature value of a JWS is made over.
 *
 * @module
 */

/**
 * RFC 7515 §5.2, RFC 7797 §3: the header as it is encoded, a dot, and the payload.
 *
 * @param payload base64url, or the bytes that are signed themselves.
 */
export function signingInput(header: string, payload: string | Uint8Array): Uint8Array {
  if (typeof payload === 'string') return Buffer.from(`${header}.${payload}`, 'latin1')
  return Buffer.concat([Buffer.from(`${header}.`, 'latin1'), payload])
}
