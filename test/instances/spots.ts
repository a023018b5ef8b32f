/**
 * What several schemas together say of one place: references and `allOf` followed,
 * alternatives told apart. Read anew from the schemas, so that the tests do not
 * trust the reading they test.
 *
 * @module
 */

import type { Catalogue, JsonObject, JsonValue } from '../../validator/index.ts'
import { isJsonObject, member, objectMember, textMember } from '../../validator/index.ts'
import { pointerSteps, valueAt } from '../../validator/json/pointer.ts'

/** A schema, and the document its local references point into. */
export interface Spot {
  readonly schema: JsonObject
  readonly document: JsonObject
}

export interface FieldSpots {
  readonly name: string
  readonly spots: readonly Spot[]
  readonly required: boolean
}

type OfSpots<Made> = (spots: readonly Spot[], catalogue: Catalogue) => Made

/** Remembers what was made of a key: schemas are read again for every value. */
function once<Key extends object, Made>(
  make: (key: Key, catalogue: Catalogue) => Made,
): (key: Key, catalogue: Catalogue) => Made {
  const known = new WeakMap<Key, { readonly made: Made }>()
  return (key, catalogue) => {
    const before = known.get(key)
    if (before !== undefined) return before.made
    const made = make(key, catalogue)
    known.set(key, { made })
    return made
  }
}

/** Every way to choose one branch of each `anyOf` and `oneOf`; at least one way. */
export const waysThrough: OfSpots<readonly (readonly Spot[])[]> = once(readWays)

export const fieldsOf: OfSpots<readonly FieldSpots[]> = once(readFields)

export const itemsOf: OfSpots<readonly Spot[]> = once(readItems)

/** What all the ways together say, each schema once. */
export const allWays: OfSpots<readonly Spot[]> = once((spots, catalogue) => [
  ...new Set(waysThrough(spots, catalogue).flat()),
])

const expanded = new WeakMap<JsonObject, readonly Spot[]>()

/** The schema, what it refers to and what it extends. */
export function expand(spot: Spot, catalogue: Catalogue): readonly Spot[] {
  const known = expanded.get(spot.schema)
  if (known !== undefined) return known
  const spots = expandAnew(spot, catalogue)
  expanded.set(spot.schema, spots)
  return spots
}

function expandAnew(spot: Spot, catalogue: Catalogue): readonly Spot[] {
  const target = follow(spot, catalogue)
  const further = [...(target === undefined ? [] : [target]), ...schemasOf(spot, 'allOf')]
  return [...further.flatMap((each) => expand(each, catalogue)), spot]
}

function readWays(spots: readonly Spot[], catalogue: Catalogue): readonly (readonly Spot[])[] {
  const groups = spots.flatMap((spot) =>
    ['anyOf', 'oneOf']
      .map((keyword) => schemasOf(spot, keyword))
      .filter(({ length }) => length > 0),
  )
  let ways: readonly (readonly Spot[])[] = [spots]
  for (const group of groups) {
    const branches = group.flatMap((branch) => waysThrough(expand(branch, catalogue), catalogue))
    ways = ways.flatMap((way) => branches.map((branch) => [...way, ...branch]))
  }
  return ways
}

function readFields(spots: readonly Spot[], catalogue: Catalogue): readonly FieldSpots[] {
  const required = new Set(spots.flatMap(({ schema }) => listOf(schema, 'required')))
  const fields = new Map<string, Spot[]>()
  for (const { schema, document } of spots) {
    for (const [name, field] of Object.entries(objectMember(schema, 'properties') ?? {})) {
      if (!isJsonObject(field)) continue
      const known = fields.get(name) ?? []
      fields.set(name, [...known, ...expand({ schema: field, document }, catalogue)])
    }
  }
  return [...fields].map(([name, of]) => ({ name, spots: of, required: required.has(name) }))
}

function readItems(spots: readonly Spot[], catalogue: Catalogue): readonly Spot[] {
  return spots.flatMap(({ schema, document }) => {
    const items = objectMember(schema, 'items')
    return items === undefined ? [] : expand({ schema: items, document }, catalogue)
  })
}

/** The types a value may have here; what names none has that of its allowed values. */
export function typesOf(spots: readonly Spot[]): readonly string[] {
  for (const { schema } of spots) {
    const type = member(schema, 'type')
    if (typeof type === 'string') return [type]
    if (Array.isArray(type)) return type.map(String)
  }
  if (spots.some(({ schema }) => objectMember(schema, 'properties') !== undefined)) {
    return ['object']
  }
  const [value] = allowedValues(spots) ?? []
  return value === undefined ? [] : [typeof value]
}

/** Of `enum` and `const`: what all of them allow; undefined when there are none. */
export function allowedValues(spots: readonly Spot[]): readonly JsonValue[] | undefined {
  const lists = spots.flatMap(({ schema }) => {
    const value = member(schema, 'const')
    const values = member(schema, 'enum')
    return [
      ...(value === undefined ? [] : [[value]]),
      ...(Array.isArray(values) ? [values as readonly JsonValue[]] : []),
    ]
  })
  const [first, ...others] = lists
  return first?.filter((value) => others.every((list) => list.includes(value)))
}

/** The keyword's values in all the schemas. */
export function valuesOf(spots: readonly Spot[], keyword: string): readonly JsonValue[] {
  return spots.flatMap(({ schema }) => member(schema, keyword) ?? [])
}

export function textsOf(spots: readonly Spot[], keyword: string): readonly string[] {
  return valuesOf(spots, keyword).map(String)
}

/** The highest lower bound or the lowest upper bound. */
export function tightest(
  spots: readonly Spot[],
  keyword: string,
  of: (...values: number[]) => number,
): number | undefined {
  const values = valuesOf(spots, keyword).map(Number)
  return values.length === 0 ? undefined : of(...values)
}

export function rulesOf(spots: readonly Spot[]): readonly JsonObject[] {
  return spots.flatMap(({ schema }) => {
    const rules = member(schema, 'x-rules')
    return Array.isArray(rules) ? rules.filter(isJsonObject) : []
  })
}

/** Of a field that is an attribute in XML; `''` when it is in no namespace. */
export function attributeNamespace(spots: readonly Spot[]): string | undefined {
  const xml = spots.map(({ schema }) => objectMember(schema, 'x-xml') ?? {})
  const found = xml.find((each) => member(each, 'attribute') === true)
  return found && (textMember(found, 'namespace') ?? '')
}

function schemasOf({ schema, document }: Spot, keyword: string): readonly Spot[] {
  const schemas = member(schema, keyword)
  if (!Array.isArray(schemas)) return []
  return schemas.filter(isJsonObject).map((each) => ({ schema: each, document }))
}

function listOf(schema: JsonObject, keyword: string): readonly string[] {
  const values = member(schema, keyword)
  return Array.isArray(values) ? values.map(String) : []
}

function follow({ schema, document }: Spot, catalogue: Catalogue): Spot | undefined {
  const reference = textMember(schema, '$ref')
  if (reference === undefined) return undefined
  const [id = '', fragment = ''] = reference.split('#')
  const home = id === '' ? document : catalogue.findById(id)?.document
  const target = home && valueAt(home, pointerSteps(decodeURIComponent(fragment)))
  if (home === undefined || !isJsonObject(target)) throw new Error(`${reference} leads nowhere`)
  return { schema: target, document: home }
}
