/**
 * What a project needs of a catalogue: the versions asked for and all they lean on, as files.
 *
 * @module
 */
import type { Lock } from '../../sources/index.ts'
import { digestOfText, versionFolder } from '../../sources/index.ts'
import type { Catalogue, CatalogueEntry, JsonValue, SchemaVersion } from '../../validator/index.ts'
import {
  createCatalogue,
  formatSchemaRef,
  formatVersion,
  isDatabase,
  isJsonObject,
  Problem,
  parseVersion,
  problems,
  recordsOfDatabase,
  sourceFiles,
} from '../../validator/index.ts'
import { lockedRef, resolveVersion } from '../catalogue.ts'
import type { PullSource } from './source.ts'

export interface PullPlan {
  readonly lock: Lock
  /** Text of each file, by its path in the folder. */
  readonly texts: ReadonlyMap<string, string>
  readonly versions: readonly CatalogueEntry[]
}

/**
 * `wanted` are ranges such as `path` or `path@2`; `kept` says the versions that some of them
 * stay at. Throws Problem `schema-not-found`, or `schema-unusable` where the source has not all.
 */
export function planPull(
  source: PullSource,
  wanted: readonly string[],
  folder: string,
  kept: Lock['structures'] = {},
): PullPlan {
  const catalogue = createCatalogue(source.entries, source.base)
  const chosen = wanted.flatMap((range) => withRecords(range, kept, catalogue))
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

type Chosen = readonly [range: string, version: SchemaVersion]

/** A database is of use with its records; each is locked by its own path. */
function withRecords(
  range: string,
  kept: Lock['structures'],
  catalogue: Catalogue,
): readonly Chosen[] {
  const version = resolveKept(range, kept, catalogue)
  if (!isDatabase(version)) return [[range, version]]
  const paths = recordsOfDatabase(version, catalogue).map(({ ref }) => ref.path)
  const records = paths.map((path): Chosen => [path, resolveKept(path, kept, catalogue)])
  return [[range, version], ...records]
}

function resolveKept(range: string, kept: Lock['structures'], catalogue: Catalogue): SchemaVersion {
  return resolveVersion(lockedRef(range, kept), catalogue)
}

/** The files of a version as they are pulled: path in the folder, and text. */
export function filesOf(entry: CatalogueEntry): readonly (readonly [string, string])[] {
  const folder = versionFolder(entry.ref)
  return sourceFiles(entry).map(({ name, text }) => [`${folder}/${name}`, text])
}

/** Members that lead to what a version cannot do without; the last two of a conversion. */
const NEEDED = new Set(['$ref', 'x-codeList', 'x-parentCodeList', 'to', 'use'])
const ADDRESS = /\/schemas\/(.+)\/(\d+\.\d+\.\d+)(?:#.*)?$/u

function closureOf(
  chosen: readonly SchemaVersion[],
  entries: readonly CatalogueEntry[],
): readonly CatalogueEntry[] {
  const byRef = new Map(entries.map((entry) => [formatSchemaRef(entry.ref), entry]))
  const reached = new Set<string>(chosen.map(({ ref }) => formatSchemaRef(ref)))
  // A set goes on with what is added while it is walked.
  for (const ref of reached) {
    for (const needed of neededBy(byRef.get(ref)?.document ?? {})) {
      if (!byRef.has(needed)) throw lacking(ref, needed)
      reached.add(needed)
    }
  }
  return [...reached].toSorted().flatMap((ref) => byRef.get(ref) ?? [])
}

function lacking(ref: string, needed: string): Problem {
  const detail = `${ref} leans on ${needed}, which the source has not; nothing was written`
  return new Problem(problems.schemaUnusable, detail, { extensions: { ref, needed } })
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
