/**
 * What a folder says may be trusted, as it is now: read again when a file in it has changed.
 *
 * Names, sizes and times of change are looked at, every few seconds, so that it works on any
 * file system. What cannot be read changes nothing: what was trusted before still is.
 *
 * @module
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrustStore } from '../validator/index.ts'
import { readTrustFolder } from './trust-folder.ts'

export interface WatchedTrust {
  readonly current: () => TrustStore
  /** Looks now; true when what is trusted was read anew. */
  readonly refresh: () => Promise<boolean>
  readonly close: () => void
}

export interface WatchOptions {
  readonly now: () => Date
  readonly everyMs?: number
  /** After each reading anew; with what went wrong, where it did. */
  readonly told?: (failure?: unknown) => void
}

const EVERY_MS = 10_000
/** Written by the reading itself. */
const OWN_FILE = 'trust-list.seen.json'

/** Throws the Problems of `readTrustFolder`, the first time. */
export async function watchTrustFolder(
  folder: string,
  { now, everyMs = EVERY_MS, told = () => undefined }: WatchOptions,
): Promise<WatchedTrust> {
  // A folder that cannot be listed is told by what reads it.
  let state = await stateOf(folder).catch(() => '')
  let failed = ''
  let trust = await readTrustFolder(folder, now())

  async function refresh(): Promise<boolean> {
    const seen = await stateOf(folder).catch(() => 'unreadable')
    if (seen === state) return false
    try {
      trust = await readTrustFolder(folder, now())
      state = seen
      told()
      return true
    } catch (thrown) {
      // Tried again each time, and told once.
      if (failed !== seen) told(thrown)
      failed = seen
      return false
    }
  }

  const timer = setInterval(refresh, everyMs)
  // Nobody waits for it: a process that has nothing else to do may end.
  timer.unref()
  return { current: () => trust, refresh, close: () => clearInterval(timer) }
}

async function stateOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name !== OWN_FILE).sort()
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ino } = await stat(join(folder, name))
      return [name, size, mtimeMs, ino]
    }),
  )
  return JSON.stringify(files)
}
