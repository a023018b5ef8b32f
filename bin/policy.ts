/**
 * What a command asks of signatures: the policy of a file, or none beyond that they hold.
 *
 * @module
 */
import { readPolicyFile } from '../sources/index.ts'
import type { Policy } from '../validator/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'

export const policyOption: CommandOption = {
  type: 'string',
  value: 'FILE',
  summary: 'what signatures must be to be accepted, by partner and kind of data (api/policy)',
}

export async function openPolicy(line: CommandLine, io: Io): Promise<{ readonly policy?: Policy }> {
  const file = line.text('policy') ?? io.env['CHUAN_POLICY'] ?? ''
  return file === '' ? {} : { policy: await readPolicyFile(file) }
}
