/**
 * What a command opens encrypted messages with: the key of a file, or nothing.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { readDecryptionKeyFile } from '../sources/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'

export const decryptionOption: CommandOption = {
  type: 'string',
  value: 'FILE',
  summary: 'private key (PEM) that encrypted messages are opened with',
}

/** A password is read from the environment alone. */
export async function openDecryption(
  line: CommandLine,
  io: Io,
): Promise<{ readonly decryptionKeys?: readonly KeyObject[] }> {
  const file = line.text('decrypt-key') ?? io.env['CHUAN_DECRYPT_KEY'] ?? ''
  if (file === '') return {}
  return { decryptionKeys: [await readDecryptionKeyFile(file, io.env['CHUAN_KEY_PASSWORD'])] }
}
