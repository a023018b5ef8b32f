/**
 * The `pull` command: fetches the structures of a project into a folder, and locks them.
 *
 * @module
 */
import { relative, resolve, sep } from 'node:path'
import type { Lock, Project } from '../../sources/index.ts'
import { findChangedFiles, formatLock, readLock } from '../../sources/index.ts'
import { registryOption } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { openProject, projectOption } from '../project.ts'
import { applyPlan, assertAsLocked, LOCK_NAME } from '../pull/apply.ts'
import { pullFrozen } from '../pull/frozen.ts'
import type { PullPlan } from '../pull/plan.ts'
import { planPull } from '../pull/plan.ts'
import { fromOption, openSource } from '../pull/source.ts'
import { withWholeFiles } from '../stop.ts'

const FOLDER_DEFAULT = 'schemas'

export const pull: Command = {
  name: 'pull',
  usage: '[REF…] [--registry URL | --from DIR] [--frozen | --check]',
  summary: 'Fetches structures and all they lean on into the project, and locks them.',
  options: {
    registry: registryOption,
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
    'With --frozen exit 1 when a file was changed or the project asks for what is not locked.',
  ],
  run: runPull,
}

async function runPull(line: CommandLine, io: Io): Promise<number> {
  const project = await openProject(line, io)
  const root = project?.folder ?? '.'
  const lock = await readLock(root)
  const wanted = wantedBy(line, project, lock)
  if (line.flag('frozen')) {
    if (lock === undefined) throw wrongUsage(pull, `There is no ${LOCK_NAME}: run chuan pull first`)
    return pullFrozen(lock, wanted, root, io, () => openSource(line, io, project, lock))
  }
  if (wanted.length === 0) throw wrongUsage(pull, 'Which structure? Name one, or in chuan.config.*')
  const source = await openSource(line, io, project, lock)
  const folder = chooseFolder(line, project, lock, root)
  const plan = planPull(source, wanted, folder, lock?.structures)
  if (line.flag('check')) return runCheck(plan, lock, root, io)
  assertAsLocked(plan, lock)
  await tellEdits(lock, root, io)
  const { written, removed } = await withWholeFiles(io, () => applyPlan(plan, lock, root))
  const count = Object.keys(plan.lock.files).length
  const changes = written + removed === 0 ? 'nothing changed' : `${written} written`
  const gone = removed === 0 ? '' : `, ${removed} removed`
  io.out(`${folder}: ${count} files of ${plan.versions.length} versions, ${changes}${gone}\n`)
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

/** What somebody wrote into a pulled file is lost, so it is said. */
async function tellEdits(lock: Lock | undefined, root: string, io: Io): Promise<void> {
  for (const { path, kind } of lock === undefined ? [] : await findChangedFiles(lock, root)) {
    if (kind === 'changed')
      io.err(`${lock?.folder}/${path}: changed by hand; the change is undone\n`)
  }
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

async function runCheck(
  plan: PullPlan,
  lock: Lock | undefined,
  root: string,
  io: Io,
): Promise<number> {
  const changed = lock === undefined ? [] : await findChangedFiles(lock, root)
  const told = [
    ...differences(plan.lock.files, lock?.files ?? {}),
    ...changed.map(({ path, kind }) => `${path}: ${kind} in the folder`),
  ]
  if (told.length === 0 && lock !== undefined && formatLock(lock) !== formatLock(plan.lock)) {
    told.push(`${LOCK_NAME}: names other structures, folder or source`)
  }
  for (const line of told) io.out(`${line}\n`)
  if (told.length > 0) {
    io.err('chuan pull brings lock and folder up to date\n')
    return 1
  }
  io.out('lock, folder and source are the same\n')
  return 0
}

function differences(planned: Lock['files'], locked: Lock['files']): readonly string[] {
  const ahead = Object.entries(planned).flatMap(([path, digest]) => {
    if (locked[path] === digest) return []
    return [`${path}: ${locked[path] === undefined ? 'not locked' : 'the source has another'}`]
  })
  const behind = Object.keys(locked).filter((path) => planned[path] === undefined)
  return [...ahead, ...behind.map((path) => `${path}: no longer needed`)]
}
