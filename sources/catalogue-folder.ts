/**
 * Reads a catalogue from a folder laid out as `schemas/` is.
 *
 * A version is a folder named by its semantic version that holds `schema.json`
 * and, for a code list, `values.json`.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CatalogueEntry, CodeListValue, JsonObject } from '../validator/index.ts'
import { parseSchemaRef } from '../validator/index.ts'

/** The catalogue that comes with the package: beside the sources, and beside `dist/`. */
export const CATALOGUE_FOLDER: string = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../schemas' : '../../schemas', import.meta.url),
)

export async function readCatalogueFolder(
  folder: string = CATALOGUE_FOLDER,
): Promise<readonly CatalogueEntry[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const versions = files
    .filter((file) => file.isFile() && file.name === 'schema.json')
    .map((file) => relative(folder, file.parentPath).split(sep))
    .map((segments) => segments.join('/'))
    .sort()
  return Promise.all(versions.map((version) => readVersion(folder, version)))
}

async function readVersion(folder: string, version: string): Promise<CatalogueEntry> {
  const slash = version.lastIndexOf('/')
  const ref = parseSchemaRef(`${version.slice(0, slash)}@${version.slice(slash + 1)}`)
  const document = await readJson(join(folder, version, 'schema.json'))
  const isCodeList = ref.path.startsWith('codelists/')
  if (!isCodeList) return { ref, document: document as JsonObject }
  const { values } = (await readJson(join(folder, version, 'values.json'))) as {
    readonly values: readonly CodeListValue[]
  }
  return { ref, document: document as JsonObject, values }
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8')) as unknown
}
