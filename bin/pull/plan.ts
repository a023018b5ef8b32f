/**
 * What a project needs of a catalogue: the versions asked for and all they lean on, as files.
 *
 * @module
 */
import type { Lock } from '../../sources/index.ts'
import { digestOfText, versionFolder } from '../../sources/index.ts'
import type { CatalogueEntry, JsonValue, SchemaVersion } from '../../validator/index.ts'
import {
  createCatalogue,
  formatSchemaRef,
  formatVersion,
  isJsonObject,
  parseVersion,
} from '../../validator/index.ts'
import { resolveVersion } from '../catalogue.ts'
import type { PullSource } from './source.ts'

export interface PullPlan {
  readonly lock: Lock
  /** Text of each file, by its path in the folder. */
  readonly texts: ReadonlyMap<string, string>
  readonly versions: readonly CatalogueEntry[]
}

/**
 * `wanted` are ranges such as `path` or `path@2`; `kept` says the versions that some of them
 * stay at. Throws Problem `schema-not-found`.
 */
export function planPull(
  source: PullSource,
  wanted: readonly string[],
  folder: string,
  kept: Lock['structures'] = {},
): PullPlan {
  const catalogue = createCatalogue(source.entries, source.base)
  const chosen = wanted.map((range) => {
    const version = kept[range]
    const path = range.split('@')[0] ?? range
    return [range, resolveVersion(version ? `${path}@${version}` : range, catalogue)] as const
  })
  const versions = closureOf(
    chosen.map(([, version]) => version),
    source.entries,
  )
  const texts = new Map(versions.flatMap(filesOf))
  const digests = [...texts].map(([path, text]) => [path, digestOfText(text)] as const)
  const lock: Lock = {
    version: 1,
    ...(source.registry === undefined ? {} : { registry: source.registry }),
    base: source.base,
    folder,
    structures: Object.fromEntries(
      chosen.map(([range, { ref }]) => [range, formatVersion(ref)] as const),
    ),
    files: Object.fromEntries(digests),
  }
  return { lock, texts, versions }
}

function filesOf({
  ref,
  document,
  values,
}: CatalogueEntry): readonly (readonly [string, string])[] {
  const folder = versionFolder(ref)
  const schema = [`${folder}/schema.json`, printJson(document)] as const
  if (values === undefined) return [schema]
  return [schema, [`${folder}/values.json`, printJson({ values } as never)] as const]
}

function printJson(value: JsonValue): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** Members that lead to what a version cannot do without. */
const NEEDED = new Set(['$ref', 'x-codeList', 'x-parentCodeList'])
const ADDRESS = /\/schemas\/(.+)\/(\d+\.\d+\.\d+)(?:#.*)?$/u

function closureOf(
  chosen: readonly SchemaVersion[],
  entries: readonly CatalogueEntry[],
): readonly CatalogueEntry[] {
  const byRef = new Map(entries.map((entry) => [formatSchemaRef(entry.ref), entry]))
  const reached = new Set<string>(chosen.map(({ ref }) => formatSchemaRef(ref)))
  // A set goes on with what is added while it is walked.
  for (const ref of reached) {
    const entry = byRef.get(ref)
    for (const needed of entry === undefined ? [] : neededBy(entry.document)) reached.add(needed)
  }
  return [...reached].toSorted().flatMap((ref) => byRef.get(ref) ?? [])
}

function neededBy(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => neededBy(item))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, inside]) => {
    if (!NEEDED.has(name) || typeof inside !== 'string') return neededBy(inside)
    const [, path, version = ''] = ADDRESS.exec(inside) ?? []
    return path === undefined || parseVersion(version) === undefined ? [] : [`${path}@${version}`]
  })
}
