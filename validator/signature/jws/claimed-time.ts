/**
 * When the signer says it signed; a claim, not a proof.
 *
 * @module
 */
import type { JsonObject } from '../../json-value.ts'
import { textMember } from '../../json-value.ts'

/** The last second RFC 3339 can write. */
const SECONDS_MAX = 253_402_300_799

/** ETSI TS 119 182-1 §5.2.1 `sigT`, else RFC 7519 §4.1.6 `iat`. */
export function claimedTimeOf(header: JsonObject): string | undefined {
  const time = textMember(header, 'sigT')
  if (time !== undefined && isSigningTime(time)) return time
  const seconds = header['iat']
  const isTime = typeof seconds === 'number' && seconds >= 0 && seconds <= SECONDS_MAX
  return isTime ? new Date(seconds * 1_000).toISOString() : undefined
}

/** ETSI TS 119 182-1 §5.2.1: RFC 3339 in UTC, to the second; and a day of the calendar. */
export function isSigningTime(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u.test(text)) return false
  const time = new Date(text)
  return !Number.isNaN(time.valueOf()) && time.toISOString() === `${text.slice(0, -1)}.000Z`
}
