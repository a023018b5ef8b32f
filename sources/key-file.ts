/**
 * Reads keys from files: what messages are encrypted for, and what is signed with.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import type { SigningKey } from '../validator/index.ts'
import { Problem, readDecryptionKey, readSigningKey } from '../validator/index.ts'
import { readBytes } from './read-file.ts'

const KEY_FILE_BYTES_MAX = 1_048_576

/** Throws Problem `file-unreadable`, `document-too-large` or `decryption-key-unreadable`. */
export async function readDecryptionKeyFile(file: string, password?: string): Promise<KeyObject> {
  const pem = await readPem(file)
  try {
    return readDecryptionKey(pem, password)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    throw new Problem(thrown.kind, `${file}: ${thrown.message}`)
  }
}

/** Throws Problem `file-unreadable`, `document-too-large` or `signing-key-unreadable`. */
export async function readSigningKeyFiles(key: string, certificate: string): Promise<SigningKey> {
  const [pem, certificatePem] = await Promise.all([readPem(key), readPem(certificate)])
  return readSigningKey({ pem, certificatePem })
}

async function readPem(file: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(file, KEY_FILE_BYTES_MAX))
}
