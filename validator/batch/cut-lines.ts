/**
 * Cuts bytes at line ends: a record is a line that is not blank.
 *
 * A line feed is no part of a longer UTF-8 sequence, so bytes are enough.
 *
 * @module
 */
import { bomLength } from '../decode.ts'
import type { Cursor, Cut, RecordPlace } from './cutter.ts'

const LINE_FEED = 0x0a

export function cutLines(bytes: Uint8Array, cursor: Cursor, isEnd: boolean): Cut | undefined {
  const end = isEnd ? bytes.length : bytes.lastIndexOf(LINE_FEED) + 1
  if (end === 0 && !isEnd) return undefined
  const places: RecordPlace[] = []
  let { line } = cursor
  let at = line === 1 ? bomLength(bytes) : 0
  while (at < end) {
    const found = bytes.indexOf(LINE_FEED, at)
    const stop = found < 0 ? end : found
    if (!isBlank(bytes, at, stop)) places.push({ start: at, end: stop, line })
    if (found >= 0) line += 1
    at = stop + 1
  }
  const index = cursor.index + places.length
  return { places, end, next: { line, column: 1, index, phase: 1 } }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  }
  return true
}
