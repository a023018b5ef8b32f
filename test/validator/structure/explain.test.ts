/** Each thing that can be wrong with a value has its own issue, at its own place. */
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'
import { judge, judgeBy } from './small-catalogue.ts'

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

const PERSON: JsonObject = {
  title: 'Người',
  'x-legalBasis': [{ instrument: 'Root' }],
  type: 'object',
  additionalProperties: false,
  required: ['HoTen'],
  properties: {
    HoTen: { title: 'Họ tên', 'x-en': { title: 'Full name' }, type: 'string' },
    NgaySinh: { title: 'Ngày sinh', type: 'string' },
    DiaChi: {
      title: 'Địa chỉ',
      'x-legalBasis': [{ instrument: 'Address' }],
      type: 'object',
      additionalProperties: false,
      properties: { So: { type: 'string' } },
    },
    DanhSach: { title: 'Danh sách', type: 'array', items: { type: 'integer' } },
    SoDinhDanh: { title: 'Số của người', $ref: '/schemas/test/number/1.0.0' },
    SoKhac: { $ref: '/schemas/test/number/1.0.0' },
  },
  'x-formerProperties': {
    SoCMND: {
      since: '2024-07-01',
      reason: { vi: 'Đã thay bằng số định danh.', en: 'Replaced by the personal ID.' },
      basis: { instrument: 'Withdrawal' },
    },
  },
}
const NUMBER: JsonObject = {
  title: 'Số',
  'x-legalBasis': [{ instrument: 'Element' }],
  type: 'string',
  pattern: '^[0-9]{12}$',
}
const DOCUMENTS = { 'test/main@1.0.0': PERSON, 'test/number@1.0.0': NUMBER }
const VALID = { HoTen: 'Mẫu' }
const MAIN = 'https://schemas.example/schemas/test/main/1.0.0'

