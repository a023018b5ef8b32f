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
import {
  isJsonObject,
  member,
  objectMember,
  Problem,
  problems,
  textMember,
} from '../../validator/index.ts'
import { definitionEndings } from '../definitions.ts'
import { objectsOf, resolveRef } from '../schema-view.ts'
import { allFields, shapeOf } from '../shape.ts'
import { toPascalCase } from '../type-names.ts'
import { commentOf, toOneLine } from '../typescript/comment.ts'
import { tagOf } from '../typescript/tagged.ts'

const DEFINITIONS = '#/definitions/'

/** What is said of a member whose type has words of its own. */
export const MEMBER_WORDS = 'memberWords'

export interface Naming {
  /** By `$id`. */
  readonly names: ReadonlyMap<string, string>
  /** Whether a language can call a member that. */
  readonly isMemberName: (name: string) => boolean
}

interface Place extends Naming {
  readonly catalogue: Catalogue
  /** Of the version that is being read. */
  readonly name: string
  /** Of the names of its definitions, by key. */
  readonly endings: ReadonlyMap<string, string>
}

/** Every version that is an object, under its name, in one document. */
export function toOneSchema(
  versions: readonly SchemaVersion[],
  naming: Naming,
  catalogue: Catalogue,
): JsonObject {
  const definitions = versions.flatMap((version) => {
    const name = naming.names.get(version.id) ?? ''
    const endings = definitionEndings(version.document)
    const place = { ...naming, catalogue, name, endings }
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
  const definitions = objectMember(document, '$defs') ?? {}
  const parts = [...place.endings].map(
    ([key, ending]) => [place.name + ending, objectMember(definitions, key) ?? {}] as const,
  )
  const own: readonly Definition[] =
    shapeOf(document, place.catalogue) === 'object' ? [[place.name, document]] : []
  return [...own, ...parts].map(([name, schema]) => [name, objectOf(schema, name, place)] as const)
}

function typeOf(schema: JsonObject, name: string, place: Place): JsonObject {
  const words = wordsOf(schema)
  const ref = textMember(schema, '$ref')
  if (ref !== undefined) return referred(ref, words, name, place)
  if (isMixed(schema, place)) return words
  switch (shapeOf(schema, place.catalogue)) {
    case 'object':
      return objectOf(schema, name, place)
    case 'array': {
      const items = typeOf(objectMember(schema, 'items') ?? {}, `${name}Item`, place)
      return { ...words, type: 'array', items }
    }
    case 'scalar':
      return { ...words, type: scalarType(schema, place) }
    default:
      return words
  }
}

function referred(ref: string, words: JsonObject, name: string, place: Place): JsonObject {
  if (ref === '#') return reference(place.name, words)
  if (ref.startsWith('#/$defs/')) {
    return reference(place.name + (place.endings.get(ref.slice('#/$defs/'.length)) ?? ''), words)
  }
  const version = resolveRef(ref, place.catalogue)
  const named = place.names.get(version.id)
  if (named !== undefined && isNamed(version, place.catalogue)) return reference(named, words)
  const { description: _, ...type } = typeOf(version.document, name, place)
  return { ...type, ...words }
}

/** A description beside a reference would become one of the type that is meant. */
function reference(name: string, { description }: JsonObject): JsonObject {
  const $ref = DEFINITIONS + name
  return description === undefined ? { $ref } : { $ref, [MEMBER_WORDS]: description }
}

function objectOf(schema: JsonObject, name: string, place: Place): JsonObject {
  const fields = allFields(schema, place.catalogue)
  const { additionalProperties: others = true } = schema
  if (fields.length === 0 && others !== false) {
    const values = isJsonObject(others) ? typeOf(others, `${name}Item`, place) : true
    return { ...wordsOf(schema), type: 'object', additionalProperties: values }
  }
  const strange = fields.find((field) => !place.isMemberName(field.name))
  if (strange !== undefined) {
    const member = JSON.stringify(strange.name)
    const detail = `${name}: no tag of this language can hold the name ${member}`
    throw new Problem(problems.schemaUnusable, detail)
  }
  const properties = fields.map((field) => {
    const type = typeOf(field.schema, name + toPascalCase(field.name), place)
    return [field.name, withTag(type, tagLine(schema, field.name))] as const
  })
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

/** Which alternatives have a member that not all have; a type here has all of them. */
function tagLine(schema: JsonObject, member: string): string | undefined {
  const branches = ['oneOf', 'anyOf'].flatMap((keyword) => objectsOf(schema, keyword))
  const tag = tagOf(branches)
  if (tag === undefined || Object.hasOwn(objectMember(schema, 'properties') ?? {}, member)) {
    return undefined
  }
  const values = tag.values.filter((_, index) =>
    Object.hasOwn(objectMember(branches[index] ?? {}, 'properties') ?? {}, member),
  )
  if (values.length === 0 || values.length === branches.length) return undefined
  return toOneLine(
    `- Only where: \`${tag.name}\` is ${values.map((each) => `\`${each}\``).join(', ')}`,
  )
}

function withTag(type: JsonObject, line: string | undefined): JsonObject {
  if (line === undefined) return type
  const key = textMember(type, '$ref') === undefined ? 'description' : MEMBER_WORDS
  const before = textMember(type, key) ?? ''
  const gap = (before.split('\n').at(-1) ?? '').startsWith('- ') ? '\n' : '\n\n'
  return { ...type, [key]: before === '' ? line : before + gap + line }
}

/** A list of codes stays a text: which codes there are is a matter of the day. */
function scalarType(schema: JsonObject, place: Place): string {
  const type = textMember(schema, 'type')
  if (type !== undefined) return type
  const values = member(schema, 'enum')
  const [first] = Array.isArray(values) ? values : [member(schema, 'const')]
  if (first !== undefined) return typeof first
  const [one] = alternativeTypes(schema, place)
  return one ?? 'string'
}

/** Alternatives of different types: only what can hold anything holds each of them. */
function isMixed(schema: JsonObject, place: Place): boolean {
  return member(schema, 'type') === undefined && alternativeTypes(schema, place).size > 1
}

function alternativeTypes(schema: JsonObject, place: Place): ReadonlySet<string> {
  const alternatives = ['anyOf', 'oneOf'].flatMap((keyword) => objectsOf(schema, keyword))
  const types = alternatives.map((each) => {
    const shape = shapeOf(each, place.catalogue)
    if (shape !== 'scalar') return shape
    const ref = textMember(each, '$ref')
    return scalarType(ref === undefined ? each : resolveRef(ref, place.catalogue).document, place)
  })
  return new Set(types.filter((type) => type !== 'anything'))
}

function wordsOf(schema: JsonObject): JsonObject {
  const description = commentOf(schema)
  return description === '' ? {} : { description }
}
