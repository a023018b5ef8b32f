/** Of alternatives that a value fits none of, the issues are those of the one that was meant. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../validator/json-value.ts'
import { judge, judgeBy } from './small-catalogue.ts'

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
      'test/number@1.0.0': { title: 'Số', type: 'string', pattern: '^[0-9]{12}$' },
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
