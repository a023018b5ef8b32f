/**
 * Whom a command trusts: the certificates of a folder, or nobody.
 *
 * @module
 */
import { readTrustFolder } from '../sources/index.ts'
import type { TrustStore } from '../validator/index.ts'
import { EMPTY_TRUST_STORE } from '../validator/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'

export const trustOption: CommandOption = {
  type: 'string',
  value: 'DIR',
  summary: 'believe signatures by the certificates in this folder (PEM or DER)',
}

export async function openTrust(line: CommandLine, io: Io): Promise<TrustStore> {
  const folder = line.text('trust') ?? io.env['CHUAN_TRUST_DIR'] ?? ''
  return folder === '' ? EMPTY_TRUST_STORE : readTrustFolder(folder, io.now())
}
