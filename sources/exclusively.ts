/**
 * Lets one process or thread at a time do what reads and writes the same files.
 *
 * Who holds the lock file works; it is taken from one that stopped before it was done.
 *
 * @module
 */
import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileProblem } from './read-file.ts'

/** What is done under a lock takes milliseconds. */
const ABANDONED_MS = 10_000
const AGAIN_MS = 10

/** Throws Problem `file-unreadable` where no lock can be made, and what `run` throws. */
export async function exclusively<Result>(
  lockFile: string,
  run: () => Promise<Result>,
): Promise<Result> {
  while (!isTaken(lockFile)) {
    if (isAbandoned(lockFile)) rmSync(lockFile, { force: true })
    else await sleep(AGAIN_MS)
  }
  try {
    return await run()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function isTaken(lockFile: string): boolean {
  try {
    closeSync(openSync(lockFile, 'wx'))
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw fileProblem(lockFile, thrown)
  }
}

function isAbandoned(lockFile: string): boolean {
  const { mtimeMs } = statSync(lockFile, { throwIfNoEntry: false }) ?? {}
  return mtimeMs !== undefined && Date.now() - mtimeMs > ABANDONED_MS
}
