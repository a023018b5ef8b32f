/**
 * What `chuan test` is to run: versions with their examples, and files of test cases.
 *
 * @module
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CATALOGUE_FOLDER,
  fetchCatalogue,
  findTestFiles,
  TEST_FILE_END,
  versionFolder,
  versionFolderAround,
} from '../sources/index.ts'
import type { Catalogue, CatalogueEntry } from '../validator/index.ts'
import { createCatalogue, formatSchemaRef } from '../validator/index.ts'
import type { Io } from './io.ts'
import type { LintTarget } from './lint-target.ts'
import { findLintTargets } from './lint-target.ts'

export interface TestTarget {
  /** Folder of the catalogue. */
  readonly root: string
  readonly catalogue: Catalogue
  /** Versions whose examples are judged. */
  readonly chosen: readonly CatalogueEntry[]
  /** Files of test cases. */
  readonly files: readonly string[]
}

export interface TargetOptions {
  /** Where the structures are that a test file names, when it lies beside none. */
  readonly schemas: string | undefined
  /** Of whose catalogue what is referred to may be, instead of that of the package. */
  readonly registry: string | undefined
  readonly env: Io['env']
}

export async function findTestTarget(operand: string, options: TargetOptions): Promise<TestTarget> {
  const hasVersions = await holdsVersions(operand)
  if (hasVersions) return withVersions(await lintTargetOf(operand), options)
  const files = await findTestFiles(operand)
  const beside = await versionFolderAround(files[0] ?? operand)
  const place = beside ?? options.schemas ?? CATALOGUE_FOLDER
  const target = await lintTargetOf(place)
  return { root: target.root, catalogue: await catalogueOf(target, options), chosen: [], files }
}

/** A folder with versions, a schema, or the name of one; not what holds test cases alone. */
async function holdsVersions(operand: string): Promise<boolean> {
  if (operand.endsWith(TEST_FILE_END)) return false
  const isFolder = await stat(operand).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) return true
  const names = await readdir(operand, { recursive: true })
  return names.some((name) => /(?:^|[/\\])schema\.json$/u.test(name))
}

async function lintTargetOf(place: string): Promise<LintTarget> {
  const [target] = await findLintTargets([place])
  if (target === undefined) throw new TypeError('A place has one catalogue')
  return target
}

async function withVersions(target: LintTarget, options: TargetOptions): Promise<TestTarget> {
  const chosen = target.entries.filter(({ ref }) => target.chosen.has(formatSchemaRef(ref)))
  const folders = chosen.map(({ ref }) => join(target.root, versionFolder(ref)))
  const files = (await Promise.all(folders.map(findTestFiles))).flat()
  return { root: target.root, catalogue: await catalogueOf(target, options), chosen, files }
}

async function catalogueOf(target: LintTarget, options: TargetOptions): Promise<Catalogue> {
  const { entries, borrowed } = target
  if (options.registry === undefined) return createCatalogue([...entries, ...borrowed])
  const registry = await fetchCatalogue(options.registry, { env: options.env })
  const own = new Set(entries.map(({ ref }) => formatSchemaRef(ref)))
  const others = registry.versions.filter(({ ref }) => !own.has(formatSchemaRef(ref)))
  return createCatalogue([...entries, ...others.map(asEntry)], registry.base)
}

/** Stamped already, with the same base. */
function asEntry({ ref, document, codeList }: Catalogue['versions'][number]): CatalogueEntry {
  return { ref, document, ...(codeList === undefined ? {} : { values: codeList.values }) }
}
