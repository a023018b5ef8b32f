/**
 * A structure and all it refers to as components of an OpenAPI 3.1 document.
 *
 * OpenAPI 3.1 takes JSON Schema 2020-12 as it is (§4.8.24); only the references change, to the
 * components beside them.
 *
 * @module
 */
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../../validator/index.ts'
import { formatVersion, isJsonObject, textMember } from '../../validator/index.ts'
import { closureOf, NOT_SCHEMAS, SCHEMA_MAPS } from '../references.ts'
import { typeNames } from '../type-names.ts'

/** Of the names in OpenAPI 3.1 §4.8.7, the generated types have the same. */
export function emitOpenApi(version: SchemaVersion, catalogue: Catalogue): JsonObject {
  const closure = closureOf([version], catalogue)
  const names = typeNames(closure)
  const schemas = closure.map(({ id, document }) => {
    const { $schema: _, $id: __, ...schema } = document
    const name = names.get(id) ?? ''
    return [name, relink(schema, name, names)] as const
  })
  return {
    openapi: '3.1.0',
    info: {
      title: textMember(version.document, 'title') ?? version.ref.path,
      version: formatVersion(version.ref),
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    components: { schemas: Object.fromEntries(schemas) },
  }
}

type Names = ReadonlyMap<string, string>

function relink(value: JsonValue, own: string, names: Names): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => relink(item, own, names))
  if (!isJsonObject(value)) return value
  return mapMembers(value, (inside, name) => {
    if (name === '$ref' && typeof inside === 'string') return linkOf(inside, own, names)
    if (SCHEMA_MAPS.has(name) && isJsonObject(inside)) {
      return mapMembers(inside, (schema) => relink(schema, own, names))
    }
    return NOT_SCHEMAS.has(name) ? inside : relink(inside, own, names)
  })
}

function mapMembers(
  object: JsonObject,
  change: (value: JsonValue, name: string) => JsonValue,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, change(value, name)]),
  )
}

function linkOf(ref: string, own: string, names: Names): string {
  if (ref.startsWith('#')) return `#/components/schemas/${own}${ref.slice(1)}`
  return `#/components/schemas/${names.get(ref) ?? ''}`
}
