/**
 * An instance with its class, and that of every object in it that is a structure's own.
 *
 * The canonical JSON says nothing of classes: its schema does. Once the schema is left behind,
 * as in RDF, an address is known to be one only by its `@type`.
 *
 * @module
 */
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../../validator/index.ts'
import { isJsonObject, objectMember, textMember } from '../../validator/index.ts'
import { resolveRef } from '../schema-view.ts'
import { allFields } from '../shape.ts'
import { classIri, saidTypes } from './class-iri.ts'

export function withTypes(
  value: JsonObject,
  version: SchemaVersion,
  catalogue: Catalogue,
): JsonObject {
  return ofVersion(value, { version, catalogue, fields: new Map() })
}

interface Place {
  /** What `#` means here. */
  readonly version: SchemaVersion
  readonly catalogue: Catalogue
  /** Of each object's schema, by name: looked up once for all that it describes. */
  readonly fields: Map<JsonObject, ReadonlyMap<string, JsonObject>>
}

function ofVersion(value: JsonObject, place: Place): JsonObject {
  const { version } = place
  const types = [classIri(version), ...saidTypes(version)]
  return { '@type': types, ...ofFields(value, version.document, place) }
}

function ofFields(value: JsonObject, schema: JsonObject, place: Place): JsonObject {
  const fields = place.fields.get(schema) ?? fieldsByName(schema, place.catalogue)
  place.fields.set(schema, fields)
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => {
      const field = fields.get(name)
      return [name, field === undefined ? inside : ofSchema(inside, field, place)]
    }),
  )
}

function fieldsByName(schema: JsonObject, catalogue: Catalogue): ReadonlyMap<string, JsonObject> {
  return new Map(allFields(schema, catalogue).map(({ name, schema: own }) => [name, own]))
}

function ofSchema(value: JsonValue, schema: JsonObject, place: Place): JsonValue {
  if (Array.isArray(value)) {
    const items = objectMember(schema, 'items')
    return items === undefined
      ? value
      : value.map((item: JsonValue) => ofSchema(item, items, place))
  }
  if (!isJsonObject(value)) return value
  const ref = textMember(schema, '$ref')
  if (ref === undefined) return ofFields(value, schema, place)
  if (ref === '#') return ofVersion(value, place)
  if (ref.startsWith('#')) return ofFields(value, definitionAt(ref, place.version), place)
  return ofVersion(value, { ...place, version: resolveRef(ref, place.catalogue) })
}

function definitionAt(ref: string, { document }: SchemaVersion): JsonObject {
  const name = ref.slice('#/$defs/'.length)
  return objectMember(objectMember(document, '$defs') ?? {}, name) ?? {}
}
