/**
 * Reads a schema's `x-jsonld-context`.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import { isJsonObject, member, Problem, problems } from '../../validator/index.ts'

/**
 * Empty when there is none; several are one, the later first.
 *
 * A context by address is refused: nothing is fetched because a document says so, and a published
 * context must not change with somebody else's site.
 */
export function ownContext(schema: JsonObject): JsonObject {
  const context = member(schema, 'x-jsonld-context')
  if (context === undefined) return {}
  const parts = Array.isArray(context) ? context : [context]
  if (parts.every(isJsonObject)) return Object.assign({}, ...parts) as JsonObject
  throw new Problem(
    problems.schemaUnusable,
    'x-jsonld-context must be written out, not referred to',
  )
}
