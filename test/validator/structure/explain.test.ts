/** Each thing that can be wrong with a value has its own issue, at its own place. */
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'
import { judgeBy } from './small-catalogue.ts'

interface Case {
  readonly name: string
  readonly schema: JsonObject
  readonly value: JsonValue
  readonly code: string
  readonly params?: object
}

const CASES: readonly Case[] = [
  {
    name: 'a number for a text',
    schema: { type: 'string' },
    value: 1,
    code: 'type-mismatch',
    params: { expected: { en: 'text' }, found: { en: 'integer' } },
  },
  {
    name: 'a fraction for an integer',
    schema: { type: 'integer' },
    value: 1.5,
    code: 'type-mismatch',
    params: { expected: { en: 'integer' }, found: { en: 'number' } },
  },
  {
    name: 'a list for text or integer',
    schema: { type: ['string', 'integer'] },
    value: [],
    code: 'type-mismatch',
    params: { expected: { vi: 'văn bản hoặc số nguyên' }, found: { vi: 'danh sách' } },
  },
  {
    name: 'null for a boolean',
    schema: { type: 'boolean' },
    value: null,
    code: 'type-mismatch',
    params: { found: { en: 'null' } },
  },
  {
    name: 'text for a group',
    schema: { type: 'object', properties: { A: { type: 'string' }, B: { type: 'string' } } },
    value: 'x',
    code: 'type-mismatch',
    params: { expected: { vi: 'nhóm trường gồm A, B' } },
  },
  {
    name: 'a value outside an enum',
    schema: { type: 'string', enum: ['a', 'b'] },
    value: 'c',
    code: 'value-not-allowed',
    params: { allowed: ['a', 'b'] },
  },
  {
    name: 'a value other than a const',
    schema: { type: 'string', const: 'a' },
    value: 'c',
    code: 'value-not-allowed',
    params: { allowed: ['a'] },
  },
  {
    name: 'a text of another form',
    schema: { type: 'string', pattern: '^[0-9]$' },
    value: 'x',
    code: 'pattern-mismatch',
    params: { pattern: '^[0-9]$' },
  },
  {
    name: 'no UUID',
    schema: { type: 'string', format: 'uuid' },
    value: 'x',
    code: 'format-mismatch',
    params: { format: { en: 'UUID' } },
  },
  {
    name: 'a format without a name of ours',
    schema: { type: 'string', format: 'ipv4' },
    value: 'x',
    code: 'format-mismatch',
    params: { format: { en: 'ipv4' } },
  },
  {
    name: 'a short text',
    schema: { type: 'string', minLength: 3 },
    value: 'x',
    code: 'text-too-short',
    params: { min: 3 },
  },
  {
    name: 'a long text',
    schema: { type: 'string', maxLength: 3 },
    value: 'xxxx',
    code: 'text-too-long',
    params: { max: 3 },
  },
  {
    name: 'a number below its minimum',
    schema: { type: 'integer', minimum: 3 },
    value: 2,
    code: 'number-out-of-range',
    params: { comparison: '≥', limit: 3 },
  },
  {
    name: 'a number above its maximum',
    schema: { type: 'integer', maximum: 3 },
    value: 4,
    code: 'number-out-of-range',
    params: { comparison: '≤', limit: 3 },
  },
  {
    name: 'a number at an exclusive minimum',
    schema: { type: 'integer', exclusiveMinimum: 3 },
    value: 3,
    code: 'number-out-of-range',
    params: { comparison: '>' },
  },
  {
    name: 'a number at an exclusive maximum',
    schema: { type: 'integer', exclusiveMaximum: 3 },
    value: 3,
    code: 'number-out-of-range',
    params: { comparison: '<' },
  },
  {
    name: 'a number between steps',
    schema: { type: 'number', multipleOf: 2 },
    value: 3,
    code: 'keyword-failed',
    params: { keyword: 'multipleOf' },
  },
  {
    name: 'too few fields',
    schema: { type: 'object', minProperties: 1 },
    value: {},
    code: 'fields-too-few',
    params: { min: 1 },
  },
  {
    name: 'too few items',
    schema: { type: 'array', minItems: 1 },
    value: [],
    code: 'items-too-few',
    params: { min: 1 },
  },
  {
    name: 'too many items',
    schema: { type: 'array', maxItems: 1 },
    value: [1, 2],
    code: 'items-too-many',
    params: { max: 1 },
  },
  {
    name: 'the same item twice',
    schema: { type: 'array', uniqueItems: true },
    value: [1, 1],
    code: 'items-duplicated',
  },
  {
    name: 'an empty text for a pattern',
    schema: { type: 'string', pattern: '^[0-9]$' },
    value: '',
    code: 'value-empty',
  },
  {
    name: 'an empty text for a length',
    schema: { type: 'string', minLength: 1, pattern: 'x' },
    value: '',
    code: 'value-empty',
  },
  {
    name: 'an empty text for an enum',
    schema: { type: 'string', enum: ['a'] },
    value: '',
    code: 'value-empty',
  },
  {
    name: 'a compact date for a full one',
    schema: { type: 'string', format: 'date' },
    value: '20260609',
    code: 'date-notation-mismatch',
    params: { found: 'yyyyMMdd', expected: 'yyyy-MM-dd' },
  },
  {
    name: 'a slashed date for a timestamp',
    schema: { type: 'string', format: 'date-time' },
    value: '09/06/2026',
    code: 'date-notation-mismatch',
    params: { found: 'dd/MM/yyyy', expected: 'RFC 3339' },
  },
  {
    name: 'a spaced timestamp for a compact one',
    schema: {
      type: 'string',
      pattern: '^[0-9]{14}$',
      maxLength: 14,
      'x-check': 'compact-timestamp',
    },
    value: '2026-06-09 08:30:00',
    code: 'date-notation-mismatch',
    params: { found: 'yyyy-MM-dd HH:mm:ss', expected: 'yyyyMMddHHmmss' },
  },
  {
    name: 'a full date for a compact one',
    schema: { type: 'string', pattern: '^[0-9]{8}$', 'x-check': 'compact-date' },
    value: '2026-06-09',
    code: 'date-notation-mismatch',
    params: { found: 'yyyy-MM-dd', expected: 'yyyyMMdd' },
  },
  {
    name: 'a day that no calendar has',
    schema: { type: 'string', format: 'date' },
    value: '2026-02-30',
    code: 'date-impossible',
  },
  {
    name: 'a compact day that no calendar has',
    schema: { type: 'string', pattern: '^[0-9]{8}$', 'x-check': 'compact-date' },
    value: '20260230',
    code: 'date-impossible',
  },
  {
    name: 'a malformed value with a check',
    schema: { type: 'string', pattern: '^[0-9]{12}$', 'x-check': 'personal-id' },
    value: 'x',
    code: 'pattern-mismatch',
  },
  {
    name: 'a malformed value with a check alone',
    schema: { type: 'string', 'x-check': 'personal-id' },
    value: 'x',
    code: 'format-mismatch',
  },
  {
    name: 'an unknown place of birth',
    schema: { type: 'string', 'x-check': ['personal-id', 'identity-number'] },
    value: '003099000001',
    code: 'personal-id-place-unknown',
  },
  {
    name: 'a wrong check digit',
    schema: { type: 'string', 'x-check': 'tax-code' },
    value: '0100233480',
    code: 'tax-code-check-digit',
  },
  {
    name: 'an impossible day in a number',
    schema: { type: 'string', 'x-check': 'dossier-number' },
    value: 'H56.14-260229-0001',
    code: 'dossier-number-date-impossible',
  },
  {
    name: 'a filler',
    schema: { type: 'string', 'x-check': 'identity-number' },
    value: '000000001',
    code: 'identity-number-filler',
  },
  {
    name: 'no alternative',
    schema: {
      anyOf: [
        { type: 'string', pattern: '^a' },
        { type: 'string', pattern: '^b' },
      ],
    },
    value: 'c',
    code: 'alternative-unmatched',
  },
  {
    name: 'two alternatives',
    schema: {
      oneOf: [
        { type: 'string', pattern: '^x' },
        { type: 'string', pattern: '^a' },
        { type: 'string', pattern: 'b$' },
      ],
    },
    value: 'ab',
    code: 'alternative-ambiguous',
  },
  {
    name: 'what is forbidden',
    schema: { not: { type: 'string' } },
    value: 'x',
    code: 'keyword-failed',
    params: { keyword: 'not' },
  },
]

