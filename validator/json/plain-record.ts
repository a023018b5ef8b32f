/**
 * JSON text of a record to a value where it can be seen at a glance that the strict reading
 * would take it too; everything else is left to `parseJson`.
 *
 * The strict reading counts members in the text one character at a time, to find one that is
 * there twice. Here `":` is counted, which is as good wherever no white space stands before a
 * colon: a member that is there twice makes the counts differ, and so does a text that begins
 * with a colon, which then merely costs the slower reading. Over many records the counts can
 * be added up first: in none of them are there more members than the text has.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../json-value.ts'
import { NESTING_DEPTH_MAX } from '../limits.ts'
import { UNSURE_NUMBER } from './digits.ts'

export interface ReadRecord {
  readonly value: JsonValue
  /** Of all objects in it. */
  readonly members: number
}

export interface MarkCount {
  /** How often `":` stands there. */
  readonly members: number
  /** True where the count says nothing, or an escape has to be looked at. */
  readonly isUnsure: boolean
}

const UNSURE = /[ \t\r\n]:|\\u/u
const MEMBER = '":'

/** Undefined when it takes a closer look: the whole reading, for one record. */
export function parsePlainRecord(text: string): JsonValue | undefined {
  const read = readRecord(text)
  if (read === undefined || UNSURE.test(text)) return undefined
  return read.members === countMembers(text) ? read.value : undefined
}

/** All but the count of members in the text. */
export function readRecord(text: string): ReadRecord | undefined {
  let value: JsonValue
  try {
    value = JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
  const tally: Tally = { members: 0, hasNumber: false, isUnsure: false }
  count(value, 0, tally)
  if (tally.isUnsure || (tally.hasNumber && UNSURE_NUMBER.test(text))) return undefined
  return { value, members: tally.members }
}

export function countMembers(text: string): number {
  let members = 0
  for (let at = text.indexOf(MEMBER); at >= 0; at = text.indexOf(MEMBER, at + 2)) members += 1
  return members
}

const [QUOTE, COLON, BACKSLASH, SPACE, LETTER_U] = [0x22, 0x3a, 0x5c, 0x20, 0x75]

/** The same of bytes, and faster than of text: few bytes are looked at here. */
export function countMarks(bytes: Buffer, start: number, end: number): MarkCount {
  let members = 0
  let isUnsure = hasCodeEscape(bytes, start, end)
  for (
    let at = bytes.indexOf(COLON, start);
    at >= 0 && at < end;
    at = bytes.indexOf(COLON, at + 1)
  ) {
    const before = bytes[at - 1] ?? 0
    if (before === QUOTE) members += 1
    else if (before <= SPACE) isUnsure = true
  }
  return { members, isUnsure }
}

function hasCodeEscape(bytes: Buffer, start: number, end: number): boolean {
  let at = bytes.indexOf(BACKSLASH, start)
  while (at >= 0 && at < end) {
    if (bytes[at + 1] === LETTER_U) return true
    at = bytes.indexOf(BACKSLASH, at + 1)
  }
  return false
}

interface Tally {
  members: number
  hasNumber: boolean
  isUnsure: boolean
}

function count(value: JsonValue, depth: number, tally: Tally): void {
  if (typeof value === 'number') {
    tally.hasNumber = true
    // One that overflowed is more than its text says.
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
