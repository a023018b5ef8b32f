/**
 * What a folder says may be trusted, as it is now.
 *
 * @module
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrustStore } from '../validator/index.ts'
import { readTrustFolder } from './trust-folder.ts'
import { isPassingTrustFile } from './trust-list-file.ts'
import { type Watched, type WatchOptions, watch } from './watch.ts'

export type WatchedTrust = Watched<TrustStore>

/** Throws the Problems of `readTrustFolder`, the first time. */
export async function watchTrustFolder(
  folder: string,
  { now, ...options }: WatchOptions & { readonly now: () => Date },
): Promise<WatchedTrust> {
  const read = () => readTrustFolder(folder, now())
  return await watch({ stateOf: () => stateOf(folder), read }, options)
}

async function stateOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => !isPassingTrustFile(name)).sort()
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ino } = await stat(join(folder, name))
      return [name, size, mtimeMs, ino]
    }),
  )
  return JSON.stringify(files)
}
