/**
 * Cuts a JSON array into the records in it.
 *
 * Only brackets and texts are told apart here: whether a record is JSON is for its own reading
 * to say. Where the array itself is none, there is a record that nothing can be read from.
 *
 * @module
 */
import { bomLength } from '../decode.ts'
import type { Cursor, Cut, RecordPlace } from './cutter.ts'

const [QUOTE, BACKSLASH, COMMA, LINE_FEED] = [0x22, 0x5c, 0x2c, 0x0a]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/** Before the array; behind its bracket, a comma or its end; what follows a fault is not read. */
const [BEFORE, OPENED, CONTINUED, CLOSED, GIVEN_UP] = [0, 1, 2, 3, 4]

export function cutArray(bytes: Uint8Array, cursor: Cursor, isEnd: boolean): Cut | undefined {
  const reading = startReading(bytes, cursor)
  const isWhole = readOn(reading)
  if (isEnd && reading.phase < CLOSED) cutShort(reading)
  if (!(isWhole || isEnd) && reading.places.length === 0) return undefined
  passLines(reading, reading.at)
  const { line, lineStart, index, phase, places, at: end } = reading
  return { places, end, next: { line, column: end - lineStart + 1, index, phase } }
}

interface Reading {
  readonly bytes: Uint8Array
  readonly places: RecordPlace[]
  /** Read up to here, but for a record that is not all there. */
  at: number
  phase: number
  index: number
  line: number
  /** Where the line begins; negative when that was before. */
  lineStart: number
  /** The next line feed. */
  feed: number
}

function startReading(bytes: Uint8Array, { line, column, index, phase }: Cursor): Reading {
  const at = phase === BEFORE && line === 1 && column === 1 ? bomLength(bytes) : 0
  const feed = nextFeed(bytes, at)
  return { bytes, places: [], at, phase, index, line, lineStart: at + 1 - column, feed }
}

/** False when a record is not all there. */
function readOn(reading: Reading): boolean {
  const { bytes } = reading
  while (reading.phase !== GIVEN_UP) {
    reading.at = passSpace(bytes, reading.at)
    const byte = bytes[reading.at]
    if (byte === undefined) return true
    if (reading.phase === OPENED || reading.phase === CONTINUED) {
      if (!passRecord(reading, byte)) return false
    } else if (reading.phase === BEFORE && byte === OPEN_ARRAY) {
      reading.phase = OPENED
      reading.at += 1
    } else giveUp(reading)
  }
  reading.at = bytes.length
  return true
}

/** With what ends it: a comma, or the bracket of the array. */
function passRecord(reading: Reading, first: number): boolean {
  const { bytes, at: start, phase } = reading
  const end = endOfRecord(bytes, start)
  if (end < 0) return false
  const isEmptyArray = phase === OPENED && first === CLOSE_ARRAY
  // Between two commas there is a record too, if an empty one.
  if (!isEmptyArray) place(reading, start, end)
  reading.phase = bytes[end] === COMMA ? CONTINUED : CLOSED
  reading.at = end + 1
  return true
}

function place(reading: Reading, start: number, end: number, open: { isOpen?: true } = {}): void {
  passLines(reading, start)
  const { line, lineStart, index, places } = reading
  places.push({ start, end, line, column: start - lineStart + 1, pointer: `/${index}`, ...open })
  reading.index += 1
}

/** A character that is out of its place, or none where one is missing: alone it is no record. */
function giveUp(reading: Reading): void {
  const { bytes, at } = reading
  let end = Math.min(at + 1, bytes.length)
  while (isWithinCharacter(bytes[end])) end += 1
  place(reading, at, end)
  reading.phase = GIVEN_UP
}

/** Of UTF-8: what is cut within a character is none. */
function isWithinCharacter(byte = 0): boolean {
  return (byte & 0xc0) === 0x80
}

/** Where no record is begun, what is missing is told as one that is not there. */
function cutShort(reading: Reading): void {
  const { bytes, at } = reading
  place(reading, at, bytes.length, at < bytes.length ? { isOpen: true } : {})
  reading.at = bytes.length
  reading.phase = GIVEN_UP
}

function passSpace(bytes: Uint8Array, from: number): number {
  let at = from
  for (let byte = bytes[at] ?? 0; isSpace(byte); byte = bytes[at] ?? 0) at += 1
  return at
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09
}

/** What a byte means outside of a text; for most it is nothing. */
const [TEXT, SEPARATOR, OPENING, CLOSING] = [1, 2, 3, 4]
const MEANING = new Uint8Array(256)
MEANING.set([TEXT], QUOTE)
MEANING.set([SEPARATOR], COMMA)
for (const byte of [OPEN_ARRAY, OPEN_OBJECT]) MEANING[byte] = OPENING
for (const byte of [CLOSE_ARRAY, CLOSE_OBJECT]) MEANING[byte] = CLOSING

/** Where the comma or bracket behind a record stands; negative when it does not. */
function endOfRecord(bytes: Uint8Array, start: number): number {
  const { length } = bytes
  let depth = 0
  for (let at = start; at < length; at += 1) {
    const meaning = MEANING[bytes[at] ?? 0]
    if (meaning === 0) continue
    if (meaning === TEXT) at = endOfText(bytes, at + 1, length)
    else if (depth <= 0 && isEnding(bytes[at])) return at
    else if (meaning === OPENING) depth += 1
    else if (meaning === CLOSING) depth -= 1
  }
  return -1
}

/** A brace that closes nothing ends no record: it is part of one that is no JSON. */
function isEnding(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_ARRAY
}

function endOfText(bytes: Uint8Array, from: number, length: number): number {
  let at = from
  for (; at < length; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) return at
    if (byte === BACKSLASH) at += 1
  }
  return at
}

function passLines(reading: Reading, to: number): void {
  while (reading.feed < to) {
    reading.line += 1
    reading.lineStart = reading.feed + 1
    reading.feed = nextFeed(reading.bytes, reading.lineStart)
  }
}

function nextFeed(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(LINE_FEED, from)
  return at < 0 ? Number.POSITIVE_INFINITY : at
}
