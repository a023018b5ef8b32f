/**
 * Reads the private key that messages are encrypted for from a file.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { readDecryptionKey } from '../validator/index.ts'
import { readBytes } from './read-file.ts'

const KEY_FILE_BYTES_MAX = 1_048_576

/** Throws Problem `file-unreadable`, `document-too-large` or `decryption-key-unreadable`. */
export async function readDecryptionKeyFile(file: string, password?: string): Promise<KeyObject> {
  const text = new TextDecoder().decode(await readBytes(file, KEY_FILE_BYTES_MAX))
  return readDecryptionKey(text, password)
}
