/**
 * All the schemas and code lists a validation may need, in memory.
 *
 * A catalogue is made from versions somebody else has read: from the package's
 * folder, a database or a registry. Documents come with root-relative
 * identifiers (`/schemas/...`) and are stamped with the base here, once.
 *
 * @module
 */
import type { CodeList, CodeListValue } from './codelists/code-list.ts'
import { createCodeList } from './codelists/code-list.ts'
import type { JsonObject, JsonValue } from './json-value.ts'
import { isJsonObject, textMember } from './json-value.ts'
import { ENUM_VALUES_MAX } from './limits.ts'
import { Problem } from './problem.ts'
import { schemaNotFound } from './problems.ts'
import type { SchemaRef } from './schema-ref.ts'
import { compareVersions, formatSchemaRef, formatVersion } from './schema-ref.ts'

/** Where identifiers live when nobody configured another place. */
export const BASE_URL_DEFAULT = 'http://localhost:8080'

/** One version as it lies in the catalogue's folder, a database or an export. */
export interface CatalogueEntry {
  readonly ref: SchemaRef
  readonly document: JsonObject
  /** The values, when the version is a code list. */
  readonly values?: readonly CodeListValue[]
}

export interface SchemaVersion {
  readonly ref: SchemaRef
  /** Absolute `$id`. */
  readonly id: string
  /** Stamped: `$id`, `$ref` and the like are absolute; small code lists carry their `enum`. */
  readonly document: JsonObject
  readonly codeList?: CodeList
}

export interface Catalogue {
  readonly base: string
  /** By path, then oldest first. */
  readonly versions: readonly SchemaVersion[]
  find(ref: SchemaRef): SchemaVersion | undefined
  /** Throws Problem `schema-not-found`. */
  get(ref: SchemaRef): SchemaVersion
  findById(id: string): SchemaVersion | undefined
  /** Oldest first; empty when there is no such path. */
  versionsOf(path: string): readonly SchemaVersion[]
}

export function createCatalogue(
  entries: readonly CatalogueEntry[],
  base: string = BASE_URL_DEFAULT,
): Catalogue {
  return assembleCatalogue(
    entries.map((entry) => stampVersion(entry, base)),
    base,
  )
}

/** Of versions that are stamped already. */
export function assembleCatalogue(stamped: readonly SchemaVersion[], base: string): Catalogue {
  const versions = stamped.toSorted(byPathThenVersion)
  const byRef = new Map(versions.map((version) => [formatSchemaRef(version.ref), version]))
  const byId = new Map(versions.map((version) => [version.id, version]))
  const byPath = groupByPath(versions)
  const find = (ref: SchemaRef) => byRef.get(formatSchemaRef(ref))
  return {
    base,
    versions,
    find,
    get(ref) {
      const version = find(ref)
      if (version === undefined) throw new Problem(schemaNotFound, formatSchemaRef(ref))
      return version
    },
    findById: (id) => byId.get(id),
    versionsOf: (path) => byPath.get(path) ?? [],
  }
}

/** The permanent address of a version under a base. */
export function schemaId(ref: SchemaRef, base: string): string {
  return `${base}/schemas/${ref.path}/${formatVersion(ref)}`
}

/** XML namespace of a canonical structure: one for each major version. */
export function xmlNamespace(ref: SchemaRef, base: string): string {
  return `${base}/xml/${ref.path}/${ref.major}`
}

function stampVersion(entry: CatalogueEntry, base: string): SchemaVersion {
  const id = schemaId(entry.ref, base)
  const stamped = { ...stampObject(entry.document, base), $id: id }
  if (entry.values === undefined) return { ref: entry.ref, id, document: stamped }
  const values = entry.values.map((value) => stampMatches(value, base))
  const codeList = createCodeList(id, values, textMember(stamped, 'x-coverageFrom'))
  return { ref: entry.ref, id, document: withEnum(stamped, codeList), codeList }
}

function stampMatches(value: CodeListValue, base: string): CodeListValue {
  if (value.matches === undefined) return value
  const matches = value.matches.map((match) => {
    return STAMPED_PREFIX.test(match.list) ? { ...match, list: base + match.list } : match
  })
  return { ...value, matches }
}

/** Members whose text is an identifier of ours when it begins with `/`. */
const STAMPED = new Set([
  '$id',
  '$ref',
  '$schema',
  'x-codeList',
  'x-parentCodeList',
  'x-source',
  'x-successor',
  // In `x-conversions`: the version converted to, and the conversion that a row goes by.
  'to',
  'use',
])
const STAMPED_PREFIX = /^\/(?:schemas|xml)\//u

/** Also used for `$id` inside `$defs`; examples and constants are left alone. */
function stampObject(object: JsonObject, base: string): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, stampMember(name, value, base)]),
  )
}

function stampMember(name: string, value: JsonValue, base: string): JsonValue {
  if (typeof value === 'string') {
    return STAMPED.has(name) && STAMPED_PREFIX.test(value) ? base + value : value
  }
  return stampValue(value, base)
}

function stampValue(value: JsonValue, base: string): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => stampValue(item, base))
  return isJsonObject(value) ? stampObject(value, base) : value
}

/** A reader without our keywords still sees the codes, as long as they are few. */
function withEnum(document: JsonObject, codeList: CodeList): JsonObject {
  const codes = [...new Set(codeList.values.map((value) => value.code))]
  if (codes.length > ENUM_VALUES_MAX || document['type'] !== 'string') return document
  return { ...document, enum: codes }
}

function groupByPath(versions: readonly SchemaVersion[]): Map<string, SchemaVersion[]> {
  const groups = new Map<string, SchemaVersion[]>()
  for (const version of versions) {
    const group = groups.get(version.ref.path)
    if (group === undefined) groups.set(version.ref.path, [version])
    else group.push(version)
  }
  return groups
}

function byPathThenVersion(a: SchemaVersion, b: SchemaVersion): number {
  if (a.ref.path !== b.ref.path) return a.ref.path < b.ref.path ? -1 : 1
  return compareVersions(a.ref, b.ref)
}
