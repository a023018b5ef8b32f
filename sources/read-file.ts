/**
 * Reads a file, and says in one sentence why it could not.
 *
 * @module
 */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { Problem, problems } from '../validator/index.ts'
import { fileUnreadable } from './problems.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
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
  const reason = REASONS[code]
  if (reason === undefined) return thrown
  return new Problem(fileUnreadable, `${file}: ${reason}`, { cause: thrown })
}
