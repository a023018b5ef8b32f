/**
 * Cuts a stream of bytes at line ends, so that every piece holds whole lines.
 *
 * A line feed is no part of a longer UTF-8 sequence, so bytes are enough.
 *
 * @module
 */
import { DOCUMENT_BYTES_MAX } from '../limits.ts'
import { Problem } from '../problem.ts'
import { documentTooLarge } from '../problems.ts'

export interface LinePiece {
  /** Has a buffer of its own, which can be handed to a thread. */
  readonly bytes: Uint8Array
  /** Where the lines of the piece begin and end in it. */
  readonly start: number
  readonly end: number
  /** Of the first line in it, from 1. */
  readonly line: number
}

const LINE_FEED = 0x0a

/**
 * A chunk of `bytesMin` or more is passed on as it is, but for the line that it begins and ends
 * in the middle of; smaller ones are put together first.
 *
 * Throws Problem `document-too-large` for a line of over `DOCUMENT_BYTES_MAX`.
 */
export async function* cutLines(
  chunks: AsyncIterable<Uint8Array>,
  bytesMin: number,
): AsyncGenerator<LinePiece, void, undefined> {
  let held: Uint8Array = new Uint8Array(0)
  let line = 1
  for await (const chunk of joinSmall(chunks, bytesMin)) {
    const first = chunk.indexOf(LINE_FEED) + 1
    const end = chunk.lastIndexOf(LINE_FEED) + 1
    // Whoever gets a piece may hand it to a thread: afterwards it is gone from here.
    // A copy: the `slice` of a Buffer is none.
    const rest = new Uint8Array(chunk.subarray(end))
    const start = held.byteLength === 0 ? 0 : first
    const lines = countLines(chunk.subarray(start, end))
    if (start > 0) {
      const bytes = join([held, chunk.subarray(0, start)])
      yield { bytes, start: 0, end: bytes.byteLength, line }
      line += 1
    }
    if (end > start) yield { bytes: chunk, start, end, line }
    line += lines
    held = end === 0 ? join([held, rest]) : rest
    if (held.byteLength > DOCUMENT_BYTES_MAX) throw tooLong(line)
  }
  if (held.byteLength > 0) yield { bytes: held, start: 0, end: held.byteLength, line }
}

async function* joinSmall(
  chunks: AsyncIterable<Uint8Array>,
  bytesMin: number,
): AsyncGenerator<Uint8Array, void> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    held.push(chunk)
    size += chunk.byteLength
    if (size < bytesMin) continue
    yield held.length === 1 ? chunk : join(held)
    held = []
    size = 0
  }
  if (size > 0) yield join(held)
}

export function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1
  return count
}

/** A buffer of its own, which can be handed to a thread. */
function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

function tooLong(line: number): Problem {
  return new Problem(
    documentTooLarge,
    `There is no end to line ${line} or one soon after it: a record has at most ` +
      `${DOCUMENT_BYTES_MAX} bytes`,
    { extensions: { bytesMax: DOCUMENT_BYTES_MAX } },
  )
}
