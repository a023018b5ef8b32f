/**
 * Cuts a JSON array of records of any size into pieces of whole records.
 *
 * Only brackets and texts are told apart here: whether a record is JSON is for its own
 * reading to say.
 *
 * @module
 */
import { bomLength } from '../decode.ts'
import { DOCUMENT_BYTES_MAX } from '../limits.ts'
import { Problem } from '../problem.ts'
import { documentTooLarge } from '../problems.ts'
import type { RecordPlace } from './judge-records.ts'

export interface ArrayPiece {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly places: readonly RecordPlace[]
}

const [QUOTE, BACKSLASH, COMMA, LINE_FEED] = [0x22, 0x5c, 0x2c, 0x0a]
const OPENING = new Set([0x5b, 0x7b])
const CLOSING = new Set([0x5d, 0x7d])
const SPACE = new Set([0x20, 0x09, 0x0d, LINE_FEED])

/** Throws Problem `document-too-large` for a record of over `DOCUMENT_BYTES_MAX`. */
export async function* cutArray(
  chunks: AsyncIterable<Uint8Array>,
  bytesMin: number,
): AsyncGenerator<ArrayPiece, void, undefined> {
  const reading = startReading()
  for await (const chunk of chunks) {
    const isFirst = reading.index === 0 && reading.held.byteLength === 0 && reading.depth === 0
    const from = isFirst ? bomLength(chunk) : 0
    reading.held = append(reading.held, chunk.subarray(from))
    readOn(reading)
    if (reading.at - reading.start > DOCUMENT_BYTES_MAX && reading.start >= 0) throw tooLarge()
    if (reading.at >= bytesMin && reading.places.length > 0) yield take(reading)
  }
  endRecord(reading, reading.at)
  // Cut short: what is missing is told as a record that is not there.
  if (reading.depth > 0) reading.places.push(placeAt(reading, reading.at, reading.at))
  if (reading.places.length > 0) yield take(reading)
}

interface Reading {
  held: Uint8Array<ArrayBuffer>
  /** Read up to here. */
  at: number
  depth: number
  inText: boolean
  line: number
  /** Where the line begins in what is held; negative when it began before. */
  lineStart: number
  index: number
  /** Of the bracket that ends the array; -1 before it. */
  closedAt: number
  /** Of the record that is being read; -1 between records. */
  start: number
  startLine: number
  startColumn: number
  places: RecordPlace[]
}

function startReading(): Reading {
  return {
    held: new Uint8Array(0),
    at: 0,
    depth: 0,
    inText: false,
    line: 1,
    lineStart: 0,
    index: 0,
    closedAt: -1,
    start: -1,
    startLine: 1,
    startColumn: 1,
    places: [],
  }
}

function readOn(reading: Reading): void {
  const { held } = reading
  while (reading.at < held.length) {
    if (reading.inText) {
      if (!passText(reading)) return
    } else passByte(reading, held[reading.at] ?? 0)
  }
}

/** To behind the closing quote; false when what is held ends before it. */
function passText(reading: Reading): boolean {
  const { held } = reading
  const quote = held.indexOf(QUOTE, reading.at)
  const end = quote < 0 ? held.length : quote
  let escapes = 0
  for (let at = end - 1; at >= reading.at && held[at] === BACKSLASH; at -= 1) escapes += 1
  if (quote < 0) {
    // A backslash at the very end is looked at again with what follows.
    reading.at = escapes % 2 === 1 ? end - 1 : end
    return false
  }
  reading.at = quote + 1
  reading.inText = escapes % 2 === 1
  return true
}

function passByte(reading: Reading, byte: number): void {
  if (byte === LINE_FEED) {
    reading.line += 1
    reading.lineStart = reading.at + 1
  } else if (CLOSING.has(byte)) close(reading)
  else if (byte === COMMA && reading.depth === 1) endRecord(reading, reading.at)
  else if (!SPACE.has(byte)) passContent(reading, byte)
  reading.at += 1
}

function close(reading: Reading): void {
  if (reading.depth === 1) endRecord(reading, reading.at)
  reading.depth -= 1
  if (reading.depth === 0) reading.closedAt = reading.at
}

function passContent(reading: Reading, byte: number): void {
  if (reading.start < 0) {
    if (reading.depth === 1) beginRecord(reading, reading.at)
    // Behind the array there is nothing: with its bracket, what stands there is no JSON.
    else if (reading.closedAt >= 0) beginRecord(reading, reading.closedAt)
  }
  if (OPENING.has(byte)) reading.depth += 1
  else if (byte === QUOTE) reading.inText = true
}

function beginRecord(reading: Reading, start: number): void {
  reading.start = start
  reading.startLine = reading.line
  reading.startColumn = reading.at - reading.lineStart + 1
}

function endRecord(reading: Reading, end: number): void {
  if (reading.start < 0) return
  reading.places.push(placeAt(reading, reading.start, end))
  reading.index += 1
  reading.start = -1
}

function placeAt(reading: Reading, start: number, end: number): RecordPlace {
  const { startLine: line, startColumn: column, index } = reading
  return { start, end, line, column, pointer: `/${index}` }
}

/** What was read of whole records; the rest is held. */
function take(reading: Reading): ArrayPiece {
  const cut = reading.start < 0 ? reading.at : reading.start
  const piece = { bytes: reading.held.slice(0, cut), places: reading.places }
  reading.held = reading.held.slice(cut)
  reading.at -= cut
  reading.lineStart -= cut
  if (reading.start >= 0) reading.start = 0
  if (reading.closedAt >= 0) reading.closedAt = Math.max(reading.closedAt - cut, 0)
  reading.places = []
  return piece
}

function append(held: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(held.byteLength + chunk.byteLength)
  whole.set(held)
  whole.set(chunk, held.byteLength)
  return whole
}

function tooLarge(): Problem {
  return new Problem(documentTooLarge, `A record has at most ${DOCUMENT_BYTES_MAX} bytes`, {
    extensions: { bytesMax: DOCUMENT_BYTES_MAX },
  })
}
