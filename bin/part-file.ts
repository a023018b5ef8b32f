/**
 * A file that is written bit by bit and stands under its name only when it is whole.
 *
 * @module
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
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
export function openPartFile(file: string, io: Pick<Io, 'onStop'>): PartFile {
  const known = attempt(file, () => statSync(file, { throwIfNoEntry: false }))
  const isStream = known !== undefined && !known.isFile() && !known.isDirectory()
  return isStream ? openStream(file) : openBeside(file, io)
}

/** A pipe or a device, such as /dev/stdout, is written to as it is: no file takes its place. */
function openStream(file: string): PartFile {
  const opened = attempt(file, () => openSync(file, 'w'))
  const close = async () => closeSync(opened)
  return {
    write: (text) => attempt(file, () => writeFileSync(opened, text)),
    finish: close,
    abandon: close,
  }
}

function openBeside(file: string, { onStop }: Pick<Io, 'onStop'>): PartFile {
  const beside = `${file}.part`
  const folders = missingFolders(dirname(file))
  let opened: number | undefined
  function close(): void {
    if (opened !== undefined) closeSync(opened)
    opened = undefined
  }
  function remove(): void {
    close()
    rmSync(beside, { force: true })
    for (const folder of folders) removeIfEmpty(folder)
  }
  // Before there is anything: a signal may come as soon as it is there.
  const forget = onStop(remove)
  try {
    mkdirSync(dirname(file), { recursive: true })
    opened = openSync(beside, 'w')
  } catch (thrown) {
    void forget()
    throw fileProblem(file, thrown)
  }
  const target = opened
  return {
    // Unlike `writeSync` it goes on until all is written.
    write: (text) => attempt(file, () => writeFileSync(target, text)),
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

/** Those that have to be made first, the innermost first. */
function missingFolders(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder || existsSync(folder) ? [] : [folder, ...missingFolders(above)]
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Never made, or something is in it: then it stays as it is.
  }
}

function attempt<T>(file: string, act: () => T): T {
  try {
    return act()
  } catch (thrown) {
    throw fileProblem(file, thrown)
  }
}
