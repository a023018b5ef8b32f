/**
 * Which files are meant by what a person names: files, folders and patterns.
 *
 * @module
 */
import { stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { glob } from 'tinyglobby'
import { Problem } from '../validator/index.ts'
import { fileUnreadable } from './problems.ts'
import { fileProblem } from './read-file.ts'

/** What is looked for in a folder. */
const IN_FOLDER = '**/*.{json,ndjson,jsonl,xml,jws}{,.gz,.zst}'
const PATTERN = /[*?[\]{}!]/u

/**
 * Each file once, in the order asked for, those of a folder or a pattern by name.
 *
 * Throws Problem `file-unreadable` for a file that is not there, and for a folder or a pattern
 * that holds nothing to judge.
 */
export async function findInputFiles(named: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const each of named) found.push(...(await filesOf(each)))
  return [...new Map(found.map((file) => [file === '-' ? file : resolve(file), file])).values()]
}

async function filesOf(named: string): Promise<readonly string[]> {
  if (named === '-') return [named]
  const kind = await stat(named).catch((thrown: unknown) => {
    if (PATTERN.test(named)) return undefined
    throw fileProblem(named, thrown)
  })
  if (kind?.isFile() === true) return [named]
  const inside = kind === undefined ? await fitting(named) : await insideOf(named)
  if (inside.length > 0) return inside.toSorted()
  const what = kind === undefined ? 'no file fits the pattern' : 'no JSON or XML file is in it'
  throw new Problem(fileUnreadable, `${named}: ${what}`)
}

/** As the pattern is written: from the root, or from here. */
async function fitting(pattern: string): Promise<readonly string[]> {
  const files = await glob(pattern, { absolute: true, onlyFiles: true, expandDirectories: false })
  return isAbsolute(pattern) ? files : files.map((file) => relative('.', file))
}

async function insideOf(folder: string): Promise<readonly string[]> {
  const files = await glob(IN_FOLDER, { cwd: folder, onlyFiles: true })
  return files.map((file) => join(folder, file))
}
