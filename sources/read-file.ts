/**
 * Reads a file, and says in one sentence why it could not.
 *
 * @module
 */
import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { Problem, problems } from '../validator/index.ts'
import { fileUnreadable } from './problems.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  EMFILE: 'too many files are open',
  EEXIST: 'a file stands where a folder is needed',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
}

/** Throws Problem `file-unreadable`, or `document-too-large` when it has over `bytesMax` bytes. */
export async function readBytes(file: string, bytesMax: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(file)
    if (size > bytesMax) {
      throw new Problem(problems.documentTooLarge, `${file}: ${size} bytes, at most ${bytesMax}`, {
        extensions: { bytes: size, bytesMax },
      })
    }
    return await readFile(file)
  } catch (thrown) {
    throw thrown instanceof Problem ? thrown : fileProblem(file, thrown)
  }
}

/** In pieces, for what is not to be in memory at once; throws Problem `file-unreadable`. */
export async function* readChunks(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* createReadStream(file, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>
  } catch (thrown) {
    throw fileProblem(file, thrown)
  }
}

const CHUNK_BYTES = 1_048_576

/** A file that can be read at any place, at once. */
export interface OpenFile {
  readonly size: number
  /** How many bytes were there, from `at` on; fewer than fit only at the end. */
  readonly read: (into: Uint8Array, at: number) => number
  readonly close: () => void
}

/** Undefined for a pipe and the like; throws Problem `file-unreadable`. */
export function openFile(file: string): OpenFile | undefined {
  const told = <Result>(read: () => Result): Result => {
    try {
      return read()
    } catch (thrown) {
      throw fileProblem(file, thrown)
    }
  }
  // A pipe is not even opened: what is read of it is gone.
  if (!told(() => statSync(file)).isFile()) return undefined
  const opened = told(() => openSync(file, 'r'))
  return {
    size: fstatSync(opened).size,
    read: (into, at) => told(() => readFully(opened, into, at)),
    close: () => closeSync(opened),
  }
}

function readFully(opened: number, into: Uint8Array, from: number): number {
  let size = 0
  while (size < into.byteLength) {
    const read = readSync(opened, into, size, into.byteLength - size, from + size)
    if (read === 0) break
    size += read
  }
  return size
}

/** Throws Problem `file-unreadable`. */
export async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (thrown) {
    throw fileProblem(file, thrown)
  }
}

/** A Problem where the reason is one a person can act on; anything else as it came. */
export function fileProblem(file: string, thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  // What Node cannot decode of a name stands as this character, and then names nothing.
  const isLost = code === 'ENOENT' && file.includes('\uFFFD')
  const reason = isLost ? 'its name is not UTF-8; give it another' : REASONS[code]
  if (reason === undefined) return thrown
  return new Problem(fileUnreadable, `${file}: ${reason}`, { cause: thrown })
}
