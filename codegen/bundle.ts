/**
 * One schema and all it refers to, in one document.
 *
 * JSON Schema 2020-12 Core §9.3.1: each resource is embedded under `$defs` with its own `$id`,
 * and references are not touched: they resolve to the embedded resources by their `$id`.
 *
 * @module
 */
import type { Catalogue, JsonObject, SchemaVersion } from '../validator/index.ts'
import { formatSchemaRef, objectMember } from '../validator/index.ts'
import { closureOf } from './references.ts'

export function bundleSchema(version: SchemaVersion, catalogue: Catalogue): JsonObject {
  const embedded = closureOf([version], catalogue).filter(({ id }) => id !== version.id)
  if (embedded.length === 0) return version.document
  const entries = embedded.map(({ ref, document }) => [formatSchemaRef(ref), document] as const)
  const own = objectMember(version.document, '$defs') ?? {}
  return { ...version.document, $defs: { ...own, ...Object.fromEntries(entries) } }
}
