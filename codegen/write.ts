/**
 * Puts generated files into a folder, each whole or not at all.
 *
 * A file that already has the right bytes is not touched, so that a build does not see a change
 * where there is none. Nothing is removed: the folder may hold the work of others.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { Problem, problems } from '../validator/index.ts'

export interface GeneratedFile {
  /** Relative, with slashes. */
  readonly path: string
  readonly text: string
}

export interface WriteReport {
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
}

export async function writeFiles(
  files: readonly GeneratedFile[],
  folder: string,
): Promise<WriteReport> {
  for (const { path } of files) assertInside(path)
  const written: string[] = []
  const unchanged: string[] = []
  for (const file of files) {
    const changed = await writeIfChanged(join(folder, file.path), file.text)
    if (changed) written.push(file.path)
    else unchanged.push(file.path)
  }
  return { written, unchanged }
}

async function writeIfChanged(target: string, text: string): Promise<boolean> {
  if ((await readIfThere(target)) === text) return false
  await mkdir(dirname(target), { recursive: true })
  replaceFile(target, text)
  return true
}

/** Without a pause, so that a signal that is listened to comes before or after it. */
function replaceFile(target: string, text: string): void {
  // rename(2) replaces a file in one step, but only within a file system: stay beside the target.
  const beside = `${target}.${randomUUID()}.part`
  try {
    writeFileSync(beside, text, { flag: 'wx' })
    renameSync(beside, target)
  } finally {
    rmSync(beside, { force: true })
  }
}

async function readIfThere(target: string): Promise<string | undefined> {
  try {
    return await readFile(target, 'utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw thrown
  }
}

/** A path made from a schema must not lead out of the folder. */
function assertInside(path: string): void {
  const normal = normalize(path)
  if (!normal.startsWith('..') && !isAbsolute(normal) && normal !== '.') return
  throw new Problem(problems.schemaUnusable, 'A generated file would lie outside the folder')
}
