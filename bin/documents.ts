/**
 * Reads a document named on the command line, and a signature beside it; `-` is standard input.
 *
 * @module
 */
import { readBytes } from '../sources/index.ts'
import { DOCUMENT_BYTES_MAX } from '../validator/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'

export const signatureOption: CommandOption = {
  type: 'string',
  value: 'FILE',
  summary: 'a JWS without its payload that signs the document (RFC 7515 Appendix F)',
}

/** The signature that stands beside a document, when one is named. */
export async function readSignature(line: CommandLine): Promise<{ readonly signature?: string }> {
  const file = line.text('signature')
  if (file === undefined) return {}
  const bytes = await readBytes(file, SIGNATURE_FILE_BYTES_MAX)
  return { signature: new TextDecoder().decode(bytes) }
}

const SIGNATURE_FILE_BYTES_MAX = 1_048_576

/** Throws Problem `file-unreadable` or `document-too-large`. */
export async function readDocument(file: string, io: Io): Promise<Uint8Array> {
  return file === '-' ? io.readInput(DOCUMENT_BYTES_MAX) : readBytes(file, DOCUMENT_BYTES_MAX)
}