describe('explaining one error', () => {
  test.for(CASES)('tells of $name', ({ schema, value, code, params }) => {
    const issues = judgeBy(schema, value)
    expect(issues.map((issue) => issue.code)).toEqual([code])
    expect(issues[0]?.instanceLocation).toBe('')
    expect(Object.values(issues[0]?.message ?? {}).join()).not.toMatch(/\{[a-zA-Z]+\}/u)
    if (params !== undefined) expect(issues[0]?.params).toMatchObject(params)
  })

  test('lists no more allowed values than can be read', () => {
    const values = Array.from({ length: 50 }, (_, index) => `v${index}`)
    const [issue] = judgeBy({ type: 'string', enum: values }, 'x')
    expect(issue?.params?.['allowed']).toHaveLength(21)
  })

  test.for(CASES)('repeats no value where it tells of $name', ({ schema }) => {
    const secret = 'Bí mật 4711'
    expect(JSON.stringify(judgeBy(schema, secret))).not.toContain(secret)
  })

  test('leaves out what was not said', () => {
    expect(judgeBy({ type: 'string', 'x-check': 'personal-id' }, '')).toEqual([])
  })
})

describe('explaining several errors of one value', () => {
  test.for([
    {
      name: 'the pattern of a URI',
      schema: { type: 'string', format: 'uri', pattern: '^https:' },
      codes: ['pattern-mismatch'],
    },
    {
      name: 'the format of a date',
      schema: { type: 'string', format: 'date', pattern: '^[0-9-]+$' },
      codes: ['format-mismatch'],
    },
    {
      name: 'both length and form',
      schema: { type: 'string', maxLength: 1, pattern: '^[0-9]+$' },
      codes: ['text-too-long', 'pattern-mismatch'],
    },
    {
      name: 'both of two conditions on its form',
      schema: { type: 'string', pattern: '^a', allOf: [{ pattern: '^b' }] },
      codes: ['pattern-mismatch', 'pattern-mismatch'],
    },
  ])('tells of $name', ({ schema, codes }) => {
    expect(
      judgeBy(schema, 'xx')
        .map(({ code }) => code)
        .sort(),
    ).toEqual([...codes].sort())
  })
})
