/**
 * Runs something again whenever a file in some folders changes, until it is to stop.
 *
 * @module
 */
import { watch } from 'node:fs'
import type { Io } from './io.ts'

/** An editor writes a file in several steps; they are one change. */
const QUIET_MS = 150

export async function watchFolders(
  folders: readonly string[],
  io: Io,
  again: () => Promise<void>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const schedule = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(again)
    }, QUIET_MS)
  }
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, schedule))
  await io.stopRequested()
  clearTimeout(timer)
  for (const watcher of watchers) watcher.close()
  await running
}
