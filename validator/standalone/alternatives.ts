/**
 * Where a document has alternatives whose branches may have to be judged alone.
 *
 * @module
 */
import { appendPointer } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'

const ALTERNATIVES = new Set(['anyOf', 'oneOf'])
/** Members whose own members have names of the author. */
const SCHEMA_MAPS = new Set(['properties', '$defs'])
/** Other keywords that hold a schema, or several. */
const APPLICATORS = new Set([
  ...['items', 'prefixItems', 'contains', 'additionalProperties', 'propertyNames'],
  ...['allOf', 'not', 'if', 'then', 'else'],
])

/** JSON Pointers of all branches, in document order. */
export function alternativesOf(document: JsonObject): readonly string[] {
  return ofSchema(document, '')
}

function ofSchema(schema: JsonValue, pointer: string): readonly string[] {
  if (Array.isArray(schema)) {
    return schema.flatMap((each: JsonValue, at) => ofSchema(each, appendPointer(pointer, at)))
  }
  if (!isJsonObject(schema)) return []
  return Object.entries(schema).flatMap(([name, value]) => {
    const at = appendPointer(pointer, name)
    if (ALTERNATIVES.has(name) && Array.isArray(value)) {
      const branches = value.map((_branch, branch) => appendPointer(at, branch))
      return [...branches, ...ofSchema(value, at)]
    }
    if (SCHEMA_MAPS.has(name) && isJsonObject(value)) {
      return Object.entries(value).flatMap(([key, each]) => ofSchema(each, appendPointer(at, key)))
    }
    return APPLICATORS.has(name) ? ofSchema(value, at) : []
  })
}
