/**
 * The `update` command: moves the lock to newer versions, and says what they change.
 *
 * @module
 */
import type { Lock, Project } from '../../sources/index.ts'
import { readLock } from '../../sources/index.ts'
import type { Catalogue } from '../../validator/index.ts'
import {
  compareStructures,
  createCatalogue,
  formatSchemaRef,
  Problem,
  parseSchemaRef,
  problems,
} from '../../validator/index.ts'
import { resolveVersion } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import { formatComparison } from '../diff-text.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import { openProject, projectOption } from '../project.ts'
import { applyPlan, assertAsLocked, LOCK_NAME, tellEdits } from '../pull/apply.ts'
import type { PullPlan } from '../pull/plan.ts'
import { planPull } from '../pull/plan.ts'
import { openReleaseTrust, releaseOptions } from '../pull/release-trust.ts'
import { planReleases, tellReleases } from '../pull/releases.ts'
import { fromOption, openSource, sourceRegistryOption } from '../pull/source.ts'
import { languageOption } from '../reports.ts'
import { withWholeFiles } from '../stop.ts'

export const update: Command = {
  name: 'update',
  usage: '[REF…] [--major] [--registry URL | --from DIR]',
  summary: 'Moves locked structures to newer versions, and says what they change and break.',
  options: {
    major: { type: 'boolean', summary: 'beyond the range that was asked for, to the newest' },
    registry: sourceRegistryOption,
    from: fromOption,
    ...releaseOptions,
    project: projectOption,
    lang: languageOption,
  },
  examples: [
    ['chuan update', 'all, within the ranges that were asked for'],
    ['chuan update national/population/citizen --major', 'one, to its newest version'],
  ],
  notes: ['Afterwards: chuan codegen, for the types of the new versions.'],
  run: runUpdate,
}

async function runUpdate(line: CommandLine, io: Io): Promise<number> {
  const project = await openProject(line, io)
  const root = project?.folder ?? '.'
  const lock = await readLock(root)
  if (lock === undefined) throw wrongUsage(update, `There is no ${LOCK_NAME}: chuan pull makes it`)
  const chosen = chooseRanges(line, lock)
  const source = await openSource(line, io, project, lock)
  const catalogue = createCatalogue(source.entries, source.base)
  const renamed = new Map(
    Object.keys(lock.structures).map((range) => {
      const isMoved = line.flag('major') && chosen.has(range)
      return [range, isMoved ? newestMajor(range, catalogue) : range] as const
    }),
  )
  const kept = Object.fromEntries(
    Object.entries(lock.structures).filter(([range]) => !chosen.has(range)),
  )
  const planned = planPull(source, [...new Set(renamed.values())], lock.folder, kept)
  assertAsLocked(planned, lock)
  const asked = await openReleaseTrust(update, line, project, io)
  const plan = await planReleases(planned, lock, asked)
  await tellEdits(lock, root, io)
  const moved = tellChanges(lock, renamed, plan, catalogue, line, io)
  const { written, removed } = await withWholeFiles(io, () => applyPlan(plan, lock, root))
  tellRanges(renamed, project, io)
  tellReleases(plan.lock, asked, io)
  io.out(
    moved === 0 && written + removed === 0
      ? 'everything is at its newest version\n'
      : `${moved} structures moved, ${written} files written, ${removed} removed\n`,
  )
  return 0
}

/** A range that is as wide as `path@1` was, of the newest major version. */
function newestMajor(range: string, catalogue: Catalogue): string {
  const path = range.split('@')[0] ?? range
  if (path === range) return range
  return `${path}@${resolveVersion(path, catalogue).ref.major}`
}

/** What the project file asks for wins at the next pull. */
function tellRanges(
  renamed: ReadonlyMap<string, string>,
  project: Project | undefined,
  io: Io,
): void {
  for (const [before, after] of renamed) {
    if (before === after || project?.config.structures?.includes(before) !== true) continue
    io.err(`${project.file ?? 'the project file'}: write ${after} in the place of ${before}\n`)
  }
}

function chooseRanges(line: CommandLine, { structures }: Lock): ReadonlySet<string> {
  const all = Object.keys(structures)
  if (line.operands.length === 0) return new Set(all)
  return new Set(
    line.operands.flatMap((operand) => {
      const found = all.filter((range) => isMeant(range, operand))
      if (found.length > 0) return found
      throw new Problem(problems.schemaNotFound, `${operand} is not in the lock: ${all.join(', ')}`)
    }),
  )
}

/** By range, by path, or by the path of its database. */
function isMeant(range: string, operand: string): boolean {
  const path = range.split('@')[0] ?? range
  return range === operand || path === operand || path.startsWith(`${operand}/`)
}

function tellChanges(
  lock: Lock,
  renamed: ReadonlyMap<string, string>,
  plan: PullPlan,
  catalogue: Catalogue,
  line: CommandLine,
  io: Io,
): number {
  const language = languageOf(line.text('lang'), io.env)
  let moved = 0
  for (const [range, before] of Object.entries(lock.structures)) {
    const path = range.split('@')[0] ?? range
    const after = plan.lock.structures[renamed.get(range) ?? range] ?? before
    if (after === before) continue
    moved += 1
    const [older, newer] = [before, after].map((version) =>
      catalogue.find(parseSchemaRef(`${path}@${version}`)),
    )
    if (older === undefined || newer === undefined) {
      io.out(`${path}: ${before} → ${after}\n`)
      continue
    }
    io.out(`${formatSchemaRef(older.ref)} → ${after}\n`)
    const comparison = compareStructures(older, newer, catalogue)
    io.out(formatComparison(comparison, { language, hasAnnotations: false }))
  }
  return moved
}
