/**
 * Refuses generated files that some system could not hold beside each other.
 *
 * What is generated here is committed and checked out elsewhere: Windows has names that are
 * devices, and neither it nor macOS tells capital from small letters.
 *
 * @module
 */
import { isDeviceName, Problem, problems } from '../validator/index.ts'
import type { GeneratedFile } from './write.ts'

/** Characters that Windows has no place for in a name, and ends that it takes away. */
const UNFIT = /[<>:"|?*\\\p{Cc}]|[. ]$/u

/** Returns the files. Throws Problem `schema-unusable`, with the names. */
export function assertPortable(files: readonly GeneratedFile[]): readonly GeneratedFile[] {
  const byFolded = new Map<string, string>()
  for (const { path } of files) {
    const unfit = path.split('/').find((name) => UNFIT.test(name) || isDeviceName(name))
    if (unfit !== undefined) {
      throw new Problem(problems.schemaUnusable, `${path}: Windows has no file of that name`)
    }
    const folded = path.normalize('NFC').toLowerCase()
    const other = byFolded.get(folded)
    if (other !== undefined) {
      const detail = `${other} and ${path} would be one file where case does not count`
      throw new Problem(problems.schemaUnusable, detail)
    }
    byFolded.set(folded, path)
  }
  return files
}
