/** JWS with any header and any value. */
import { toBase64Url } from './laboratory.ts'

export type MakeValue = (input: string) => Uint8Array

/** A member that JSON would leave out is written as well: `__proto__` is a text here. */
export function rawJws(
  header: Readonly<Record<string, unknown>> | string,
  payload: string,
  makeValue: MakeValue,
): string {
  const text = typeof header === 'string' ? header : JSON.stringify(header)
  const input = `${toBase64Url(text)}.${payload}`
  return `${input}.${toBase64Url(makeValue(input))}`
}
