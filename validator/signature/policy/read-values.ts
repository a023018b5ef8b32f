/**
 * Reads the values that a policy is made of, and says what was expected where they are not it.
 *
 * @module
 */
import { isFullDate } from '../../date.ts'
import { appendPointer } from '../../json/pointer.ts'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject } from '../../json-value.ts'
import { similarName } from '../../structure/similar-name.ts'

/** Caught by `readPolicy`, which knows the line. */
export class PolicyFault extends Error {
  /** JSON Pointer. */
  readonly at: string

  constructor(at: string, expected: string) {
    const place = at === '' ? 'the policy' : at
    super(`${place} is not what was expected: ${expected}`)
    this.at = at
  }
}

type Read<Item> = (item: JsonValue, at: string) => Item

export function members(value: JsonValue, at: string, known: readonly string[]): JsonObject {
  if (!isJsonObject(value)) throw new PolicyFault(at, 'an object')
  const stranger = Object.keys(value).find((each) => !known.includes(each))
  if (stranger === undefined) return value
  const place = appendPointer(at, stranger)
  throw new PolicyFault(place, `one of the members ${nearTo(stranger, known)}`)
}

/** Empty where nothing is written. */
export function list<Item>(
  value: JsonValue | undefined,
  at: string,
  read: Read<Item>,
): readonly Item[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new PolicyFault(at, 'a list')
  return (value as readonly JsonValue[]).map((item, index) => read(item, `${at}/${index}`))
}

/** Of nothing it would be true of no message. */
export function filledList<Item>(value: JsonValue, at: string, read: Read<Item>): readonly Item[] {
  const items = list(value, at, read)
  if (items.length === 0) throw new PolicyFault(at, 'a list that is not empty')
  return items
}

export function text(value: JsonValue | undefined, at: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new PolicyFault(at, 'a text that is not empty')
}

export function day(value: JsonValue | undefined, at: string): string {
  const written = text(value, at)
  if (isFullDate(written)) return written
  throw new PolicyFault(at, 'a day, YYYY-MM-DD')
}

export function name(value: JsonValue | undefined, at: string): string {
  const written = text(value, at)
  if (/^[a-z0-9][a-z0-9.-]*$/u.test(written)) return written
  throw new PolicyFault(at, 'a name of lower-case letters, digits, hyphens and points')
}

export function objectIdentifier(value: JsonValue, at: string): string {
  const written = text(value, at)
  if (/^[0-2](?:\.(?:0|[1-9]\d*))+$/u.test(written)) return written
  throw new PolicyFault(at, 'an object identifier, such as 1.3.6.1.5.5.7.3.36')
}

export function fingerprint(value: JsonValue, at: string): string {
  const written = text(value, at)
  if (/^[0-9a-f]{64}$/u.test(written)) return written
  throw new PolicyFault(at, 'a SHA-256 fingerprint in lower-case hexadecimal')
}

export function oneOf(
  value: JsonValue | undefined,
  at: string,
  allowed: readonly string[],
): string {
  if (typeof value === 'string' && allowed.includes(value)) return value
  const near = typeof value === 'string' ? nearTo(value, allowed) : allowed.join(', ')
  throw new PolicyFault(at, `one of ${near}`)
}

/** All that it could be, and which of them was probably meant. */
export function nearTo(
  written: string,
  known: readonly string[],
  shown: readonly string[] = known,
): string {
  const near = similarName(written, known)
  return near === undefined ? shown.join(', ') : `${shown.join(', ')}; did you mean ${near}?`
}
