/** A hostile document costs no more than a verdict can tell of it, and is judged the same. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'
import { ISSUE_COUNT_MAX } from '../../../validator/limits.ts'
import { judge, judgeBy } from './small-catalogue.ts'

const MANY = 200_000
const ITEM: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['a'],
  properties: { a: { type: 'string' } },
}

describe('judging a hostile document', () => {
  test.for([
    { name: 'items', schema: { type: 'array', items: ITEM } },
    {
      name: 'items by reference',
      schema: { type: 'array', items: { $ref: '#/$defs/item' }, $defs: { item: ITEM } },
    },
    {
      name: 'items with alternatives',
      schema: { type: 'array', items: { oneOf: [ITEM, { type: 'string' }] } },
    },
  ])('stops telling of wrong $name at the limit', ({ schema }) => {
    const issues = judgeBy(
      schema,
      Array.from({ length: MANY }, () => 1),
    )
    expect(issues).toHaveLength(ISSUE_COUNT_MAX + 1)
  })

  test('stops telling of unknown members at the limit', () => {
    const members = Array.from({ length: MANY }, (_, index) => [
      `x${index % 10_000}y${Math.floor(index / 10_000)}`,
      1,
    ])
    const issues = judgeBy(ITEM, { a: '', ...Object.fromEntries(members) })
    expect(issues.length).toBeGreaterThan(ISSUE_COUNT_MAX)
  })

  test('stops noting warnings at the limit', () => {
    const schema = { type: 'array', items: { type: 'string', 'x-check': 'identity-number' } }
    const issues = judgeBy(
      schema,
      Array.from({ length: MANY }, () => '000000001'),
    )
    expect(issues).toHaveLength(ISSUE_COUNT_MAX + 1)
  })

  test('looks at every item of one alternative, however wrong the other is', () => {
    const schema = {
      anyOf: [
        { type: 'array', items: { type: 'string' } },
        { type: 'array', items: { type: 'integer' } },
      ],
    }
    const numbers: JsonValue[] = Array.from({ length: MANY }, (_, index) => index)
    expect(judgeBy(schema, numbers)).toEqual([])
    expect(judgeBy(schema, [...numbers, 'x'])).not.toEqual([])
    expect(judgeBy({ not: schema }, numbers)).not.toEqual([])
    expect(judgeBy({ not: schema }, [...numbers, 'x'])).toEqual([])
  })

  test('finds the one wrong item at the end', () => {
    const items = [...Array.from({ length: MANY }, () => ({ a: 'x' })), { a: 1 }]
    expect(judgeBy({ type: 'array', items: ITEM }, items)).toMatchObject([
      { code: 'type-mismatch', instanceLocation: `/${MANY}/a` },
    ])
  })
})

describe('comparing items', () => {
  const schema = { type: 'array', uniqueItems: true }

  test('does not depend on the order of members', () => {
    const items = [
      { a: 1, b: [{ c: 1, d: 2 }] },
      { b: [{ d: 2, c: 1 }], a: 1 },
    ]
    expect(judgeBy(schema, items)).toMatchObject([{ code: 'items-duplicated' }])
  })

  test.for<{ readonly items: readonly JsonValue[] }>([
    { items: [1, '1', true, null, [1], { a: 1 }] },
    { items: [['{', 'a', 1, '}'], { a: 1 }] },
    { items: [{ a: [] }, { a: {} }] },
    { items: [{ 'a":1,"b': 2 }, { a: 1, b: 2 }] },
  ])('tells apart what only looks alike in $items', ({ items }) => {
    expect(judgeBy(schema, items)).toEqual([])
  })

  test('finds a copy of any item', () => {
    const catalogue = { 'test/main@1.0.0': schema }
    const item = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), fc.nat(), (items, pick) => {
        const copy = structuredClone(items[pick % Math.max(items.length, 1)])
        const doubled = copy === undefined ? items : [...items, copy]
        expect(judge(catalogue, doubled).length > 0).toBe(copy !== undefined)
      }),
      { numRuns: 30 },
    )
  })
})
