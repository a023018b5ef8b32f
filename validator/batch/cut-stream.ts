/**
 * Cuts a stream of bytes into pieces of whole records, each with a buffer of its own, which can
 * be handed to a thread.
 *
 * @module
 */
import { DOCUMENT_BYTES_MAX } from '../limits.ts'
import type { Cursor, Cutter } from './cutter.ts'
import { CURSOR_START, recordTooLong } from './cutter.ts'

/** Cut at the cursor, it gives its records. */
export interface RecordPiece {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly cursor: Cursor
  readonly isEnd: boolean
}

/** Throws Problem `document-too-large` for a record of over `DOCUMENT_BYTES_MAX`. */
export async function* cutStream(
  chunks: AsyncIterable<Uint8Array>,
  cut: Cutter,
  bytesMin: number,
): AsyncGenerator<RecordPiece, void, undefined> {
  let held: Uint8Array[] = []
  let [size, wanted] = [0, bytesMin]
  let cursor = CURSOR_START
  for await (const chunk of chunks) {
    held.push(chunk)
    size += chunk.byteLength
    if (size < wanted) continue
    const bytes = join(held)
    const found = cut(bytes, cursor, false)
    if (found === undefined && size > DOCUMENT_BYTES_MAX) throw recordTooLong(cursor)
    const { end = 0, next = cursor } = found ?? {}
    if (end > 0) yield { bytes: bytes.slice(0, end), cursor, isEnd: false }
    cursor = next
    held = [bytes.subarray(end)]
    size -= end
    // What was read in vain is not read again for every few bytes more.
    wanted = Math.max(bytesMin, found === undefined ? 2 * size : size + 1)
  }
  if (size > DOCUMENT_BYTES_MAX && cut(join(held), cursor, false) === undefined) {
    throw recordTooLong(cursor)
  }
  yield { bytes: join(held), cursor, isEnd: true }
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}
