/**
 * The `pull` command: fetches the structures of a project into a folder, and locks them.
 *
 * @module
 */
import { relative, resolve, sep } from 'node:path'
import type { Lock, Project } from '../../sources/index.ts'
import { readLock } from '../../sources/index.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { openProject, projectOption } from '../project.ts'
import { applyPlan, assertAsLocked, LOCK_NAME, tellEdits } from '../pull/apply.ts'
import { checkPulled } from '../pull/check.ts'
import { pullFrozen } from '../pull/frozen.ts'
import { planPull } from '../pull/plan.ts'
import { openReleaseTrust, releaseOptions } from '../pull/release-trust.ts'
import { planReleases, tellReleases } from '../pull/releases.ts'
import { fromOption, openSource, sourceRegistryOption } from '../pull/source.ts'
import { withWholeFiles } from '../stop.ts'

const FOLDER_DEFAULT = 'schemas'

export const pull: Command = {
  name: 'pull',
  usage: '[REF…] [--registry URL | --from DIR] [--frozen | --check]',
  summary: 'Fetches structures and all they lean on into the project, and locks them.',
  options: {
    registry: sourceRegistryOption,
    from: fromOption,
    out: { type: 'string', value: 'DIR', summary: 'the folder of the files (default: schemas)' },
    frozen: {
      type: 'boolean',
      summary: 'for pipelines: bring back missing files as locked, never change the lock',
    },
    check: {
      type: 'boolean',
      summary: 'write nothing; exit 1 when lock, folder and source are not the same',
    },
    ...releaseOptions,
    project: projectOption,
  },
  examples: [
    ['chuan pull national/population/citizen@2', 'the newest 2.x, with all it refers to'],
    ['chuan pull', 'what chuan.config.* and the lock name'],
    ['chuan pull --frozen', 'in a pipeline; needs no network where the files are there'],
  ],
  notes: [
    'A structure stays at its locked version until chuan update. Other commands then work on what',
    'was pulled, without a network. Only files that the former lock had are ever removed.',
    'Signed releases of a registry are verified where certificates are trusted, and locked.',
    'With --frozen exit 1 when a file was changed or the project asks for what is not locked.',
  ],
  run: runPull,
}

async function runPull(line: CommandLine, io: Io): Promise<number> {
  if (line.flag('frozen') && line.flag('check')) {
    throw wrongUsage(pull, '--frozen or --check: one asks the lock, the other the source')
  }
  const project = await openProject(line, io)
  const root = project?.folder ?? '.'
  const lock = await readLock(root)
  const wanted = wantedBy(line, project, lock)
  const asked = await openReleaseTrust(pull, line, project, io)
  if (line.flag('frozen')) {
    if (lock === undefined) throw wrongUsage(pull, `There is no ${LOCK_NAME}: run chuan pull first`)
    const open = () => openSource(line, io, project, lock)
    return pullFrozen(lock, wanted, root, io, { asked, open })
  }
  if (wanted.length === 0) throw wrongUsage(pull, 'Which structure? Name one, or in chuan.config.*')
  const source = await openSource(line, io, project, lock)
  const folder = chooseFolder(line, project, lock, root)
  const planned = planPull(source, wanted, folder, lock?.structures)
  if (line.flag('check')) return checkPulled(planned, lock, root, asked, io)
  assertAsLocked(planned, lock)
  const plan = await planReleases(planned, lock, asked)
  await tellEdits(lock, root, io)
  const { written, removed, isRelocked } = await withWholeFiles(io, () =>
    applyPlan(plan, lock, root),
  )
  const count = Object.keys(plan.lock.files).length
  const same = isRelocked ? 'none changed, the lock written' : 'nothing changed'
  const changes = written + removed === 0 ? same : `${written} written`
  const gone = removed === 0 ? '' : `, ${removed} removed`
  io.out(`${folder}: ${count} files of ${plan.versions.length} versions, ${changes}${gone}\n`)
  tellReleases(plan.lock, asked, io)
  return 0
}

/** From the project, with slashes. What is typed is meant from where it is typed. */
function chooseFolder(
  line: CommandLine,
  project: Project | undefined,
  lock: Lock | undefined,
  root: string,
): string {
  const typed = line.text('out')
  const folder =
    typed === undefined
      ? resolve(root, project?.config.schemas ?? lock?.folder ?? FOLDER_DEFAULT)
      : resolve(typed)
  return relative(root, folder).split(sep).join('/') || '.'
}

/** Of the command line beside what is locked; else of the project, else of the lock. */
function wantedBy(
  line: CommandLine,
  project: Project | undefined,
  lock: Lock | undefined,
): readonly string[] {
  const locked = Object.keys(lock?.structures ?? {})
  if (line.operands.length > 0) return [...new Set([...locked, ...line.operands])]
  return project?.config.structures ?? locked
}
