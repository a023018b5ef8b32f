/** A rule that holds only for some objects says nothing of the others. */
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'
import { judge } from '../structure/small-catalogue.ts'

function judgeOnly(only: JsonValue, value: JsonObject): readonly string[] {
  const schema: JsonObject = {
    type: 'object',
    properties: { Ma: { type: 'string' }, Ngay: { type: 'string' }, Ten: { type: 'string' } },
    'x-rules': [
      { id: 'named', kind: 'field-needed', fields: { needed: '/Ten', when: '/Ma' }, only },
    ],
  }
  return judge({ 'test/main@1.0.0': schema }, value).map(({ code }) => code)
}

describe('a rule only for some objects', () => {
  const since = { field: '/Ngay', since: '2026-01-25' }
  const values = { field: '/Ma', values: ['1', '2'] }

  test.for([
    { only: since, value: { Ma: '1', Ngay: '2026-01-24T23:59:59+07:00' }, codes: [] },
    { only: since, value: { Ma: '1', Ngay: '2026-01-25' }, codes: ['field-needed'] },
    { only: since, value: { Ma: '1', Ngay: '20260301081500' }, codes: ['field-needed'] },
    // 25/01/2026 has begun in Vietnam.
    { only: since, value: { Ma: '1', Ngay: '2026-01-24T18:00:00Z' }, codes: ['field-needed'] },
    { only: since, value: { Ma: '1', Ngay: 'hôm qua' }, codes: [] },
    { only: since, value: { Ma: '1' }, codes: [] },
    { only: values, value: { Ma: '2' }, codes: ['field-needed'] },
    { only: values, value: { Ma: '3' }, codes: [] },
  ])('$value under $only: $codes', ({ only, value, codes }) => {
    expect(judgeOnly(only, value)).toEqual(codes)
  })

  test.for([{ field: '/Ma' }, { field: 'Ma', values: ['1'] }, { since: '2026-01-25' }])(
    'is not usable when it says badly which: %o',
    (only) => {
      expect(() => judgeOnly(only, { Ma: '1' })).toThrow('says badly when it holds')
    },
  )
})
