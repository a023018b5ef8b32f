/**
 * Holds a project's folder against its lock, and brings back what is missing exactly as locked.
 *
 * The lock is never changed. So a pipeline needs the lock alone in its history, not the files.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { GeneratedFile } from '../../codegen/index.ts'
import { writeFiles } from '../../codegen/index.ts'
import type { ChangedFile, Lock } from '../../sources/index.ts'
import { digestOfText, fileProblem, findChangedFiles, sourceProblems } from '../../sources/index.ts'
import { Problem } from '../../validator/index.ts'
import type { Io } from '../io.ts'
import { withWholeFiles } from '../stop.ts'
import { LOCK_NAME } from './apply.ts'
import { filesOf } from './plan.ts'
import type { ReleaseTrust } from './release-trust.ts'
import { checkLockedReleases, tellReleases } from './releases.ts'
import type { PullSource } from './source.ts'

/**
 * `open` is called only where a file is missing. Returns 0, or 1 where the project asks for what
 * is not locked or a file was changed. Throws Problem `lock-broken` where the source has a file
 * otherwise, and those of releases; it has then written nothing.
 */
export async function pullFrozen(
  lock: Lock,
  wanted: readonly string[],
  root: string,
  io: Io,
  { asked, open }: { readonly asked: ReleaseTrust; readonly open: () => Promise<PullSource> },
): Promise<number> {
  const found = await findChangedFiles(lock, root)
  const unlocked = wanted.filter((range) => !Object.hasOwn(lock.structures, range))
  if (unlocked.length > 0 || found.some(({ kind }) => kind === 'changed')) {
    for (const range of unlocked) io.out(`${range}: not in ${LOCK_NAME}\n`)
    for (const { path, kind } of found) io.out(`${lock.folder}/${path}: ${kind}\n`)
    io.err('Not as locked: chuan pull brings lock and files up to date\n')
    return 1
  }
  checkLockedReleases(lock, asked)
  if (found.length > 0) {
    const source = await open()
    await withWholeFiles(io, () => restore(lock, found, root, source))
  }
  const brought = found.length === 0 ? '' : `, ${found.length} brought back`
  io.out(`${lock.folder}: ${Object.keys(lock.files).length} files as locked${brought}\n`)
  tellReleases(lock, asked, io)
  return 0
}

async function restore(
  lock: Lock,
  missing: readonly ChangedFile[],
  root: string,
  source: PullSource,
): Promise<void> {
  const texts = new Map(source.entries.flatMap(filesOf))
  const others = missing.filter(({ path }) => !isLocked(path, texts, lock))
  if (others.length > 0) {
    const files = others.map(({ path }) => path)
    const detail = `${files.join(', ')}: not there, or not as locked; nothing was written`
    throw new Problem(sourceProblems.lockBroken, detail, { extensions: { files } })
  }
  const files = missing.map(({ path }): GeneratedFile => ({ path, text: texts.get(path) ?? '' }))
  await writeFiles(files, resolve(root, lock.folder)).catch((thrown: unknown) => {
    throw fileProblem(root, thrown)
  })
}

function isLocked(path: string, texts: ReadonlyMap<string, string>, lock: Lock): boolean {
  const text = texts.get(path)
  return text !== undefined && digestOfText(text) === lock.files[path]
}
