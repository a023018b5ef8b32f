/**
 * JSON text of one line to a value where it can be seen at a glance that the strict reading
 * would take it too; everything else is left to `parseJson`.
 *
 * The strict reading counts members in the text one character at a time. Here the runtime's
 * own search counts `":`, which is as good wherever no white space stands before a colon: a
 * member that is there twice makes the counts differ, and so does a text that begins with a
 * colon, which then merely costs the slower reading.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../json-value.ts'
import { NESTING_DEPTH_MAX } from '../limits.ts'

const UNSURE = /"[ \t\r\n]+:|\\u/u
/** Fifteen digits are always kept. */
const LONG_NUMBER = /(?:^|[\s:,[])-?\d[\d.]{15}/u
const MEMBER = '":'

/** Undefined when it takes a closer look. */
export function parsePlainRecord(text: string): JsonValue | undefined {
  let value: JsonValue
  try {
    value = JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
  const tally: Tally = { members: 0, hasNumber: false, isUnsure: false }
  count(value, 0, tally)
  if (tally.isUnsure || tally.members !== countMembers(text) || UNSURE.test(text)) return undefined
  return tally.hasNumber && LONG_NUMBER.test(text) ? undefined : value
}

interface Tally {
  members: number
  hasNumber: boolean
  isUnsure: boolean
}

function count(value: JsonValue, depth: number, tally: Tally): void {
  if (typeof value === 'number') {
    // One that overflowed is more than its text says.
    tally.hasNumber = true
    if (!Number.isFinite(value)) tally.isUnsure = true
  }
  if (typeof value !== 'object' || value === null) return
  if (depth >= NESTING_DEPTH_MAX) {
    tally.isUnsure = true
    return
  }
  if (Array.isArray(value)) {
    for (const item of value) count(item, depth + 1, tally)
    return
  }
  const object = value as JsonObject
  // JSON.parse makes plain objects, which have no members but their own.
  for (const name in object) {
    tally.members += 1
    const inside = object[name]
    if (typeof inside !== 'string') count(inside ?? null, depth + 1, tally)
  }
}

function countMembers(text: string): number {
  let members = 0
  for (let at = text.indexOf(MEMBER); at >= 0; at = text.indexOf(MEMBER, at + 2)) members += 1
  return members
}
