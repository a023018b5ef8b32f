/**
 * Reads the examples and the notes of change that lie beside a version.
 *
 * `examples/valid/*` are to be valid; `examples/invalid/*` have exactly the issues
 * of the `.issues.json` beside them.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SchemaExample, SchemaRef } from '../validator/index.ts'
import { versionFolder } from './catalogue-folder.ts'
import { fileProblem } from './read-file.ts'

export interface VersionExamples {
  readonly examples: readonly SchemaExample[]
  /** Text of `CHANGES.md`; empty when there is none. */
  readonly changes: string
}

const DOCUMENT = /\.(?:json|xml|jws)$/u
const ISSUES = '.issues.json'

export async function readVersionExamples(
  folder: string,
  ref: SchemaRef,
): Promise<VersionExamples> {
  const base = join(folder, versionFolder(ref))
  const [valid, invalid, changes] = await Promise.all([
    readExamples(base, 'valid'),
    readExamples(base, 'invalid'),
    orEmpty(join(base, 'CHANGES.md'), (file) => readFile(file, 'utf8'), ''),
  ])
  return { examples: [...valid, ...invalid], changes }
}

async function readExamples(
  base: string,
  kind: SchemaExample['kind'],
): Promise<readonly SchemaExample[]> {
  const inside = join('examples', kind)
  const names = await orEmpty(join(base, inside), (file) => readdir(file), [])
  const documents = names.filter((name) => DOCUMENT.test(name) && !name.endsWith(ISSUES)).sort()
  return Promise.all(
    documents.map(async (name): Promise<SchemaExample> => {
      const file = join(inside, name)
      const bytes = await readFile(join(base, file))
      if (kind === 'valid') return { kind, file, bytes }
      const beside = join(base, file.replace(DOCUMENT, ISSUES))
      const expected = await orEmpty(beside, (path) => readFile(path, 'utf8'), '')
      return { kind, file, bytes, expected }
    }),
  )
}

/** What is not there is empty; what cannot be read is a problem. */
async function orEmpty<Value>(
  file: string,
  read: (file: string) => Promise<Value>,
  empty: Value,
): Promise<Value> {
  return read(file).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return empty
    throw fileProblem(file, thrown)
  })
}
