/**
 * The `doctor` command: whether this machine and this project are fit for work, and what to do.
 *
 * @module
 */
import process from 'node:process'
import { findChangedFiles, readLock } from '../../sources/index.ts'
import { Problem } from '../../validator/index.ts'
import { openCatalogue, registryOption } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import type { Io } from '../io.ts'
import { openProject, projectOption } from '../project.ts'
import { projectReleaseTrust } from '../pull/release-trust.ts'
import { checkLockedReleases, releaseState } from '../pull/releases.ts'
import { openTrust, trustOption } from '../trust.ts'

export const doctor: Command = {
  name: 'doctor',
  usage: '[--registry URL] [--trust DIR]',
  summary: 'Checks this machine and this project, and says what to do.',
  options: { registry: registryOption, trust: trustOption, project: projectOption },
  examples: [['chuan doctor', '✓ is well, ! is worth a look, ✗ has to be mended']],
  notes: ['Exit code 1 when anything has to be mended.'],
  run: runDoctor,
}

interface Finding {
  readonly mark: '✓' | '!' | '✗'
  readonly text: string
}

type Check = (line: CommandLine, io: Io) => Promise<Finding>

const CHECKS: Readonly<Record<string, Check>> = {
  node: checkNode,
  catalogue: checkCatalogue,
  project: checkProject,
  lock: checkLock,
  releases: checkReleases,
  trust: checkTrust,
}

async function runDoctor(line: CommandLine, io: Io): Promise<number> {
  let code = 0
  for (const [name, check] of Object.entries(CHECKS)) {
    const { mark, text } = await check(line, io).catch(told)
    if (mark === '✗') code = 1
    io.out(`${mark} ${name.padEnd(NAME_WIDTH)}${text}\n`)
  }
  return code
}

const NAME_WIDTH = 11

/** A Problem is what a doctor is there to find. */
function told(thrown: unknown): Finding {
  if (!(thrown instanceof Problem)) throw thrown
  return { mark: '✗', text: `${thrown.kind.title.en}: ${thrown.message} [${thrown.kind.code}]` }
}

const NODE_MIN = [20, 19] as const

async function checkNode(): Promise<Finding> {
  const { node } = process.versions
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const isNew = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])
  if (isNew) return { mark: '✓', text: `Node.js ${node}` }
  return { mark: '✗', text: `Node.js ${node}: ${NODE_MIN.join('.')} or newer is needed` }
}

async function checkCatalogue(line: CommandLine, io: Io): Promise<Finding> {
  const { versions, base } = await openCatalogue(line, io)
  return { mark: '✓', text: `${versions.length} versions, identifiers at ${base}` }
}

async function checkProject(line: CommandLine, io: Io): Promise<Finding> {
  const project = await openProject(line, io)
  if (project?.file !== undefined) return { mark: '✓', text: project.file }
  return { mark: '!', text: 'no chuan.config.* here or above: chuan init makes one' }
}

async function checkLock(line: CommandLine, io: Io): Promise<Finding> {
  const root = (await openProject(line, io))?.folder ?? '.'
  const lock = await readLock(root)
  if (lock === undefined) return { mark: '!', text: 'nothing is pulled: chuan pull' }
  const changed = await findChangedFiles(lock, root)
  const count = Object.keys(lock.files).length
  if (changed.length === 0) return { mark: '✓', text: `${count} files as locked` }
  const [first] = changed
  return {
    mark: '✗',
    text: `${changed.length} of ${count} files are not as locked (${first?.path}): chuan pull`,
  }
}

/** As a pipeline would: verified from the lock alone. */
async function checkReleases(line: CommandLine, io: Io): Promise<Finding> {
  const project = await openProject(line, io)
  const lock = await readLock(project?.folder ?? '.')
  const asked = await projectReleaseTrust(project, io)
  if (lock === undefined) return { mark: '!', text: 'nothing is pulled, so nothing is signed' }
  checkLockedReleases(lock, asked)
  return releaseState(lock, asked)
}

async function checkTrust(line: CommandLine, io: Io): Promise<Finding> {
  const { anchors, pinned, intermediates } = await openTrust(line, io)
  const all = [...anchors, ...pinned, ...intermediates]
  if (all.length === 0) return { mark: '!', text: 'no signature is believed: --trust DIR' }
  const ended = all.filter(({ notAfter }) => notAfter < io.now())
  if (ended.length === 0) return { mark: '✓', text: `${all.length} certificates` }
  return { mark: '!', text: `${ended.length} of ${all.length} certificates have expired` }
}
