/**
 * What `chuan lint` is to look at: versions of one catalogue, and all they may refer to.
 *
 * @module
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CATALOGUE_FOLDER,
  findCatalogueRoot,
  readCatalogueFolder,
  versionFolder,
} from '../sources/index.ts'
import type { CatalogueEntry } from '../validator/index.ts'
import { createCatalogue, formatSchemaRef } from '../validator/index.ts'
import { resolveVersion } from './catalogue.ts'

export interface LintTarget {
  /** Folder of the catalogue. */
  readonly root: string
  /** All versions of the catalogue. */
  readonly entries: readonly CatalogueEntry[]
  /** Versions of the package, where the catalogue has not its own: they may be referred to. */
  readonly borrowed: readonly CatalogueEntry[]
  /** Names of the versions to look at. */
  readonly chosen: ReadonlySet<string>
}

/** One target for each catalogue that an operand lies in; the package's own without operands. */
export async function findLintTargets(operands: readonly string[]): Promise<readonly LintTarget[]> {
  const wanted = new Map<string, Set<string>>()
  for (const operand of operands.length === 0 ? [CATALOGUE_FOLDER] : operands) {
    const { root, names } = await namedBy(operand)
    wanted.set(root, new Set([...(wanted.get(root) ?? []), ...names]))
  }
  return Promise.all([...wanted].map(([root, chosen]) => createTarget(root, chosen)))
}

async function namedBy(operand: string): Promise<{ root: string; names: readonly string[] }> {
  const isPath = await stat(operand).then(
    () => true,
    () => false,
  )
  if (!isPath && !/[.\\]|^\//u.test(operand.split('@')[0] ?? '')) return namedByRef(operand)
  const { root, inside } = await findCatalogueRoot(operand)
  const entries = await readCatalogueFolder(root)
  const names = entries
    .filter(({ ref }) => inside === '' || `${versionFolder(ref)}/`.startsWith(`${inside}/`))
    .map(({ ref }) => formatSchemaRef(ref))
  return { root, names }
}

/** Of the package's own catalogue; throws Problem `schema-not-found`. */
async function namedByRef(text: string): Promise<{ root: string; names: readonly string[] }> {
  const { ref } = resolveVersion(text, createCatalogue(await readCatalogueFolder()))
  return { root: CATALOGUE_FOLDER, names: [formatSchemaRef(ref)] }
}

async function createTarget(root: string, chosen: ReadonlySet<string>): Promise<LintTarget> {
  const entries = await readCatalogueFolder(root)
  const own = new Set(entries.map(({ ref }) => formatSchemaRef(ref)))
  const borrowed = (await readCatalogueFolder()).filter(({ ref }) => !own.has(formatSchemaRef(ref)))
  return { root, entries, borrowed, chosen }
}

export function schemaFile({ root }: LintTarget, entry: CatalogueEntry): string {
  return join(root, versionFolder(entry.ref), 'schema.json')
}