describe('saying where, which field and by what law', () => {
  test.for([
    {
      name: 'a missing field at its object',
      value: {},
      issue: {
        code: 'required-missing',
        instanceLocation: '',
        schemaLocation: `${MAIN}#/required`,
        field: { vi: 'Họ tên', en: 'Full name' },
        params: { name: 'HoTen' },
      },
    },
    {
      name: 'an unknown field at itself, with the field it resembles',
      value: { ...VALID, hoten: 'x' },
      issue: {
        code: 'property-unknown',
        instanceLocation: '/hoten',
        params: { name: 'hoten', similar: 'HoTen' },
      },
    },
    {
      name: 'a misspelled field',
      value: { ...VALID, NgaySlnh: 'x' },
      issue: { code: 'property-unknown', params: { similar: 'NgaySinh' } },
    },
    {
      name: 'a field that was withdrawn, by the law that withdrew it',
      value: { ...VALID, SoCMND: 'x' },
      issue: {
        code: 'property-withdrawn',
        instanceLocation: '/SoCMND',
        legalBasis: [{ instrument: 'Withdrawal' }],
        params: { since: '2024-07-01' },
      },
    },
    {
      name: 'an unnamed field inside a group, by the law of the group',
      value: { ...VALID, DiaChi: { So: 1 } },
      issue: {
        instanceLocation: '/DiaChi/So',
        schemaLocation: `${MAIN}#/properties/DiaChi/properties/So/type`,
        legalBasis: [{ instrument: 'Address' }],
      },
    },
    {
      name: 'an item by the name of its list, by the law of the root',
      value: { ...VALID, DanhSach: [1, 'x'] },
      issue: {
        instanceLocation: '/DanhSach/1',
        field: { vi: 'Danh sách' },
        legalBasis: [{ instrument: 'Root' }],
      },
    },
    {
      name: 'a field that refers to an element by its own name',
      value: { ...VALID, SoDinhDanh: 'x' },
      issue: {
        instanceLocation: '/SoDinhDanh',
        schemaLocation: 'https://schemas.example/schemas/test/number/1.0.0#/pattern',
        field: { vi: 'Số của người', en: 'Số của người' },
        legalBasis: [{ instrument: 'Element' }],
      },
    },
    {
      name: 'a field without a name by that of its element',
      value: { ...VALID, SoKhac: 'x' },
      issue: { instanceLocation: '/SoKhac', field: { vi: 'Số' } },
    },
  ])('points out $name', ({ value, issue }) => {
    expect(judge(DOCUMENTS, value)).toMatchObject([issue])
  })

  test.for(['001099000001', 'Nguyễn Mẫu Thử', 'mau@example.vn', 'x'.repeat(51), '', '__proto_ _'])(
    'withholds the name "%s", which could be personal',
    (name) => {
      const issues = judge(DOCUMENTS, { ...VALID, [name]: 'x' })
      expect(issues).toMatchObject([{ code: 'property-unknown', instanceLocation: '' }])
      if (name !== '') expect(JSON.stringify(issues)).not.toContain(name)
    },
  )

  test('does not follow names that only the document knows', () => {
    const schema = { type: 'object', additionalProperties: { type: 'integer' } }
    expect(judgeBy(schema, { '001099000001': 'x' })).toMatchObject([
      { code: 'type-mismatch', instanceLocation: '' },
    ])
  })

  test('says the same thing once, however many schemas say it', () => {
    const number = { type: 'string', maxLength: 3 }
    const main = { type: 'string', maxLength: 3, $ref: '/schemas/test/number/1.0.0' }
    const documents = { 'test/main@1.0.0': main, 'test/number@1.0.0': number }
    expect(judge(documents, 'xxxx')).toHaveLength(1)
    expect(judge(documents, 4)).toHaveLength(1)
  })

  test('stops one issue past what a verdict holds', () => {
    const schema = { type: 'array', items: { type: 'string' } }
    expect(
      judgeBy(
        schema,
        Array.from({ length: 3_000 }, () => 1),
      ),
    ).toHaveLength(1_001)
  })

  test('repeats no value of the document', () => {
    const secret = 'Bí mật 4711'
    for (const { schema } of CASES) {
      expect(JSON.stringify(judgeBy(schema, secret))).not.toContain(secret)
    }
    const nested = { HoTen: [secret], NgaySinh: { [secret]: secret }, SoDinhDanh: secret }
    expect(JSON.stringify(judge(DOCUMENTS, nested))).not.toContain('4711')
  })
})

const TAGGED: JsonObject = {
  oneOf: [
    {
      type: 'object',
      required: ['Loai', 'Nam'],
      properties: { Loai: { type: 'string', const: 'a' }, Nam: { type: 'integer' } },
    },
    {
      type: 'object',
      required: ['Loai', 'Ngay'],
      properties: {
        Loai: { type: 'string', const: 'b' },
        Ngay: {
          anyOf: [
            { type: 'string', pattern: '^[0-9]{8}$' },
            { type: 'integer', minimum: 1 },
          ],
        },
      },
    },
  ],
}

