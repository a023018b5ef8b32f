/**
 * What a command asks of signatures: the policy of a file, or none beyond that they hold.
 *
 * @module
 */
import { readPolicyFile } from '../sources/index.ts'
import type { Catalogue, Policy } from '../validator/index.ts'
import { unknownNames } from '../validator/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import { type Io, languageOf } from './io.ts'

export const policyOption: CommandOption = {
  type: 'string',
  value: 'FILE',
  summary: 'what signatures must be to be accepted, by partner and kind of data (api/policy)',
}

/** Names that its rules ask for and the catalogue has not are told, and no more. */
export async function openPolicyFor(
  catalogue: Catalogue,
  line: CommandLine,
  io: Io,
): Promise<{ readonly policy?: Policy }> {
  const opened = await openPolicy(line, io)
  if (opened.policy === undefined) return opened
  const language = languageOf(line.text('lang'), io.env)
  for (const text of unknownNames(opened.policy, catalogue)) io.err(`${text[language]}\n`)
  return opened
}

export async function openPolicy(line: CommandLine, io: Io): Promise<{ readonly policy?: Policy }> {
  const file = line.text('policy') ?? io.env['CHUAN_POLICY'] ?? ''
  return file === '' ? {} : { policy: await readPolicyFile(file) }
}
