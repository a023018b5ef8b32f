/**
 * Cuts a JSON array that has each of its records on a line of its own.
 *
 * A line feed stands in no JSON text, so that is as quick as cutting lines, and right for what
 * programs write. Where a line is no whole record, the array is cut by its brackets instead:
 * what looks so here has the phase `UNLIKE`, and whoever reads the records finds the rest.
 *
 * @module
 */
import { bomLength } from '../decode.ts'
import type { Cursor, Cut, RecordPlace } from './cutter.ts'
import { UNLIKE } from './cutter.ts'

/** Before the array; behind its bracket or a comma; behind a record without one; behind its end. */
const [BEFORE, WANTED, LAST, CLOSED] = [0, 1, 2, 3]
const [LINE_FEED, SPACE, COMMA, OPEN, CLOSE] = [0x0a, 0x20, 0x2c, 0x5b, 0x5d]

export function cutArrayLines(bytes: Uint8Array, cursor: Cursor, isEnd: boolean): Cut | undefined {
  const end = isEnd ? bytes.length : bytes.lastIndexOf(LINE_FEED) + 1
  if (end === 0 && !isEnd) return undefined
  const reading: Reading = { bytes, places: [], ...cursor }
  let at = cursor.phase === BEFORE && cursor.line === 1 ? bomLength(bytes) : 0
  while (at < end && reading.phase !== UNLIKE) {
    const found = bytes.indexOf(LINE_FEED, at)
    const stop = found < 0 ? end : found
    readLine(reading, at, stop)
    if (found >= 0) reading.line += 1
    at = stop + 1
  }
  const { places, line, index, phase } = reading
  const isOpen = isEnd && phase !== CLOSED
  return { places, end, next: { line, column: 1, index, phase: isOpen ? UNLIKE : phase } }
}

interface Reading {
  readonly bytes: Uint8Array
  readonly places: RecordPlace[]
  line: number
  index: number
  phase: number
}

/** A record with its comma, perhaps with the bracket before the first or behind the last. */
function readLine(reading: Reading, from: number, to: number): void {
  const { bytes, places, line, index } = reading
  const start = reading.phase === BEFORE ? passBracket(reading, from, to) : pass(bytes, from, to)
  const end = passBack(bytes, start, to)
  if (end === start || reading.phase === UNLIKE) return
  const mark = bytes[end - 1] ?? 0
  const stop = mark === COMMA || mark === CLOSE ? passBack(bytes, start, end - 1) : end
  const hasRecord = stop > start
  reading.phase = phaseBehind(mark, hasRecord, reading.phase)
  if (!hasRecord) return
  places.push({ start, end: stop, line, column: start - from + 1, pointer: `/${index}` })
  reading.index += 1
}

function passBracket(reading: Reading, from: number, to: number): number {
  const at = pass(reading.bytes, from, to)
  if (at === to) return at
  reading.phase = reading.bytes[at] === OPEN ? WANTED : UNLIKE
  return pass(reading.bytes, at + 1, to)
}

/** Behind a comma there has to be a record, and behind the end nothing. */
function phaseBehind(mark: number, hasRecord: boolean, phase: number): number {
  const isRight = hasRecord ? phase === WANTED : phase === LAST && mark === CLOSE
  if (!isRight) return UNLIKE
  if (mark === CLOSE) return CLOSED
  return mark === COMMA ? WANTED : LAST
}

function pass(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && isSpace(bytes[at])) at += 1
  return at
}

function passBack(bytes: Uint8Array, from: number, to: number): number {
  let at = to
  while (at > from && isSpace(bytes[at - 1])) at -= 1
  return at
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === 0x0d || byte === 0x09
}
