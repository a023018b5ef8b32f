/**
 * From our schemas to the few keywords the TypeScript engine gets right.
 *
 * Each rule has a sentence for a name and does one thing; what only narrows a value (patterns,
 * bounds, rules) has no meaning in a type and is said in the comment instead. What would make a
 * wrong type is refused.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../../validator/index.ts'
import {
  isJsonObject,
  member,
  objectMember,
  Problem,
  problems,
  textMember,
} from '../../validator/index.ts'
import { fieldAnchor } from '../field-anchor.ts'
import { objectsOf } from '../schema-view.ts'
import { toPascalCase } from '../type-names.ts'
import { commentOf } from './comment.ts'
import { tagAlternatives, tagOf } from './tagged.ts'

export interface NormalizeContext {
  /** The name of what is being normalised, and the beginning of the names inside it. */
  readonly name: string
  /** The name of the type a reference means. */
  readonly nameOf: (ref: string) => string
  /** Every name given to a nested object, in order. */
  readonly given: string[]
  /** The `$id`, and the names that lead from it to what is normalised. */
  readonly id: string
  readonly place: readonly string[]
  /** What the items of a list say goes into the comment of the list, which has its own links. */
  readonly isItem: boolean
  /** Names that are taken in this file. */
  readonly taken: ReadonlySet<string>
}

type Rule = (schema: JsonObject, context: NormalizeContext, depth: number) => JsonObject

export const rules: Readonly<Record<string, Rule>> = {
  // JSON Schema 2020-12 Core §11.3: without anything else that looks at members, it is the same.
  'unevaluated members of an object that extends nothing are additional ones': (schema) => {
    const { unevaluatedProperties: unevaluated, ...rest } = schema
    const isAlone = !EXTENDING.some((keyword) => Object.hasOwn(schema, keyword))
    return unevaluated === false && isAlone ? { ...rest, additionalProperties: false } : schema
  },

  // The engine prints `tsType` as it stands: a registry could put a program into it.
  'a schema writes no TypeScript of its own': ({ tsType: _, ...rest }) => rest,

  'what the engine gets wrong is refused': (schema, context) => {
    const wrong = Object.entries(REFUSED).find(([keyword]) => Object.hasOwn(schema, keyword))
    if (wrong !== undefined) throw refusal(...wrong, context)
    const misplaced = SUBSCHEMAS.find((keyword) => !isSubschema(keyword, schema[keyword]))
    if (misplaced !== undefined) throw refusal(misplaced, 'a schema is expected there', context)
    return schema
  },

  'a tagged alternative is a whole object, named after its tag': tagAlternatives,

  'annotations become one comment': (schema, { id, place, isItem }) => {
    const { title: _, ...rest } = schema
    const address = place.length === 0 ? id : `${id}#${fieldAnchor(place)}`
    return { ...rest, description: commentOf(schema, isItem ? undefined : address) }
  },

  'a reference is the name of its type': (schema, { nameOf }) => {
    const ref = textMember(schema, '$ref')
    return ref === undefined ? schema : { ...schema, tsType: nameOf(ref) }
  },

  'a nested object is named by its place': (schema, context, depth) => {
    if (depth === 0 || objectMember(schema, 'properties') === undefined) return schema
    return { ...schema, title: giveName(context) }
  },

  'alternatives that only require fields say nothing of the type': (schema) =>
    Object.fromEntries(
      Object.entries(schema).filter(
        ([keyword]) => !ALTERNATIVES.includes(keyword) || objectsOf(schema, keyword).every(hasType),
      ),
    ),

  // The engine makes an object of it, with members of any name.
  'a schema that asks for no type takes anything': (schema) =>
    hasType(schema) || hasShape(schema) ? schema : { ...schema, tsType: 'unknown' },

  'only what makes a type is left': (schema) =>
    Object.fromEntries(Object.entries(schema).filter(([keyword]) => KEPT.has(keyword))),
}

