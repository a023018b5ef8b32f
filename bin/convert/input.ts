/**
 * What a file to convert holds: one document, or any number of records.
 *
 * @module
 */
import { decompress, readChunks } from '../../sources/index.ts'
import { batchRecords, cutStream } from '../../validator/index.ts'
import { guessInput } from '../batch/guess-input.ts'
import { cutters } from '../batch/shared-file.ts'
import { counted, readDocument, startReading, tooLarge } from '../batch/source.ts'
import type { Io } from '../io.ts'

/** A document of its own, and the line of the file that it begins on. */
export interface RecordDocument {
  readonly bytes: Uint8Array
  readonly line: number
}

export type ConvertInput =
  | { readonly document: Uint8Array }
  | { readonly records: AsyncIterable<RecordDocument> }

/** So much is cut at a time. */
const PIECE_BYTES = 524_288

/**
 * Records on lines, in a JSON array, or in an XML collection of over `DOCUMENT_BYTES_MAX`;
 * anything else is one document. `-` is standard input.
 *
 * Throws Problem `file-unreadable`, or `document-too-large` for one document of more than that.
 */
export async function openConvertInput(
  file: string,
  io: Io,
  onBytes: (bytes: number) => void,
): Promise<ConvertInput> {
  const raw = file === '-' ? io.openInput() : readChunks(file)
  const source = await startReading(counted(decompress(raw, file), onBytes))
  const input = guessInput(file, source.first)
  if (input === 'ndjson' || input === 'array') {
    return { records: cutRecords(source.all(), input) }
  }
  const { document, all } = await readDocument(source.all())
  if (document !== undefined) return { document }
  if (input === 'xml') return { records: childrenOf(all()) }
  throw tooLarge(file)
}

async function* cutRecords(
  chunks: AsyncIterable<Uint8Array>,
  input: keyof typeof cutters,
): AsyncGenerator<RecordDocument, void> {
  for await (const { bytes, cursor, isEnd } of cutStream(chunks, cutters[input], PIECE_BYTES)) {
    const { places = [] } = cutters[input](bytes, cursor, isEnd) ?? {}
    for (const { start, end, line, isOpen } of places) {
      yield { bytes: bytes.subarray(start, end), line }
      // What the array lacks is no document, and is told as such.
      if (isOpen === true) yield { bytes: new Uint8Array(), line }
    }
  }
}

/** Each child of the root by itself, within the root's own tag. */
async function* childrenOf(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<RecordDocument, void> {
  for await (const { bytes, line } of batchRecords(chunks, 1)) yield { bytes, line }
}
