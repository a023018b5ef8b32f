/**
 * Random values of the shape a schema asks for; rules across fields come after.
 *
 * Beside each value grows a complete one, with every optional field: a rule that
 * needs a field takes it from there.
 *
 * @module
 */
import fc from 'fast-check'
import type { JsonObject, JsonValue } from '../../validator/index.ts'
import { isJsonObject } from '../../validator/index.ts'
import { canonicalJson } from '../../validator/json/canonical.ts'
import type { Day } from './scalars.ts'
import { emptyToo, numberOf, textOf } from './scalars.ts'
import type { FieldSpots, Spot } from './spots.ts'
import { fieldsOf, itemsOf, tightest, typesOf, valuesOf, waysThrough } from './spots.ts'

export interface Grown {
  readonly value: JsonValue
  readonly complete: JsonValue
}

/** Deeper than this an object that refers to itself has only what it must have. */
const DEPTH_MAX = 7
const ITEMS_MAX = 3

export function grow(spots: readonly Spot[], day: Day, depth = 0): fc.Arbitrary<Grown> {
  const ways = waysThrough(spots, day.catalogue)
  return fc.oneof(
    ...ways.flatMap((way) => typesOf(way).map((type) => growOne(type, way, day, depth))),
  )
}

function growOne(
  type: string,
  spots: readonly Spot[],
  day: Day,
  depth: number,
): fc.Arbitrary<Grown> {
  switch (type) {
    case 'object':
      return growObject(spots, day, depth)
    case 'array':
      return growArray(spots, day, depth)
    case 'boolean':
      return fc.boolean().map(both)
    case 'integer':
    case 'number':
      return numberOf(spots, type === 'integer', day).map(both)
    case 'string':
      return growText(spots, day)
    default:
      throw new Error(`No values are known for the type ${type}`)
  }
}

function both(value: JsonValue): Grown {
  return { value, complete: value }
}

function growText(spots: readonly Spot[], day: Day): fc.Arbitrary<Grown> {
  const texts = textOf(spots, day)
  if (!emptyToo(spots)) return texts.map(both)
  return fc
    .tuple(texts, fc.nat(9))
    .map(([complete, chance]) => ({ complete, value: chance === 9 ? '' : complete }))
}

function growObject(spots: readonly Spot[], day: Day, depth: number): fc.Arbitrary<Grown> {
  const fields = fieldsOf(spots, day.catalogue).filter(
    ({ required }) => required || depth < DEPTH_MAX,
  )
  return fc.tuple(...fields.map((field) => growField(field, day, depth))).map((grown) => ({
    value: toObject(fields, grown, 'value'),
    complete: toObject(fields, grown, 'complete'),
  }))
}

interface GrownField extends Grown {
  readonly isKept: boolean
}

function growField(field: FieldSpots, day: Day, depth: number): fc.Arbitrary<GrownField> {
  const kept = field.required ? fc.constant(true) : fc.boolean()
  return fc
    .tuple(kept, grow(field.spots, day, depth + 1))
    .map(([isKept, grown]) => ({ ...grown, isKept }))
}

function toObject(
  fields: readonly FieldSpots[],
  grown: readonly GrownField[],
  which: 'value' | 'complete',
): JsonObject {
  const members = fields.flatMap(({ name }, index) => {
    const field = grown[index]
    if (field === undefined || (which === 'value' && !field.isKept)) return []
    return [[name, field[which]] as const]
  })
  return Object.fromEntries(members)
}

/** XML knows no empty list, so there is at least one item. */
function growArray(spots: readonly Spot[], day: Day, depth: number): fc.Arbitrary<Grown> {
  const minLength = Math.max(1, tightest(spots, 'minItems', Math.max) ?? 0)
  const most = tightest(spots, 'maxItems', Math.min) ?? ITEMS_MAX
  const maxLength = Math.max(minLength, Math.min(most, ITEMS_MAX))
  const item = grow(itemsOf(spots, day.catalogue), day, depth + 1)
  const isUnique = valuesOf(spots, 'uniqueItems').includes(true)
  const items = isUnique
    ? fc.uniqueArray(item, { minLength, maxLength, selector: ({ value }) => canonicalJson(value) })
    : fc.array(item, { minLength, maxLength })
  return items.map((grown) => ({
    value: grown.map(({ value }) => value),
    complete: grown.map(({ complete }) => complete),
  }))
}

/** The same object with another value at the end of the steps; undefined leaves it out. */
export function withValue(
  root: JsonValue,
  steps: readonly (string | number)[],
  value: JsonValue | undefined,
): JsonValue {
  const [step, ...rest] = steps
  if (step === undefined) return value === undefined ? {} : value
  if (Array.isArray(root)) {
    const items: readonly JsonValue[] = root
    if (rest.length === 0 && value === undefined) {
      return items.filter((_item, index) => index !== Number(step))
    }
    return items.map((item, index) =>
      index === Number(step) ? withValue(item, rest, value) : item,
    )
  }
  const object = isJsonObject(root) ? root : {}
  if (rest.length > 0) {
    return { ...object, [step]: withValue(object[step] ?? {}, rest, value) }
  }
  const { [String(step)]: _left, ...others } = object
  return value === undefined ? others : { ...object, [step]: value }
}
