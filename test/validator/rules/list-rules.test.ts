/** Rules over values, states, sums and lists, and what each is silent about. */
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'
import { judge } from '../structure/small-catalogue.ts'
import { LIST_CASES, LIST_RULES } from './list-rules.ts'

function judgeRule(kind: string, value: JsonValue): readonly string[] {
  const rule: JsonObject = { id: 'a-rule', kind, ...LIST_RULES[kind] }
  const item = {
    type: 'object',
    properties: { Gia: {}, TrangThai: {}, DaXong: {}, MaHoSo: {}, Ma: {} },
  }
  const properties = { Ma: {}, So: {}, Tong: {}, NoiDung: {}, List: { type: 'array', items: item } }
  const schema: JsonObject = { type: 'object', properties, 'x-rules': [rule] }
  return judge({ 'test/main@1.0.0': schema }, value, { asOf: '2026-01-01' }).map(
    ({ code, instanceLocation }) => `${code} ${instanceLocation}`,
  )
}

/** A number may be a code that is not among the values; a type is the schema's business. */
const ABOUT_OTHER_KINDS = /^(?:type-mismatch|value-not-among) /u

describe('rules over lists and values', () => {
  test.for(LIST_CASES)('$kind judges $value', ({ kind, value, issues }) => {
    expect(judgeRule(kind, value)).toEqual(issues)
  })

  test.for(Object.keys(LIST_RULES))('%s is silent at values of any other kind', (kind) => {
    const values: readonly JsonValue[] = [null, true, 1.5, [], {}, [[1]], [{ MaHoSo: 1 }]]
    for (const value of values) {
      const fields = { Ma: value, So: value, Tong: value, List: value }
      const issues = judgeRule(kind, fields)
      expect(issues.filter((issue) => !ABOUT_OTHER_KINDS.test(issue))).toEqual([])
    }
  })
})