describe('explaining alternatives', () => {
  test.for([
    { name: 'the branch of the tag', value: { Loai: 'a' }, issues: ['required-missing '] },
    {
      name: 'the branch of the tag, deeper',
      value: { Loai: 'a', Nam: 'x' },
      issues: ['type-mismatch /Nam'],
    },
    {
      name: 'alternatives within a branch',
      value: { Loai: 'b', Ngay: 'x' },
      issues: ['pattern-mismatch /Ngay'],
    },
    {
      name: 'the other branch within a branch',
      value: { Loai: 'b', Ngay: 0 },
      issues: ['number-out-of-range /Ngay'],
    },
    {
      name: 'the whole when the tag is unknown',
      value: { Loai: 'c' },
      issues: ['alternative-unmatched '],
    },
    { name: 'the whole when the tag is missing', value: {}, issues: ['alternative-unmatched '] },
    { name: 'nothing when a branch matches', value: { Loai: 'b', Ngay: 1 }, issues: [] },
  ])('speaks of $name', ({ value, issues }) => {
    const found = judgeBy({ ...TAGGED }, value)
    expect(found.map(({ code, instanceLocation }) => `${code} ${instanceLocation}`)).toEqual(issues)
  })

  test('keeps the errors around an alternative', () => {
    const schema: JsonObject = {
      type: 'object',
      required: ['Khac'],
      properties: { X: TAGGED, Y: { type: 'string' }, Z: TAGGED, Khac: { type: 'string' } },
    }
    const value = { X: { Loai: 'a', Nam: 'x' }, Y: 1, Z: { Loai: 'c' } }
    expect(
      judgeBy(schema, value).map(({ code, instanceLocation }) => `${code} ${instanceLocation}`),
    ).toEqual([
      'required-missing ',
      'type-mismatch /X/Nam',
      'type-mismatch /Y',
      'alternative-unmatched /Z',
    ])
  })

  test.for([
    { name: 'one of several fields', value: {}, codes: ['field-choice-missing'] },
    { name: 'nothing when there is one', value: { Nam: 1 }, codes: [] },
    { name: 'what is wrong with the one there is', value: { Nam: 'x' }, codes: ['type-mismatch'] },
  ])('asks for $name', ({ value, codes }) => {
    const schema = {
      type: 'object',
      properties: { Nam: { type: 'integer' }, Ngay: { type: 'string' } },
      anyOf: [{ required: ['Nam'] }, { required: ['Ngay'] }],
    }
    const issues = judgeBy(schema, value)
    expect(issues.map(({ code }) => code)).toEqual(codes)
    if (codes[0] === 'field-choice-missing') {
      expect(issues[0]?.params).toEqual({ names: ['Nam', 'Ngay'] })
    }
  })

  test('finds its way through references into and out of alternatives', () => {
    const tagged: JsonObject = {
      ...TAGGED,
      anyOf: [{ $ref: '#/$defs/marked' }, { $ref: '/schemas/test/number/1.0.0' }],
      $defs: {
        marked: { type: 'object', required: ['Dau'], properties: { Dau: { type: 'integer' } } },
      },
    }
    const documents = {
      'test/main@1.0.0': { type: 'array', items: { $ref: '/schemas/test/tagged/1.0.0' } },
      'test/tagged@1.0.0': tagged,
      'test/number@1.0.0': NUMBER,
    }
    const value = [
      { Loai: 'a', Nam: 1, Dau: 1 },
      { Loai: 'b', Ngay: 'x', Dau: 'x' },
    ]
    const issues = judge(documents, value)
    expect(
      issues.map(({ code, instanceLocation }) => `${code} ${instanceLocation}`).sort(),
    ).toEqual(['pattern-mismatch /1/Ngay', 'type-mismatch /1/Dau'])
    expect(issues.map(({ schemaLocation }) => schemaLocation)).toContain(
      'https://schemas.example/schemas/test/tagged/1.0.0#/$defs/marked/properties/Dau/type',
    )
  })

  test('asks for what a condition asks for', () => {
    const schema: JsonObject = {
      type: 'object',
      properties: { Loai: { type: 'string' }, So: { type: 'string' } },
      if: { properties: { Loai: { const: 'a' } } },
      // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
      then: { required: ['So'] },
      dependentRequired: { So: ['Loai'] },
    }
    expect(judgeBy(schema, { Loai: 'a' }).map(({ code }) => code)).toEqual(['required-missing'])
    expect(judgeBy(schema, { So: 'x' })).toMatchObject([{ params: { name: 'Loai' } }])
  })

  test('does not fail a branch for what only warns', () => {
    const branch = { type: 'string', 'x-check': 'identity-number' }
    const schema = { oneOf: [branch, { type: 'integer' }] }
    expect(judgeBy(schema, '000000001')).toMatchObject([
      { code: 'identity-number-filler', severity: 'warning' },
    ])
  })
})
