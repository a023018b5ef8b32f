/**
 * Finds files of schema tests, and the version that each lies with.
 *
 * @module
 */
import { readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileProblem } from './read-file.ts'

export const TEST_FILE_END = '.test.json'

/** A test file itself, or all in a folder; never those of installed packages. */
export async function findTestFiles(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((thrown: unknown) => {
    throw fileProblem(path, thrown)
  })
  if (found.isFile()) return path.endsWith(TEST_FILE_END) ? [path] : []
  const files = await readdir(path, { recursive: true, withFileTypes: true })
  return files
    .filter((file) => file.isFile() && file.name.endsWith(TEST_FILE_END))
    .map((file) => join(file.parentPath, file.name))
    .filter((file) => !file.split(/[/\\]/u).includes('node_modules'))
    .sort()
}

/** The nearest folder around a file that holds a `schema.json`. */
export async function versionFolderAround(file: string): Promise<string | undefined> {
  let folder = dirname(resolve(file))
  while (dirname(folder) !== folder) {
    const isThere = await stat(join(folder, 'schema.json')).then(
      (found) => found.isFile(),
      () => false,
    )
    if (isThere) return folder
    folder = dirname(folder)
  }
  return undefined
}
