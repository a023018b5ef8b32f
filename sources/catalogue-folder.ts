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
import type { CatalogueEntry, CodeListValue, JsonObject, SchemaRef } from '../validator/index.ts'
import {
  formatVersion,
  isJsonObject,
  Problem,
  parseJson,
  parseSchemaRef,
} from '../validator/index.ts'
import { catalogueMalformed } from './problems.ts'
import { fileProblem } from './read-file.ts'

/** The catalogue that comes with the package: beside the sources, and beside `dist/`. */
export const CATALOGUE_FOLDER: string = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../schemas' : '../../schemas', import.meta.url),
)

/**
 * All versions, or those wanted by their `path/major.minor.patch`. Throws Problem
 * `file-unreadable` or `catalogue-malformed`, naming the file.
 */
export async function readCatalogueFolder(
  folder: string = CATALOGUE_FOLDER,
  isWanted: (version: string) => boolean = () => true,
): Promise<readonly CatalogueEntry[]> {
  const versions = (await listVersionFolders(folder)).filter(isWanted)
  return Promise.all(versions.map((version) => readVersion(folder, version)))
}

/** Paths of the folders that hold a `schema.json`, from the folder given, in order. */
export async function listVersionFolders(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (thrown: unknown) => {
      throw fileProblem(folder, thrown)
    },
  )
  return files
    .filter((file) => file.isFile() && file.name === 'schema.json')
    .map((file) => relative(folder, file.parentPath).split(sep))
    .map((segments) => segments.join('/'))
    .sort()
}

/** Where a version lies in the folder of its catalogue. */
export function versionFolder(ref: SchemaRef): string {
  return `${ref.path}/${formatVersion(ref)}`
}

async function readVersion(folder: string, version: string): Promise<CatalogueEntry> {
  const ref = readRef(version)
  const document = await readJsonObject(join(folder, version, 'schema.json'))
  if (!ref.path.startsWith('codelists/')) return { ref, document }
  const file = join(folder, version, 'values.json')
  const { values } = await readJsonObject(file)
  if (!isCodeListValues(values)) {
    throw new Problem(catalogueMalformed, `${file}: "values" is to be a list of {code, vi}`)
  }
  return { ref, document, values }
}

function readRef(version: string): SchemaRef {
  const slash = version.lastIndexOf('/')
  try {
    return parseSchemaRef(`${version.slice(0, slash)}@${version.slice(slash + 1)}`)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    throw new Problem(
      catalogueMalformed,
      `${version}/schema.json is in no folder of a version: ${thrown.message.replace('@', '/')}`,
    )
  }
}

/** Of a stranger, too: nothing in it has another type than is read. */
export function isCodeListValues(values: unknown): values is readonly CodeListValue[] {
  return Array.isArray(values) && values.every(isCodeListValue)
}

function isCodeListValue(value: unknown): boolean {
  if (!isJsonObject(value)) return false
  const { code, vi, matches = [], ...others } = value
  if (typeof code !== 'string' || typeof vi !== 'string') return false
  const isText = (name: string) => ['string', 'undefined'].includes(typeof others[name])
  return (
    ['en', 'validFrom', 'validTo', 'parent'].every(isText) &&
    Array.isArray(matches) &&
    matches.every((match) => isJsonObject(match) && typeof match['list'] === 'string')
  )
}

/** Strictly: of two members of one name neither is taken. */
export async function readJsonObject(file: string): Promise<JsonObject> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    throw fileProblem(file, thrown)
  })
  const { value, issues } = parseJson(text)
  const [issue] = issues
  if (issue !== undefined) {
    const place = `${file}:${issue.line ?? 1}:${issue.column ?? 1}`
    throw new Problem(catalogueMalformed, `${place}: ${issue.message.en} [${issue.code}]`)
  }
  if (!isJsonObject(value)) {
    throw new Problem(catalogueMalformed, `${file}: a JSON object is expected`)
  }
  return value
}
