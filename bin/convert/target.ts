/**
 * Where records go one after the other: standard output, or a file that is whole when it is there.
 *
 * @module
 */
import type { FileHandle } from 'node:fs/promises'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileProblem } from '../../sources/index.ts'
import type { Io } from '../io.ts'

export interface Target {
  readonly write: (text: string) => Promise<void>
  readonly finish: () => Promise<void>
  /** Leaves nothing behind. */
  readonly abandon: () => Promise<void>
}

/** `folder`: `-` is standard output. Throws Problem `file-unreadable`. */
export async function openTarget(folder: string, name: string, io: Io): Promise<Target> {
  if (folder !== '-') return openFile(folder, name)
  return {
    async write(text) {
      io.out(text)
      await io.drained?.()
    },
    finish: async () => {},
    abandon: async () => {},
  }
}

async function openFile(folder: string, name: string): Promise<Target> {
  const file = join(folder, name)
  const beside = `${file}.part`
  const handle = await attempt(file, async (): Promise<FileHandle> => {
    await mkdir(folder, { recursive: true })
    return open(beside, 'w')
  })
  let [held, size] = [[] as string[], 0]
  async function flush(): Promise<void> {
    const text = held.join('')
    held = []
    size = 0
    await attempt(file, () => handle.appendFile(text))
  }
  return {
    async write(text) {
      held.push(text)
      size += text.length
      if (size >= FLUSH_LENGTH) await flush()
    },
    async finish() {
      await flush()
      await handle.close()
      await attempt(file, () => rename(beside, file))
    },
    async abandon() {
      await handle.close()
      await rm(beside, { force: true })
    },
  }
}

const FLUSH_LENGTH = 262_144

async function attempt<T>(file: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (thrown) {
    throw fileProblem(file, thrown)
  }
}
