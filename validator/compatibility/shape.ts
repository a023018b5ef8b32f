/**
 * What several schemas together ask of one value: the strictest of each bound, all the fields.
 *
 * Keywords that have no exact meaning here are kept aside as they are: whoever compares two
 * shapes says nothing of those unless they are the same.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, textMember } from '../json-value.ts'
import type { Documents, Place } from './place.ts'
import { branchIndexes, childPlace, conjuncts, namedPlaces, targetOf } from './place.ts'

export type TypeName = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'

export interface Bound {
  readonly value: number
  readonly exclusive: boolean
}

export interface Alternatives {
  readonly keyword: 'anyOf' | 'oneOf'
  readonly place: Place
  readonly branches: readonly Place[]
}

export interface Shape {
  readonly parts: readonly Place[]
  /** Nothing is valid. */
  readonly never: boolean
  /** `number` without `integer` stands for both. */
  readonly types: ReadonlySet<TypeName>
  readonly values?: readonly JsonValue[]
  readonly lower?: Bound
  readonly upper?: Bound
  readonly multiples: readonly number[]
  /** Counts by keyword: the strictest `minLength`, `maxItems` and so on. */
  readonly counts: Readonly<Record<string, number>>
  readonly patterns: readonly string[]
  readonly formats: readonly string[]
  readonly checks: readonly string[]
  readonly codeLists: readonly string[]
  readonly hasUniqueItems: boolean
  readonly items: readonly Place[]
  readonly required: ReadonlySet<string>
  /** All that is asked of a named field, in the order of XML. */
  readonly fields: ReadonlyMap<string, readonly Place[]>
  /** All that is asked of a field with another name. */
  readonly rest: readonly Place[]
  readonly rules: readonly { readonly rule: JsonObject; readonly place: Place }[]
  readonly alternatives: readonly Alternatives[]
  /** Assertions this engine does not reason about. */
  readonly opaque: readonly { readonly keyword: string; readonly place: Place }[]
}

const ALL_TYPES: readonly TypeName[] = ['object', 'array', 'string', 'number', 'boolean', 'null']

export const MIN_COUNTS = ['minLength', 'minItems', 'minProperties'] as const
export const MAX_COUNTS = ['maxLength', 'maxItems', 'maxProperties'] as const

/** Keywords with an exact meaning here, and those that judge nothing. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$ref', '$defs', '$comment', 'title', 'description', 'default', 'examples'],
  ...['type', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'items'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'pattern'],
  ...['format', 'uniqueItems', 'allOf', 'anyOf', 'oneOf', 'deprecated', 'readOnly', 'writeOnly'],
  ...MIN_COUNTS,
  ...MAX_COUNTS,
])

export function shapeOf(spots: readonly Place[], documents: Documents): Shape {
  const parts = [
    ...new Map(
      spots.flatMap((spot) => conjuncts(spot, documents)).map((part) => [part.schema, part]),
    ).values(),
  ]
  const schemas = parts.flatMap(({ schema }) => (isJsonObject(schema) ? [schema] : []))
  const placed = parts.filter(({ schema }) => isJsonObject(schema))
  const values = valuesOf(schemas)
  const types = typesOf(schemas)
  const fieldsAndRest = readFields(placed)
  return {
    parts,
    never: parts.some(({ schema }) => schema === false) || types.size === 0,
    types,
    ...(values === undefined ? {} : { values: values.filter((value) => isOfType(value, types)) }),
    ...readBounds(schemas, types),
    multiples: numbers(schemas, 'multipleOf'),
    counts: readCounts(schemas),
    patterns: texts(schemas, 'pattern'),
    formats: texts(schemas, 'format'),
    checks: [...new Set(schemas.flatMap((schema) => listed(member(schema, 'x-check'))))],
    codeLists: texts(schemas, 'x-codeList'),
    hasUniqueItems: schemas.some((schema) => member(schema, 'uniqueItems') === true),
    items: placed.flatMap((part) => keyworded(part, 'items')),
    required: new Set(schemas.flatMap((schema) => listed(member(schema, 'required')))),
    ...fieldsAndRest,
    rules: placed.flatMap(readRules),
    alternatives: placed.flatMap(readAlternatives),
    opaque: placed.flatMap((part) => readOpaque(part, documents)),
  }
}

function typesOf(schemas: readonly JsonObject[]): ReadonlySet<TypeName> {
  let types: readonly TypeName[] = ALL_TYPES
  for (const schema of schemas) {
    const stated = listed(member(schema, 'type')) as readonly TypeName[]
    if (member(schema, 'type') !== undefined) types = sharedTypes(types, stated)
  }
  return new Set(types)
}

/** An integer is a number, so of the two the integer is left. */
function sharedTypes(a: readonly TypeName[], b: readonly TypeName[]): readonly TypeName[] {
  const both = a.filter((type) => b.includes(type))
  const hasInteger = (types: readonly TypeName[]) => types.includes('integer')
  const hasNumber = (types: readonly TypeName[]) => types.includes('number')
  const isNarrowed = (hasInteger(a) && hasNumber(b)) || (hasNumber(a) && hasInteger(b))
  if (both.includes('number')) return both.filter((type) => type !== 'integer')
  return isNarrowed && !both.includes('integer') ? [...both, 'integer'] : both
}

export function isOfType(value: JsonValue, types: ReadonlySet<TypeName>): boolean {
  if (value === null) return types.has('null')
  if (Array.isArray(value)) return types.has('array')
  if (typeof value !== 'number') return types.has(typeof value as TypeName)
  return types.has('number') || (types.has('integer') && Number.isInteger(value))
}

