/**
 * Bytes to text, as RFC 8259 §8.1 wants it: UTF-8 and nothing else.
 *
 * A byte order mark is accepted and dropped. Nothing is repaired: a replacement
 * character would change what was signed.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'
import { createIssue } from './issues/issue.ts'
import { issueKinds } from './issues/kinds.ts'
import type { Issue } from './verdict.ts'

export interface Decoded {
  /** Absent when there is an issue. */
  readonly text?: string
  readonly issues: readonly Issue[]
}

const NOTHING_BUT_SPACE = /^[ \t\r\n]*$/u

const UTF8 = new TextDecoder()

export function decodeUtf8(bytes: Uint8Array): Decoded {
  return isUtf8(bytes) ? notEmpty(UTF8.decode(bytes)) : refuseBytes(bytes)
}

/**
 * One character for each byte, after a byte order mark: for whoever looks for mark-up alone.
 *
 * No byte of a longer UTF-8 sequence is that of an ASCII character, and the text takes
 * half the memory.
 */
export function decodeAsBytes(bytes: Uint8Array): Decoded {
  if (!isUtf8(bytes)) return refuseBytes(bytes)
  const { buffer, byteOffset, byteLength } = bytes
  return notEmpty(Buffer.from(buffer, byteOffset, byteLength).toString('latin1', bomLength(bytes)))
}

const BOM = [0xef, 0xbb, 0xbf]

/** Bytes of the mark: none or three. */
export function bomLength(bytes: Uint8Array): number {
  return BOM.every((byte, index) => bytes[index] === byte) ? BOM.length : 0
}

function refuseBytes(bytes: Uint8Array): Decoded {
  const offset = firstWrongByte(bytes)
  return refuse(createIssue(issueKinds['encoding-invalid'], { instanceLocation: '' }, { offset }))
}

function notEmpty(text: string): Decoded {
  if (NOTHING_BUT_SPACE.test(text)) {
    return refuse(createIssue(issueKinds['document-empty'], { instanceLocation: '' }))
  }
  return { text, issues: [] }
}

function refuse(issue: Issue): Decoded {
  return { issues: [issue] }
}

/** Well-formed sequences by their first byte: Unicode 15 §3.9, table 3-7. */
const SEQUENCES: readonly {
  readonly first: readonly [number, number]
  readonly second: readonly [number, number]
  readonly length: number
}[] = [
  { first: [0xc2, 0xdf], second: [0x80, 0xbf], length: 2 },
  { first: [0xe0, 0xe0], second: [0xa0, 0xbf], length: 3 },
  { first: [0xe1, 0xec], second: [0x80, 0xbf], length: 3 },
  { first: [0xed, 0xed], second: [0x80, 0x9f], length: 3 },
  { first: [0xee, 0xef], second: [0x80, 0xbf], length: 3 },
  { first: [0xf0, 0xf0], second: [0x90, 0xbf], length: 4 },
  { first: [0xf1, 0xf3], second: [0x80, 0xbf], length: 4 },
  { first: [0xf4, 0xf4], second: [0x80, 0x8f], length: 4 },
]

/** Offset of the first byte that begins no well-formed sequence. */
function firstWrongByte(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length === 0) return at
    at += length
  }
  return at
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const row = SEQUENCES.find((candidate) => isWithin(first, candidate.first))
  if (row === undefined || !isWithin(bytes[at + 1], row.second)) return 0
  for (let next = at + 2; next < at + row.length; next += 1) {
    if (!isWithin(bytes[next], [0x80, 0xbf])) return 0
  }
  return row.length
}

function isWithin(byte: number | undefined, [low, high]: readonly [number, number]): boolean {
  return byte !== undefined && byte >= low && byte <= high
}
