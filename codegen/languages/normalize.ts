/**
 * From our schemas to the one self-contained schema that quicktype gets right.
 *
 * Names come from paths and property names, order from the schema, and what only narrows a
 * value is left away: a pattern or a list of codes as of a day has no meaning in these types.
 * Alternatives become all the fields that any of them has, as in XML Schema.
 *
 * @module
 */
import type { Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import { isJsonObject, member, objectMember, textMember } from '../../validator/index.ts'
import { resolveRef } from '../schema-view.ts'
import { allFields, shapeOf } from '../shape.ts'
import { toPascalCase } from '../type-names.ts'
import { commentOf } from '../typescript/comment.ts'

const DEFINITIONS = '#/definitions/'

interface Place {
  readonly catalogue: Catalogue
  /** By `$id`. */
  readonly names: ReadonlyMap<string, string>
  /** Of the version that is being read. */
  readonly name: string
}

/** Every version that is an object, under its name, in one document. */
export function toOneSchema(
  versions: readonly SchemaVersion[],
  names: ReadonlyMap<string, string>,
  catalogue: Catalogue,
): JsonObject {
  const definitions = versions.flatMap((version) => {
    const place = { catalogue, names, name: names.get(version.id) ?? '' }
    return definitionsOf(version, place)
  })
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    definitions: Object.fromEntries(definitions),
  }
}

/** True where a version has a type of its own; a single value is what its field holds. */
export function isNamed({ document }: SchemaVersion, catalogue: Catalogue): boolean {
  return shapeOf(document, catalogue) === 'object'
}

type Definition = readonly [name: string, schema: JsonObject]

function definitionsOf({ document }: SchemaVersion, place: Place): readonly Definition[] {
  const parts = Object.entries(objectMember(document, '$defs') ?? {}).flatMap(([key, part]) =>
    isJsonObject(part) ? [[place.name + toPascalCase(key), part] as const] : [],
  )
  const own: readonly Definition[] =
    shapeOf(document, place.catalogue) === 'object' ? [[place.name, document]] : []
  return [...own, ...parts].map(([name, schema]) => [name, objectOf(schema, name, place)] as const)
}

function typeOf(schema: JsonObject, name: string, place: Place): JsonObject {
  const words = wordsOf(schema)
  const ref = textMember(schema, '$ref')
  if (ref !== undefined) return referred(ref, words, name, place)
  switch (shapeOf(schema, place.catalogue)) {
    case 'object':
      return objectOf(schema, name, place)
    case 'array': {
      const items = typeOf(objectMember(schema, 'items') ?? {}, `${name}Item`, place)
      return { ...words, type: 'array', items }
    }
    case 'scalar':
      return { ...words, ...scalarOf(schema) }
    default:
      return words
  }
}

/** Beside a reference there are no words: quicktype would give them to the type it means. */
function referred(ref: string, words: JsonObject, name: string, place: Place): JsonObject {
  if (ref === '#') return { $ref: DEFINITIONS + place.name }
  if (ref.startsWith('#/$defs/')) {
    return { $ref: DEFINITIONS + place.name + toPascalCase(ref.slice('#/$defs/'.length)) }
  }
  const version = resolveRef(ref, place.catalogue)
  const named = place.names.get(version.id)
  if (named !== undefined && isNamed(version, place.catalogue)) return { $ref: DEFINITIONS + named }
  const { description: _, ...type } = typeOf(version.document, name, place)
  return { ...type, ...words }
}

function objectOf(schema: JsonObject, name: string, place: Place): JsonObject {
  const fields = allFields(schema, place.catalogue)
  const properties = fields.map(
    (field) => [field.name, typeOf(field.schema, name + toPascalCase(field.name), place)] as const,
  )
  return {
    ...wordsOf(schema),
    title: name,
    type: 'object',
    properties: Object.fromEntries(properties),
    required: fields.filter(({ required }) => required).map((field) => field.name),
    additionalProperties: false,
    // quicktype sorts by name otherwise; the order of the law is the schema's.
    quicktypePropertyOrder: fields.map((field) => field.name),
  }
}

/** A list of codes stays a text: which codes there are is a matter of the day. */
function scalarOf(schema: JsonObject): JsonObject {
  const type = member(schema, 'type')
  if (type !== undefined) return { type }
  const values = member(schema, 'enum')
  const [first] = Array.isArray(values) ? values : [member(schema, 'const')]
  return { type: typeof first === 'number' || typeof first === 'boolean' ? typeof first : 'string' }
}

function wordsOf(schema: JsonObject): JsonObject {
  const description = commentOf(schema)
  return description === '' ? {} : { description }
}
