/**
 * The JSON-LD 1.1 context of a structure: what its properties mean, as IRIs.
 *
 * By the REST API Linked Data Keywords (draft-polli-restapi-ld-keywords): a schema's
 * `x-jsonld-context` says what its own properties mean, and composes through `$ref` and nested
 * objects. What no context says has an IRI of its own, `{$id}#{property}`, so nothing is dropped.
 *
 * @module
 */
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../../validator/index.ts'
import { isJsonObject, member, objectMember, textMember } from '../../validator/index.ts'
import { fieldAnchor } from '../field-anchor.ts'
import type { Field } from '../schema-view.ts'
import { resolveRef } from '../schema-view.ts'
import { allFields, shapeOf } from '../shape.ts'
import { coercionOf } from './coercion.ts'
import { ownContext } from './own-context.ts'

/** An instance may name its schema; Dublin Core has the word for that. */
const SCHEMA_TERM = { '@id': 'http://purl.org/dc/terms/conformsTo', '@type': '@id' }

export function emitJsonLdContext(version: SchemaVersion, catalogue: Catalogue): JsonObject {
  const { id, document } = version
  const place = { catalogue, id, names: [], document, inside: new Set([document]) }
  const terms = shapeOf(document, catalogue) === 'object' ? contextOf(document, place) : {}
  return { '@context': { '@version': 1.1, $schema: SCHEMA_TERM, ...terms } }
}

/** Where a schema stands: its properties' IRIs come from here. */
interface Place {
  readonly catalogue: Catalogue
  readonly id: string
  /** Of the properties that lead here from the root. */
  readonly names: readonly string[]
  /** What `#` means here. */
  readonly document: JsonObject
  /** Objects this one is inside of: a structure may hold itself. */
  readonly inside: ReadonlySet<JsonObject>
}

function contextOf(schema: JsonObject, place: Place): JsonObject {
  const own = ownContext(schema)
  const fields = allFields(schema, place.catalogue)
  const names = new Set(fields.map(({ name }) => name))
  const rest = Object.entries(own).filter(([name]) => !names.has(name))
  const terms = fields.map((field) => [field.name, termOf(field, own, place)] as const)
  return Object.fromEntries([...rest, ...terms])
}

/** What the schema says of a term goes before what can be concluded. */
function termOf(field: Field, own: JsonObject, place: Place): JsonValue {
  const said = member(own, field.name)
  // JSON-LD 1.1 §4.1: a term that is null is left out on purpose.
  if (said === null) return null
  const mapping = typeof said === 'string' ? { '@id': said } : isJsonObject(said) ? said : {}
  return { '@id': iriOf(field.name, own, place), ...conclude(field, place), ...mapping }
}

function iriOf(name: string, own: JsonObject, { id, names }: Place): string {
  const vocabulary = textMember(own, '@vocab')
  return vocabulary === undefined ? `${id}#${fieldAnchor([...names, name])}` : vocabulary + name
}

function conclude({ name, schema }: Field, place: Place): JsonObject {
  const { catalogue } = place
  if (shapeOf(schema, catalogue) === 'array') {
    const items = objectMember(schema, 'items') ?? {}
    const inside = conclude({ name, schema: items, required: true }, place)
    // JSON-LD 1.1 API §6.2.2 finds no term for a list of `@vocab`: several codes are a set.
    return { ...inside, '@container': inside['@type'] === '@vocab' ? '@set' : '@list' }
  }
  const next = stepInto(name, schema, place)
  if (shapeOf(schema, catalogue) !== 'object') return coercionOf(next.schema, catalogue)
  // Terms of an object reach into what is inside it (JSON-LD 1.1 §4.1.9): they are there already.
  if (place.inside.has(next.schema)) return {}
  const inside = new Set([...place.inside, next.schema])
  const nested = contextOf(next.schema, { ...next.place, inside })
  return Object.keys(nested).length === 0 ? {} : { '@context': nested }
}

/** A reference is left for the version it means, whose properties have their own IRIs. */
function stepInto(
  name: string,
  schema: JsonObject,
  place: Place,
): { readonly schema: JsonObject; readonly place: Place } {
  const ref = textMember(schema, '$ref')
  const { catalogue, document } = place
  if (ref === undefined) return { schema, place: { ...place, names: [...place.names, name] } }
  if (ref === '#') return { schema: document, place: { ...place, names: [] } }
  if (ref.startsWith('#/$defs/')) {
    const key = ref.slice('#/$defs/'.length)
    const definition = objectMember(objectMember(document, '$defs') ?? {}, key) ?? {}
    return { schema: definition, place: { ...place, names: ['$defs', key] } }
  }
  const target = resolveRef(ref, catalogue)
  const there = { ...place, id: target.id, names: [], document: target.document }
  return { schema: target.document, place: there }
}
