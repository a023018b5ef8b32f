/**
 * What a schema says of an instance's shape, as far as XML needs to know it.
 *
 * Follows `$ref` and `allOf`, and takes the fields of all alternatives; which of
 * them go together is the structure stage's business.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonObject } from '../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../json-value.ts'

export type Shape = (
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Shape> }
  | { readonly kind: 'array'; readonly items: Shape }
  | { readonly kind: 'text' | 'number' | 'boolean' | 'unknown' }
) & {
  /** The field is an attribute of this namespace, `''` for none; absent: it is an element. */
  readonly attribute?: string
}

const UNKNOWN: Shape = { kind: 'unknown' }
const SCALARS: Readonly<Record<string, Shape>> = {
  string: { kind: 'text' },
  integer: { kind: 'number' },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
}

/** A schema, and the document its local references point into. */
interface Place {
  readonly schema: JsonObject
  readonly document: JsonObject
}

const shapes = new WeakMap<SchemaVersion, Shape>()

export function shapeOf(version: SchemaVersion, catalogue: Catalogue): Shape {
  const known = shapes.get(version)
  if (known !== undefined) return known
  const { document } = version
  const shape = readShape({ schema: document, document }, catalogue, new Map())
  shapes.set(version, shape)
  return shape
}

/** A schema that refers to itself gets itself: fields are filled in after the object is known. */
function readShape(place: Place, catalogue: Catalogue, known: Map<JsonObject, Shape>): Shape {
  const seen = known.get(place.schema)
  if (seen !== undefined) return seen
  const parts = expand(place, catalogue)
  const type = parts.map(({ schema }) => typeOf(schema)).find((each) => each !== undefined)
  if (type === 'array') {
    const items = parts.flatMap((part) => childPlace(part, member(part.schema, 'items')))[0]
    return { kind: 'array', items: items ? readShape(items, catalogue, known) : UNKNOWN }
  }
  const properties = parts.flatMap(propertiesOf)
  if (type !== 'object' && properties.length === 0) return SCALARS[type ?? ''] ?? UNKNOWN
  const fields = new Map<string, Shape>()
  const shape: Shape = { kind: 'object', fields }
  known.set(place.schema, shape)
  for (const [name, field] of properties) {
    const before = fields.get(name)?.kind ?? 'unknown'
    if (before === 'unknown') fields.set(name, fieldShape(field, catalogue, known))
  }
  return shape
}

function fieldShape(place: Place, catalogue: Catalogue, known: Map<JsonObject, Shape>): Shape {
  const shape = readShape(place, catalogue, known)
  const xml = objectMember(place.schema, 'x-xml') ?? {}
  if (member(xml, 'attribute') !== true) return shape
  return { ...shape, attribute: textMember(xml, 'namespace') ?? '' }
}

/** The type a schema names, else that of the values it allows. */
function typeOf(schema: JsonObject): string | undefined {
  const values = member(schema, 'enum')
  const value = member(schema, 'const') ?? (Array.isArray(values) ? values[0] : undefined)
  return textMember(schema, 'type') ?? (value === undefined ? undefined : typeof value)
}

function propertiesOf(part: Place): readonly (readonly [string, Place])[] {
  return Object.entries(objectMember(part.schema, 'properties') ?? {}).flatMap(([name, schema]) =>
    childPlace(part, schema).map((place) => [name, place] as const),
  )
}

function childPlace({ document }: Place, schema: unknown): readonly Place[] {
  return isJsonObject(schema) ? [{ schema, document }] : []
}

/**
 * The schema and all that belongs to it: first what it extends, then itself, then its
 * alternatives. The XSD and the generated types list fields in the same order.
 */
function expand(place: Place, catalogue: Catalogue, depth = 0): readonly Place[] {
  const REFERENCE_DEPTH_MAX = 32
  if (depth > REFERENCE_DEPTH_MAX) return []
  const { schema, document } = place
  const target = follow(textMember(schema, '$ref'), document, catalogue)
  const further = (places: readonly Place[]) =>
    places.flatMap((each) => expand(each, catalogue, depth + 1))
  const extended = [...(target === undefined ? [] : [target]), ...schemasOf(place, 'allOf')]
  const alternatives = [...schemasOf(place, 'anyOf'), ...schemasOf(place, 'oneOf')]
  return [...further(extended), place, ...further(alternatives)]
}

function schemasOf(place: Place, keyword: string): readonly Place[] {
  const schemas = member(place.schema, keyword)
  return Array.isArray(schemas) ? schemas.flatMap((each) => childPlace(place, each)) : []
}

function follow(
  reference: string | undefined,
  document: JsonObject,
  catalogue: Catalogue,
): Place | undefined {
  if (reference === undefined) return undefined
  const [id = '', fragment = ''] = reference.split('#')
  const home = id === '' ? document : catalogue.findById(id)?.document
  const schema = home && valueAt(home, pointerSteps(decodeURIComponent(fragment)))
  return home !== undefined && isJsonObject(schema) ? { schema, document: home } : undefined
}
