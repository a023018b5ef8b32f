/**
 * Brings a project's folder to a plan, and takes away what only the former lock had.
 *
 * @module
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFiles } from '../../codegen/index.ts'
import type { Lock } from '../../sources/index.ts'
import { fileProblem, formatLock } from '../../sources/index.ts'
import type { PullPlan } from './plan.ts'

export const LOCK_NAME = 'chuan.lock.json'

export interface Applied {
  readonly written: number
  readonly removed: number
}

/** The lock comes last: a run that is cut short is seen by the next. */
export async function applyPlan(
  { lock, texts }: PullPlan,
  former: Lock | undefined,
  root: string,
): Promise<Applied> {
  try {
    const folder = join(root, lock.folder)
    const files = [...texts].map(([path, text]) => ({ path, text }))
    const { written } = await writeFiles(files, folder)
    const gone = Object.keys(former?.files ?? {}).filter((path) => !texts.has(path))
    for (const path of gone) await rm(join(root, former?.folder ?? '', path), { force: true })
    await writeFiles([{ path: LOCK_NAME, text: formatLock(lock) }], root)
    return { written: written.length, removed: gone.length }
  } catch (thrown) {
    throw fileProblem(root, thrown)
  }
}
