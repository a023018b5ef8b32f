/**
 * Reads a document named on the command line; `-` is standard input.
 *
 * @module
 */
import { readBytes } from '../sources/index.ts'
import { DOCUMENT_BYTES_MAX } from '../validator/index.ts'
import type { Io } from './io.ts'

/** Throws Problem `file-unreadable` or `document-too-large`. */
export async function readDocument(file: string, io: Io): Promise<Uint8Array> {
  return file === '-' ? io.readInput(DOCUMENT_BYTES_MAX) : readBytes(file, DOCUMENT_BYTES_MAX)
}
