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
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Of the first line in it, from 1. */
  readonly line: number
}

const LINE_FEED = 0x0a

/**
 * `bytesMin` is about how large a piece is; the last one has what is left.
 *
 * Throws Problem `document-too-large` for a line of over `DOCUMENT_BYTES_MAX`.
 */
export async function* cutLines(
  chunks: AsyncIterable<Uint8Array>,
  bytesMin: number,
): AsyncGenerator<LinePiece, void, undefined> {
  let held: Uint8Array[] = []
  let size = 0
  let line = 1
  for await (const chunk of chunks) {
    const end = size + chunk.byteLength < bytesMin ? -1 : chunk.lastIndexOf(LINE_FEED)
    if (end < 0) {
      held.push(chunk)
      size += chunk.byteLength
      if (size > bytesMin + DOCUMENT_BYTES_MAX) throw tooLong(line)
      continue
    }
    const bytes = join([...held, chunk.subarray(0, end + 1)])
    // Whoever gets the bytes may hand them to a thread: afterwards they are gone from here.
    const lines = countLines(bytes)
    yield { bytes, line }
    line += lines
    held = [chunk.subarray(end + 1)]
    size = chunk.byteLength - end - 1
  }
  if (size > 0) yield { bytes: join(held), line }
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