function valuesOf(schemas: readonly JsonObject[]): readonly JsonValue[] | undefined {
  let values: readonly JsonValue[] | undefined
  for (const schema of schemas) {
    const stated = member(schema, 'enum')
    const single = member(schema, 'const')
    for (const each of [stated, single === undefined ? undefined : [single]]) {
      if (!Array.isArray(each)) continue
      const texts = new Set(each.map((value: JsonValue) => sameText(value)))
      values = (values ?? (each as readonly JsonValue[])).filter((value) =>
        texts.has(sameText(value)),
      )
    }
  }
  return values
}

/** The same for equal values, whatever the order of their members. */
export function sameText(value: JsonValue): string {
  return JSON.stringify(value, (_name, inner: JsonValue) =>
    isJsonObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function readBounds(
  schemas: readonly JsonObject[],
  types: ReadonlySet<TypeName>,
): Pick<Shape, 'lower' | 'upper'> {
  const lower = strictest(boundsIn(schemas, 'minimum', 'exclusiveMinimum'), 1)
  const upper = strictest(boundsIn(schemas, 'maximum', 'exclusiveMaximum'), -1)
  const isWhole = types.has('integer') && !types.has('number')
  return {
    ...(lower === undefined ? {} : { lower: isWhole ? wholeBound(lower, 1) : lower }),
    ...(upper === undefined ? {} : { upper: isWhole ? wholeBound(upper, -1) : upper }),
  }
}

function boundsIn(
  schemas: readonly JsonObject[],
  inclusive: string,
  exclusive: string,
): readonly Bound[] {
  return [
    ...numbers(schemas, inclusive).map((value) => ({ value, exclusive: false })),
    ...numbers(schemas, exclusive).map((value) => ({ value, exclusive: true })),
  ]
}

function strictest(bounds: readonly Bound[], sign: 1 | -1): Bound | undefined {
  return [...bounds].sort(
    (a, b) => (b.value - a.value) * sign || Number(b.exclusive) - Number(a.exclusive),
  )[0]
}

/** More than 0 is at least 1 for an integer. */
function wholeBound({ value, exclusive }: Bound, sign: 1 | -1): Bound {
  const whole = sign === 1 ? Math.ceil(value) : Math.floor(value)
  const isOut = exclusive && whole === value
  return { value: isOut ? whole + sign : whole, exclusive: false }
}

function readCounts(schemas: readonly JsonObject[]): Readonly<Record<string, number>> {
  const least = MIN_COUNTS.map((keyword) => [keyword, Math.max(0, ...numbers(schemas, keyword))])
  const most = MAX_COUNTS.map((keyword) => [
    keyword,
    Math.min(Number.POSITIVE_INFINITY, ...numbers(schemas, keyword)),
  ])
  return Object.fromEntries([...least, ...most]) as Record<string, number>
}

function numbers(schemas: readonly JsonObject[], keyword: string): readonly number[] {
  return schemas.flatMap((schema) => {
    const value = member(schema, keyword)
    return typeof value === 'number' ? [value] : []
  })
}

function texts(schemas: readonly JsonObject[], keyword: string): readonly string[] {
  return [...new Set(schemas.flatMap((schema) => textMember(schema, keyword) ?? []))]
}

function listed(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}

function keyworded(part: Place, keyword: string): readonly Place[] {
  const value = isJsonObject(part.schema) ? member(part.schema, keyword) : undefined
  return isJsonObject(value) || value === false ? [childPlace(part, keyword)] : []
}

/** What each schema asks of a name: its own word for it, else its word for all others. */
function readFields(parts: readonly Place[]): Pick<Shape, 'fields' | 'rest'> {
  const own = parts.map((part) => new Map(namedPlaces(part, 'properties')))
  const rests = parts.map((part) => keyworded(part, 'additionalProperties'))
  const names = new Set(own.flatMap((fields) => [...fields.keys()]))
  const fields = new Map<string, readonly Place[]>()
  for (const name of names) {
    const asked = own.flatMap((known, index) => {
      const field = known.get(name)
      return field === undefined ? (rests[index] ?? []) : [field]
    })
    fields.set(name, asked)
  }
  return { fields, rest: rests.flat() }
}

function readRules(place: Place): Shape['rules'] {
  const rules = isJsonObject(place.schema) ? member(place.schema, 'x-rules') : undefined
  if (!Array.isArray(rules)) return []
  return rules.flatMap((rule: JsonValue, index) =>
    isJsonObject(rule) ? [{ rule, place: childPlace(place, 'x-rules', index) }] : [],
  )
}

function readAlternatives(place: Place): readonly Alternatives[] {
  const { schema } = place
  if (!isJsonObject(schema)) return []
  return (['anyOf', 'oneOf'] as const)
    .filter((keyword) => Array.isArray(member(schema, keyword)))
    .map((keyword) => ({
      keyword,
      place: childPlace(place, keyword),
      branches: branchIndexes(schema, keyword).map((index) => childPlace(place, keyword, index)),
    }))
}

function readOpaque(place: Place, documents: Documents): Shape['opaque'] {
  const { schema } = place
  if (!isJsonObject(schema)) return []
  const isLost = member(schema, '$ref') !== undefined && targetOf(place, documents) === undefined
  return Object.keys(schema)
    .filter((keyword) => !UNDERSTOOD.has(keyword) && !keyword.startsWith('x-'))
    .concat(isLost ? ['$ref'] : [])
    .map((keyword) => ({ keyword, place: childPlace(place, keyword) }))
}
