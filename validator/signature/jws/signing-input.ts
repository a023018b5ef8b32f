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
  const start = header.length + 1
  const signed = Buffer.allocUnsafe(start + payload.length)
  signed.write(header, 'latin1')
  signed.write('.', header.length, 'latin1')
  if (typeof payload === 'string') signed.write(payload, start, 'latin1')
  else signed.set(payload, start)
  return signed
}