export function normalize(schema: JsonObject, context: NormalizeContext, depth = 0): JsonObject {
  const normal = Object.values(rules).reduce((before, rule) => rule(before, context, depth), schema)
  const inside = Object.entries(normal).map(
    ([keyword, value]) => [keyword, normalizeInside(keyword, value, context, depth)] as const,
  )
  return Object.fromEntries(inside)
}

function normalizeInside(
  keyword: string,
  value: JsonValue,
  context: NormalizeContext,
  depth: number,
): JsonValue {
  if (keyword === 'properties' && isJsonObject(value)) {
    const fields = Object.entries(value).map(([name, field]) => {
      const named = {
        ...context,
        name: context.name + toPascalCase(name),
        place: [...context.place, name],
        isItem: false,
      }
      return [name, isJsonObject(field) ? normalize(field, named, depth + 1) : field] as const
    })
    return Object.fromEntries(fields)
  }
  if (ALTERNATIVES.includes(keyword) && Array.isArray(value)) {
    const tag = tagOf(value.filter(isJsonObject))
    return value.map((branch: JsonValue, index) => {
      const ending = toPascalCase(tag?.values[index] ?? '') || `Case${index + 1}`
      const named = { ...context, name: context.name + ending }
      return isJsonObject(branch) ? normalize(branch, named, depth + 1) : branch
    })
  }
  if ((keyword === 'items' || keyword === 'additionalProperties') && isJsonObject(value)) {
    const named = { ...context, name: `${context.name}Item`, isItem: true }
    return ofItems(normalize(value, named, depth + 1))
  }
  return value
}

function refusal(keyword: string, reason: string, { id, place }: NormalizeContext): Problem {
  const where = place.length === 0 ? id : `${id}#${fieldAnchor(place)}`
  return new Problem(
    problems.schemaUnusable,
    `${where}: ${keyword} has no TypeScript type: ${reason}`,
  )
}

/** Of what is none nothing would be normalised, and all of it would reach the engine. */
function isSubschema(keyword: string, value: JsonValue | undefined): boolean {
  if (value === undefined) return true
  if (ALTERNATIVES.includes(keyword)) return Array.isArray(value) && value.every(isSchema)
  if (keyword !== 'properties') return isSchema(value)
  return isJsonObject(value) && Object.values(value).every(isSchema)
}

function isSchema(value: JsonValue): boolean {
  return isJsonObject(value) || typeof value === 'boolean'
}

/** The engine writes what items say into the comment of their list, after a word of its own. */
function ofItems(items: JsonObject): JsonObject {
  const description = textMember(items, 'description') ?? ''
  if (!description.startsWith('- ')) return items
  return { ...items, description: description.replaceAll(/^- /gmu, '').replaceAll('\n', '; ') }
}

function giveName({ name, given, taken }: NormalizeContext): string {
  let free = name
  for (let count = 2; given.includes(free) || taken.has(free); count += 1) free = `${name}_${count}`
  given.push(free)
  return free
}

function hasShape(schema: JsonObject): boolean {
  return Object.hasOwn(schema, 'tsType') || Object.hasOwn(schema, 'additionalProperties')
}

function hasType(branch: JsonObject): boolean {
  return ['type', '$ref', 'properties', 'enum', 'const', 'items', ...ALTERNATIVES].some(
    (keyword) => member(branch, keyword) !== undefined,
  )
}

const ALTERNATIVES = ['anyOf', 'oneOf', 'allOf']

const SUBSCHEMAS = ['properties', 'items', 'additionalProperties', ...ALTERNATIVES]

/** What may look at members, so that none of them is unevaluated. */
const EXTENDING = [
  ...['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'dependentSchemas', 'additionalProperties'],
  ...['patternProperties', '$dynamicRef'],
]

const REFUSED: Readonly<Record<string, string>> = {
  prefixItems: 'a list has one kind of items; write an object with a member for each place',
  unevaluatedItems: 'a list has one kind of items',
  unevaluatedProperties: 'of an object that extends another; use additionalProperties',
  patternProperties: 'members have names of their own; use additionalProperties',
  $dynamicRef: 'what it refers to depends on who refers to it; use $ref',
}

const KEPT = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'const',
  'title',
  'description',
  'tsType',
  ...ALTERNATIVES,
])
