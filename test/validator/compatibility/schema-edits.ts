/** Random edits of a schema, as people make them: bounds, fields, values, alternatives, rules. */
import fc from 'fast-check'
import type { JsonObject, JsonValue } from '../../../validator/index.ts'
import { isJsonObject, member, objectMember } from '../../../validator/index.ts'
import { schemaNodes } from '../../../validator/lint/schema-node.ts'

/** What one edit makes of one schema; undefined where it has nothing to edit. */
type Edit = (schema: JsonObject, seed: number) => JsonObject | undefined

const NUMBERS = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'multipleOf', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minProperties'],
]

const DROPPED = [
  ...[...NUMBERS, 'pattern', 'format', 'enum', 'const', 'required', 'additionalProperties'],
  ...[
    'uniqueItems',
    'x-check',
    'x-codeList',
    'x-rules',
    'items',
    'anyOf',
    'oneOf',
    '$ref',
    'title',
  ],
]

const TYPES = ['string', 'integer', 'number', 'boolean', 'array', 'object']
const PATTERNS = ['^[a-z]*$', '^.{1,4}$', '[0-9]', '^[0-9]{12}$', '^[^a]*$']

function pick<T>(values: readonly T[], seed: number): T | undefined {
  return values[seed % Math.max(1, values.length)]
}

function without(schema: JsonObject, keyword: string | undefined): JsonObject | undefined {
  if (keyword === undefined) return undefined
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword))
}

function stringsOf(schema: JsonObject): boolean {
  return member(schema, 'type') === 'string'
}

function changedList(schema: JsonObject, keyword: string, seed: number): JsonObject | undefined {
  const values = member(schema, keyword)
  if (!Array.isArray(values)) return undefined
  return { ...schema, [keyword]: values.filter((_, index) => index !== seed % values.length) }
}

const EDITS: readonly Edit[] = [
  (schema, seed) =>
    without(
      schema,
      pick(
        DROPPED.filter((each) => each in schema),
        seed,
      ),
    ),
  (schema, seed) => {
    const keyword = pick(
      NUMBERS.filter((each) => each in schema),
      seed,
    )
    const value = keyword === undefined ? undefined : member(schema, keyword)
    if (keyword === undefined || typeof value !== 'number') return undefined
    return { ...schema, [keyword]: Math.max(0, value + (seed % 2 === 0 ? 1 : -1)) }
  },
  (schema, seed) => (stringsOf(schema) ? { ...schema, maxLength: (seed % 14) + 1 } : undefined),
  (schema, seed) =>
    stringsOf(schema) ? { ...schema, pattern: pick(PATTERNS, seed) ?? '' } : undefined,
  (schema, seed) => ('type' in schema ? { ...schema, type: pick(TYPES, seed) ?? '' } : undefined),
  (schema, seed) => changedList(schema, 'enum', seed),
  (schema, seed) => changedList(schema, 'required', seed),
  (schema, seed) => changedList(schema, 'oneOf', seed),
  (schema) => {
    const values = member(schema, 'enum')
    return Array.isArray(values) ? { ...schema, enum: [...values, 'thêm'] } : undefined
  },
  (schema, seed) => {
    const properties = objectMember(schema, 'properties')
    const gone = pick(Object.keys(properties ?? {}), seed)
    return properties && gone !== undefined
      ? { ...schema, properties: without(properties, gone) ?? {} }
      : undefined
  },
  (schema, seed) => {
    const properties = objectMember(schema, 'properties')
    const added: JsonValue = pick([{ type: 'string' }, { type: 'integer' }, {}], seed) ?? {}
    return properties && { ...schema, properties: { ...properties, Moi: added } }
  },
  (schema, seed) => {
    const name = pick(Object.keys(objectMember(schema, 'properties') ?? {}), seed)
    const required = member(schema, 'required')
    const known = Array.isArray(required) ? required : []
    return name === undefined ? undefined : { ...schema, required: [...new Set([...known, name])] }
  },
  (schema) => (schema['type'] === 'array' ? { ...schema, uniqueItems: true } : undefined),
  (schema) =>
    schema['type'] === 'object' ? { ...schema, additionalProperties: false } : undefined,
  (schema) => (schema['type'] === 'number' ? { ...schema, type: 'integer' } : undefined),
]

/** One to three edits, each somewhere in the document. */
export const schemaEdits: fc.Arbitrary<(document: JsonObject) => JsonObject> = fc
  .array(fc.record({ edit: fc.nat(), place: fc.nat(), seed: fc.nat() }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((edits) => (document) => edits.reduce(applyEdit, document))

function applyEdit(
  document: JsonObject,
  { edit, place, seed }: { readonly edit: number; readonly place: number; readonly seed: number },
): JsonObject {
  const change = pick(EDITS, edit)
  const possible = schemaNodes(document)
    .map(({ schema }) => ({ schema, edited: change?.(schema, seed) }))
    .filter(({ edited }) => edited !== undefined)
  const chosen = pick(possible, place)
  if (chosen?.edited === undefined) return document
  return replaced(document, chosen.schema, chosen.edited) as JsonObject
}

function replaced(value: JsonValue, old: JsonObject, now: JsonObject): JsonValue {
  if (value === old) return now
  if (Array.isArray(value)) return value.map((item: JsonValue) => replaced(item, old, now))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, replaced(inner, old, now)]),
  )
}
