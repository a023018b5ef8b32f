/**
 * The `outdated` command: which locked structures have newer versions.
 *
 * @module
 */
import { readLock } from '../../sources/index.ts'
import { createCatalogue, formatVersion } from '../../validator/index.ts'
import { resolveVersion } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { openProject, projectOption } from '../project.ts'
import { LOCK_NAME } from '../pull/apply.ts'
import { fromOption, openSource, sourceRegistryOption } from '../pull/source.ts'

export const outdated: Command = {
  name: 'outdated',
  usage: '[--registry URL | --from DIR]',
  summary: 'Lists the locked structures that have newer versions.',
  options: { registry: sourceRegistryOption, from: fromOption, project: projectOption },
  examples: [['chuan outdated', 'locked, newest in the range that was asked for, newest']],
  notes: ['Exit code 1 when there is a newer version of any, else 0.'],
  run: runOutdated,
}

async function runOutdated(line: CommandLine, io: Io): Promise<number> {
  const project = await openProject(line, io)
  const lock = await readLock(project?.folder ?? '.')
  if (lock === undefined)
    throw wrongUsage(outdated, `There is no ${LOCK_NAME}: chuan pull makes it`)
  const source = await openSource(line, io, project, lock)
  const catalogue = createCatalogue(source.entries, source.base)
  const newestOf = (text: string) => formatVersion(resolveVersion(text, catalogue).ref)
  const rows = Object.entries(lock.structures).map(([range, locked]) => {
    const path = range.split('@')[0] ?? range
    return { range, locked, inRange: newestOf(range), newest: newestOf(path) }
  })
  const old = rows.filter(({ locked, inRange, newest }) => locked !== inRange || locked !== newest)
  if (old.length === 0) {
    io.out('everything is at its newest version\n')
    return 0
  }
  const width = Math.max(...old.map(({ range }) => range.length))
  io.out(`${'structure'.padEnd(width)}  locked    in range  newest\n`)
  for (const { range, locked, inRange, newest } of old) {
    const cells = [locked, inRange, newest].map((cell) => cell.padEnd(8))
    io.out(`${[range.padEnd(width), ...cells].join('  ').trimEnd()}\n`)
  }
  io.err('chuan update takes what is in range; --major what is newest, and says what breaks\n')
  return 1
}
