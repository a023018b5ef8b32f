/**
 * Changes that break the shape: types, members, items, bounds of numbers.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../../validator/index.ts'
import { isJsonObject } from '../../validator/index.ts'
import type { Change, Site } from './site.ts'
import type { Spot } from './spots.ts'
import { fieldsOf, tightest, typesOf, valuesOf } from './spots.ts'

const ITEMS_WRITTEN_MAX = 150

/** A name that no structure has, and that may be shown in an issue. */
const STRANGER = 'TruongKhongCo'

export function objectChanges({ value, spots, day }: Site<JsonObject>): readonly Change[] {
  const missing = fieldsOf(spots, day.catalogue)
    .filter(({ name, required }) => required && Object.hasOwn(value, name))
    .map(({ name }) => ({ what: `without ${name}`, value: without(value, name), ...REQUIRED }))
  const isClosed = valuesOf(spots, 'additionalProperties').includes(false)
  return [
    ...missing,
    ...(isClosed ? strangers(value) : []),
    { what: 'a text for an object', value: 'chu', code: 'type-mismatch' },
    { what: 'a number for an object', value: 7, code: 'type-mismatch' },
    {
      what: 'an empty text for an object',
      value: '',
      code: 'type-mismatch',
      xml: 'blank-for-object',
    },
    { what: 'an array of one object', value: [value], code: 'type-mismatch', xml: 'array-of-one' },
    { what: 'null for an object', value: null, code: 'type-mismatch', xml: 'null' },
  ]
}

const REQUIRED: Pick<Change, 'code'> = { code: 'required-missing' }

function strangers(value: JsonObject): readonly Change[] {
  const code = 'property-unknown'
  const at = `/${STRANGER}`
  return [
    { what: 'an unknown text', value: { ...value, [STRANGER]: 'x' }, code, at },
    { what: 'an unknown empty text', value: { ...value, [STRANGER]: '' }, code, at },
    { what: 'an unknown object', value: { ...value, [STRANGER]: { A: { B: ' ' } } }, code, at },
    { what: 'a name with a space', value: { ...value, 'a b': 'x' }, code, xml: 'unwritable-name' },
  ]
}

function without(object: JsonObject, name: string): JsonObject {
  const { [name]: _left, ...others } = object
  return others
}

export function arrayChanges({ value, spots }: Site<readonly JsonValue[]>): readonly Change[] {
  const [first = ''] = value
  const most = tightest(spots, 'maxItems', Math.min)
  const isUnique = valuesOf(spots, 'uniqueItems').includes(true)
  const changes: Change[] = [
    { what: 'one value for an array', value: 'x', code: 'type-mismatch', xml: 'one-for-array' },
    { what: 'null for an array', value: null, code: 'type-mismatch', xml: 'null' },
    { what: 'null among the items', value: [...value, null], xml: 'null' },
  ]
  if ((tightest(spots, 'minItems', Math.max) ?? 0) > 0) {
    changes.push({ what: 'no items', value: [], code: 'items-too-few', xml: 'empty-array' })
  }
  if (isUnique) {
    changes.push({ what: 'the same twice', value: [...value, first], code: 'items-duplicated' })
  }
  if (most !== undefined && most < ITEMS_WRITTEN_MAX) {
    const items = Array.from({ length: most + 1 }, (_, index) => value[index] ?? first)
    changes.push({ what: 'too many items', value: items, code: 'items-too-many' })
  }
  return changes
}

export function numberChanges({ value, spots }: Site<number>): readonly Change[] {
  const isInteger = typesOf(spots).includes('integer')
  const min = tightest(spots, 'minimum', Math.max)
  const max = tightest(spots, 'maximum', Math.min)
  const above = tightest(spots, 'exclusiveMinimum', Math.max)
  const outside = [
    ...(min === undefined ? [] : [min - 1]),
    ...(max === undefined ? [] : [max + 1]),
    ...(above === undefined ? [] : [above]),
  ]
  return [
    ...outside.map((number) => ({
      what: 'a number out of bounds',
      value: number,
      ...(isEnumerated(spots) ? {} : ({ code: 'number-out-of-range' } as const)),
    })),
    ...(isInteger
      ? [{ what: 'a fraction', value: (value % 1_000) + 0.5, code: 'type-mismatch' } as const]
      : []),
    { what: 'a word for a number', value: 'chu', code: 'type-mismatch' },
    { what: 'an empty text for a number', value: '', code: 'type-mismatch' },
    { what: 'a truth value for a number', value: true, code: 'type-mismatch' },
    { what: 'an object for a number', value: { A: 'x' }, code: 'type-mismatch' },
    { what: 'digits as text', value: String(value), code: 'type-mismatch', xml: 'text-for-number' },
    { what: 'null for a number', value: null, code: 'type-mismatch', xml: 'null' },
  ]
}

export function booleanChanges({ value }: Site<boolean>): readonly Change[] {
  return [
    { what: 'a word for a truth value', value: 'Y', code: 'type-mismatch' },
    { what: 'an empty text for a truth value', value: '', code: 'type-mismatch' },
    { what: 'a number for a truth value', value: 5, code: 'type-mismatch' },
    { what: 'an object for a truth value', value: { A: 'x' }, code: 'type-mismatch' },
    { what: 'one for a truth value', value: 1, code: 'type-mismatch' },
    {
      what: 'the word for a truth value',
      value: String(value),
      code: 'type-mismatch',
      xml: 'text-for-boolean',
    },
  ]
}

function isEnumerated(spots: readonly Spot[]): boolean {
  return spots.some(({ schema }) => isJsonObject(schema) && 'enum' in schema)
}
