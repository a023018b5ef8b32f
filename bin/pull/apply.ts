/**
 * Brings a project's folder to a plan, and takes away what only the former lock had.
 *
 * @module
 */
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { writeFiles } from '../../codegen/index.ts'
import type { Lock } from '../../sources/index.ts'
import { fileProblem, findChangedFiles, formatLock, sourceProblems } from '../../sources/index.ts'
import { Problem } from '../../validator/index.ts'
import type { Io } from '../io.ts'
import type { PullPlan } from './plan.ts'

export const LOCK_NAME = 'chuan.lock.json'

export interface Applied {
  readonly written: number
  readonly removed: number
  /** The lock was not yet as it is now. */
  readonly isRelocked: boolean
}

/**
 * A published version never changes, so a source that gives other bytes for a locked one is
 * not believed. Throws Problem `lock-broken`.
 */
export function assertAsLocked({ lock }: PullPlan, former: Lock | undefined): void {
  const locked = Object.entries(former?.files ?? {})
  const files = locked.flatMap(([path, digest]) =>
    (lock.files[path] ?? digest) === digest ? [] : [path],
  )
  if (files.length === 0) return
  const detail = `${files.join(', ')}: where this is right, remove ${LOCK_NAME} and pull again`
  throw new Problem(sourceProblems.lockBroken, detail, { extensions: { files } })
}

/** The lock comes last: a run that is cut short is seen by the next. */
export async function applyPlan(
  { lock, texts }: PullPlan,
  former: Lock | undefined,
  root: string,
): Promise<Applied> {
  try {
    const folder = resolve(root, lock.folder)
    const others = new Set((await findChangedFiles(lock, root)).map(({ path }) => path))
    const files = [...texts].flatMap(([path, text]) => (others.has(path) ? [{ path, text }] : []))
    const { written } = await writeFiles(files, folder)
    const isLeft = former?.folder !== lock.folder
    const gone = Object.keys(former?.files ?? {}).filter((path) => isLeft || !texts.has(path))
    for (const path of gone) await rm(resolve(root, former?.folder ?? '', path), { force: true })
    const text = formatLock(lock)
    const isSame = former !== undefined && formatLock(former) === text
    if (!isSame) await writeFiles([{ path: LOCK_NAME, text }], root)
    return { written: written.length, removed: gone.length, isRelocked: !isSame }
  } catch (thrown) {
    throw fileProblem(root, thrown)
  }
}

/** What somebody wrote into a pulled file is lost, so it is said. */
export async function tellEdits(lock: Lock | undefined, root: string, io: Io): Promise<void> {
  for (const { path, kind } of lock === undefined ? [] : await findChangedFiles(lock, root)) {
    if (kind === 'changed')
      io.err(`${lock?.folder}/${path}: changed by hand; the change is undone\n`)
  }
}
