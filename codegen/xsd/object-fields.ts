/**
 * The fields of an object in order, each with one type for all alternatives.
 *
 * XML Schema 1.0 gives an element one type wherever it stands in a content model (Part 1 §3.8.6,
 * element declarations consistent), so what alternatives say of a field becomes a union.
 *
 * @module
 */
import type { Catalogue, JsonObject, JsonValue } from '../../validator/index.ts'
import { isJsonObject, member, objectMember } from '../../validator/index.ts'
import type { Field } from '../schema-view.ts'
import { numberOf } from '../schema-view.ts'
import { allFields, shapeOf } from '../shape.ts'
import type { WayStatus } from './content-model.ts'
import type { Home, Way } from './ways.ts'
import { allHomes, waysOf } from './ways.ts'

export interface ObjectFields {
  /** Required are those that every way requires. */
  readonly fields: readonly Field[]
  /** Undefined when there are too many. */
  readonly ways: readonly WayStatus[] | undefined
}

export function objectFields(home: Home, catalogue: Catalogue): ObjectFields {
  const homes = allHomes(home, catalogue)
  const names = new Set(homes.flatMap(({ schema }) => Object.keys(propertiesOf(schema))))
  const ways = waysOf(home, catalogue)
  const loose = new Map(allFields(home.schema, catalogue).map((field) => [field.name, field]))
  const fields = [...names].flatMap((name) => {
    const declared = ways === undefined ? homes : declaringHomes(name, ways)
    const schemas = distinct(declared.flatMap((each) => fieldOf(name, each, home)))
    const isRequired =
      ways === undefined
        ? loose.get(name)?.required === true
        : ways.every(({ required }) => required.has(name))
    const schema = asOne(schemas, catalogue)
    return schema === undefined ? [] : [{ name, schema, required: isRequired }]
  })
  return { fields, ways: ways?.map((way) => statusOf(way, names)) }
}

function propertiesOf(schema: JsonObject): JsonObject {
  return objectMember(schema, 'properties') ?? {}
}

/** One that is of every way says enough: the others only narrow it. */
function declaringHomes(name: string, ways: readonly Way[]): readonly Home[] {
  const declaring = ways
    .filter(({ allows }) => allows(name))
    .map(({ homes }) => homes.filter(({ schema }) => isJsonObject(propertiesOf(schema)[name])))
  const [first = [], ...others] = declaring
  const shared = first.find(({ schema }) =>
    others.every((homes) => homes.some((each) => each.schema === schema)),
  )
  return shared === undefined ? declaring.flatMap((homes) => homes.slice(0, 1)) : [shared]
}

function statusOf({ required, allows }: Way, names: ReadonlySet<string>): WayStatus {
  const allowed = [...names].filter(allows)
  return new Map(allowed.map((name) => [name, required.has(name) ? 'required' : 'optional']))
}

/** As the object that is written says it: local references of another version become whole. */
function fieldOf(name: string, { schema, version }: Home, around: Home): readonly JsonObject[] {
  const field = propertiesOf(schema)[name]
  if (!isJsonObject(field)) return []
  const moved = version.id === around.version.id ? field : withWholeReferences(field, version.id)
  return isJsonObject(moved) ? [moved] : []
}

function withWholeReferences(value: JsonValue, id: string): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => withWholeReferences(item, id))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => {
      const isLocal = name === '$ref' && typeof inside === 'string' && inside.startsWith('#')
      if (isLocal) return [name, inside === '#' ? id : id + inside]
      return [name, withWholeReferences(inside, id)]
    }),
  )
}

function distinct(schemas: readonly JsonObject[]): readonly JsonObject[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
}

/** The mapping reads a field by the shape it has first: others never come about. */
function asOne(schemas: readonly JsonObject[], catalogue: Catalogue): JsonObject | undefined {
  const [first] = schemas
  if (first === undefined || schemas.length === 1) return first
  const shape = shapeOf(first, catalogue)
  const alike = schemas.filter((schema) => shapeOf(schema, catalogue) === shape)
  if (alike.length === 1) return first
  return shape === 'array' ? { ...wordsOf(first), ...asOneList(alike) } : anyOf(first, alike)
}

function asOneList(lists: readonly JsonObject[]): JsonObject {
  const items = distinct(lists.map((list) => objectMember(list, 'items') ?? {}))
  const fewest = Math.min(...lists.map((list) => numberOf(list, 'minItems') ?? 0))
  const most = Math.max(...lists.map((list) => numberOf(list, 'maxItems') ?? Infinity))
  const [only = {}] = items
  return {
    type: 'array',
    items: items.length === 1 ? only : anyOf(only, items),
    minItems: fewest,
    ...(most === Infinity ? {} : { maxItems: most }),
  }
}

function anyOf(first: JsonObject, schemas: readonly JsonObject[]): JsonObject {
  return { ...wordsOf(first), anyOf: schemas }
}

function wordsOf(schema: JsonObject): JsonObject {
  const names = ['title', 'description', 'x-en', 'x-legalBasis', 'x-xml']
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = member(schema, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
