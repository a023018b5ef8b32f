/**
 * A file that is written bit by bit and stands under its name only when it is whole.
 *
 * @module
 */
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileProblem } from '../sources/index.ts'
import type { Io } from './io.ts'

export interface PartFile {
  readonly write: (text: string) => void
  readonly finish: () => Promise<void>
  /** Leaves nothing behind. */
  readonly abandon: () => Promise<void>
}

/** Throws Problem `file-unreadable`, as do the functions of what it returns. */
export function openPartFile(file: string, { onStop }: Pick<Io, 'onStop'>): PartFile {
  const beside = `${file}.part`
  const opened = attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true })
    return openSync(beside, 'w')
  })
  let isOpen = true
  function close(): void {
    if (isOpen) closeSync(opened)
    isOpen = false
  }
  function remove(): void {
    close()
    rmSync(beside, { force: true })
  }
  const forget = onStop(remove)
  return {
    // Unlike `writeSync` it goes on until all is written.
    write: (text) => attempt(file, () => writeFileSync(opened, text)),
    async finish() {
      try {
        attempt(file, () => {
          close()
          renameSync(beside, file)
        })
      } finally {
        remove()
        await forget()
      }
    },
    async abandon() {
      remove()
      await forget()
    },
  }
}

function attempt<T>(file: string, act: () => T): T {
  try {
    return act()
  } catch (thrown) {
    throw fileProblem(file, thrown)
  }
}
