/**
 * Which versions a version leans on, near and far.
 *
 * Only `$ref` makes a dependency: `x-source`, `x-successor` and the like name other versions
 * without needing them.
 *
 * @module
 */
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../validator/index.ts'
import { isJsonObject } from '../validator/index.ts'
import { resolveRef } from './schema-view.ts'

/** Members that hold data or names, in which `$ref` would be no reference. */
export const NOT_SCHEMAS: ReadonlySet<string> = new Set([
  'const',
  'enum',
  'default',
  'examples',
  'x-recognise',
  'x-rules',
])
/** Members whose own members have names of the author: `default` among them is a schema. */
export const SCHEMA_MAPS: ReadonlySet<string> = new Set(['properties', '$defs'])

/** The identifiers a schema refers to directly, in order, each once; places inside it excepted. */
export function referencesOf(schema: JsonObject): readonly string[] {
  return [...new Set(collect(schema))].filter((ref) => !ref.startsWith('#'))
}

/** The versions and all they refer to, each once, by path, then oldest first. */
export function closureOf(
  versions: readonly SchemaVersion[],
  catalogue: Catalogue,
): readonly SchemaVersion[] {
  const reached = new Set<SchemaVersion>()
  const waiting = [...versions]
  for (let version = waiting.pop(); version !== undefined; version = waiting.pop()) {
    if (reached.has(version)) continue
    reached.add(version)
    waiting.push(...referencesOf(version.document).map((ref) => resolveRef(ref, catalogue)))
  }
  const order = new Map(catalogue.versions.map((version, index) => [version.id, index]))
  return [...reached].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
}

function collect(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => collect(item))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, inside]) => {
    if (name === '$ref' && typeof inside === 'string') return [inside]
    if (SCHEMA_MAPS.has(name) && isJsonObject(inside)) return Object.values(inside).flatMap(collect)
    return NOT_SCHEMAS.has(name) ? [] : collect(inside)
  })
}
