/**
 * The `diff` command: what a newer version of a structure changes, and whom that breaks.
 *
 * @module
 */
import type { Comparison } from '../../validator/index.ts'
import { compareStructures, formatSchemaRef } from '../../validator/index.ts'
import { registryOption } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import { findDiffPairs } from '../diff-target.ts'
import { formatComparison } from '../diff-text.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import { formatOption, languageOption } from '../reports.ts'

export const diff: Command = {
  name: 'diff',
  usage: 'REF|FOLDER [REF|FOLDER] [--annotations]',
  summary: 'Says what a newer version of a structure changes, and whom that breaks.',
  options: {
    annotations: {
      type: 'boolean',
      summary: 'text: each annotation that changed, not only a count',
    },
    format: { ...formatOption, summary: 'text (default), or one JSON object for each pair' },
    lang: languageOption,
    registry: registryOption,
  },
  examples: [
    ['chuan diff national/population/citizen', 'the newest version against the one before it'],
    ['chuan diff elements/address@1 elements/address@2', 'two versions'],
    ['chuan diff my-catalogue', 'every version in a folder against the one before it'],
  ],
  notes: [
    'Breaking: a document that is valid by the older version may be refused by the newer one, or',
    'this could not be decided. Exit code 1 when anything is breaking, else 0. A breaking change',
    'needs a major version; a compatible one a minor; words, law and evidence alone a patch.',
  ],
  run: runDiff,
}

async function runDiff(line: CommandLine, io: Io): Promise<number> {
  if (line.operands.length === 0) throw wrongUsage(diff, 'Which version?')
  if (line.operands.length > 2) throw wrongUsage(diff, 'Two versions at most')
  const style = {
    language: languageOf(line.text('lang'), io.env),
    hasAnnotations: line.flag('annotations'),
  }
  const isJson = line.text('format') === 'json'
  let isBreaking = false
  for (const { older, newer, catalogue } of await findDiffPairs(line, io)) {
    const comparison = compareStructures(older, newer, catalogue)
    isBreaking ||= !comparison.isBackwardCompatible
    io.out(isJson ? jsonLine(comparison) : formatComparison(comparison, style))
  }
  return isBreaking ? 1 : 0
}

function jsonLine({ older, newer, ...rest }: Comparison): string {
  const names = { older: formatSchemaRef(older), newer: formatSchemaRef(newer) }
  return `${JSON.stringify({ ...names, ...rest })}\n`
}
