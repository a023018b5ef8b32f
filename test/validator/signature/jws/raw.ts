/** JWS as an attacker would write them: any header, with a signature value that holds. */
import { type KeyObject, sign } from 'node:crypto'

export type HeaderMembers = Readonly<Record<string, unknown>>

/** `header` as text stands as it is, in ISO 8859-1; the value is ECDSA with SHA-256. */
export function signRaw(
  header: HeaderMembers | string,
  payload: string,
  key: KeyObject,
): { readonly protected: string; readonly signature: string } {
  const text = typeof header === 'string' ? header : JSON.stringify(header)
  const encoded = Buffer.from(text, 'latin1').toString('base64url')
  const input = Buffer.from(`${encoded}.${payload}`)
  const signature = sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' })
  return { protected: encoded, signature: signature.toString('base64url') }
}

/** A compact JWS whose value holds, whatever its header says. */
export function signCompact(
  header: HeaderMembers | string,
  payload: string,
  key: KeyObject,
): string {
  const { protected: encoded, signature } = signRaw(header, payload, key)
  return `${encoded}.${payload}.${signature}`
}

/** The same, flattened, and with an unprotected header. */
export function signFlattened(
  header: HeaderMembers,
  unprotected: unknown,
  payload: string,
  key: KeyObject,
): string {
  return JSON.stringify({ payload, header: unprotected, ...signRaw(header, payload, key) })
}
