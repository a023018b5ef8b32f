/** JSON is refused where two readers could read it differently. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../../validator/json/parse.ts'
import { parsePlainRecord } from '../../../validator/json/plain-record.ts'
import { scanJson } from '../../../validator/json/scan.ts'
import { ISSUE_COUNT_MAX, NESTING_DEPTH_MAX } from '../../../validator/limits.ts'

describe('parsing JSON', () => {
  test('gives what JSON.parse gives for every valid document', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.integer({ min: 0, max: 3 }), (text, indent) => {
        const pretty = JSON.stringify(JSON.parse(text), null, indent)
        expect(parseJson(pretty)).toEqual({ value: JSON.parse(pretty), issues: [] })
      }),
    )
  })

  test('sees where texts of any length end, whatever is escaped in them', () => {
    for (let length = 58; length < 72; length += 1) {
      for (const escaped of ['', '\\\\', '\\"', '\\\\\\"', '\\"\\"', '\\" : {', '\\u005c']) {
        const long = `"${'x'.repeat(length)}${escaped}${'y'.repeat(70)}${escaped}"`
        const text = `{"a":${long},"b":{"c":1}}`
        expect(parseJson(text)).toEqual({ value: JSON.parse(text), issues: [] })
        expect(parseJson(`{"a":${long},"b":{"c":1,"c":2}}`).issues).toHaveLength(1)
      }
    }
  })

  test('finds a fault exactly where JSON.parse throws, and never throws itself', () => {
    const nearlyJson = fc
      .array(fc.constantFrom(...'{}[]:,"\\ \n-+.0123eEtrufalsn'.split(''), 'true', '"a"', '1'))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.string()), (text) => {
        const isJson = succeeds(() => JSON.parse(text))
        expect(scanJson(text) === undefined).toBe(isJson)
        if (!isJson) expect(parseJson(text).issues).not.toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  test.for([
    { name: 'nothing after a brace', text: '{', expected: 'member name', line: 1, column: 2 },
    { name: 'a trailing comma', text: '{"a":1,}', expected: 'member name', line: 1, column: 8 },
    { name: 'a trailing comma in a list', text: '[1,\n]', expected: 'a value', line: 2, column: 1 },
    { name: 'single quotes', text: "{'a':1}", expected: 'member name', line: 1, column: 2 },
    { name: 'a name without a colon', text: '{"a" 1}', expected: 'colon', line: 1, column: 6 },
    { name: 'a missing comma', text: '{"a":1\r\n"b":2}', expected: 'comma', line: 2, column: 1 },
    { name: 'a missing comma in a list', text: '[1 2]', expected: 'comma', line: 1, column: 4 },
    { name: 'a string without end', text: '["a', expected: 'double quote', line: 1, column: 4 },
    { name: 'a line break in a string', text: '["a\nb"]', expected: 'escapes', line: 1, column: 4 },
    { name: 'an unknown escape', text: '["\\x"]', expected: 'escape', line: 1, column: 3 },
    { name: 'a short escape', text: '["\\u12"]', expected: 'hexadecimal', line: 1, column: 7 },
    { name: 'a leading zero', text: '[01]', expected: 'comma', line: 1, column: 3 },
    { name: 'a bare fraction', text: '[1.]', expected: 'digit', line: 1, column: 4 },
    { name: 'a minus alone', text: '[-]', expected: 'digit', line: 1, column: 3 },
    { name: 'an empty exponent', text: '[1e]', expected: 'digit', line: 1, column: 4 },
    { name: 'NaN', text: '[NaN]', expected: 'a value', line: 1, column: 2 },
    { name: 'a comment', text: '{} // x', expected: 'end', line: 1, column: 4 },
    { name: 'two documents', text: '{}\r{}', expected: 'end', line: 2, column: 1 },
    { name: 'half a surrogate pair', text: '["\\ud83d"]', expected: 'pairs', line: 1, column: 2 },
    { name: 'a number past all doubles', text: '[1e400]', expected: 'range', line: 1, column: 2 },
  ])('says where and what was expected at $name', ({ text, expected, line, column }) => {
    const { value, issues } = parseJson(text)
    expect(value).toBeUndefined()
    expect(issues).toMatchObject([{ code: 'json-malformed', line, column }])
    expect(issues[0]?.params?.['expected']).toMatchObject({ en: expect.stringContaining(expected) })
  })

  test.for([
    { name: 'at the root', text: '{"a":1,"a":1}', pointer: '/a', line: 1, column: 8 },
    { name: 'by an escape', text: '{"a":1,"\\u0061":2}', pointer: '/a', line: 1, column: 8 },
    {
      name: 'inside a list',
      text: '[{},\n{"b":{"c":1,"c":2}}]',
      pointer: '/1/b/c',
      line: 2,
      column: 13,
    },
    {
      name: 'of __proto__',
      text: '{"__proto__":1,"__proto__":2}',
      pointer: '/__proto__',
      line: 1,
      column: 16,
    },
    {
      name: 'with an empty object as value',
      text: '{"a":{},"a":{}}',
      pointer: '/a',
      line: 1,
      column: 9,
    },
  ])('refuses two members of one name $name', ({ text, pointer, line, column }) => {
    expect(parseJson(text)).toMatchObject({
      issues: [{ code: 'json-member-duplicated', instanceLocation: pointer, line, column }],
    })
  })

  test('does not repeat a duplicated name that could be personal', () => {
    const { issues } = parseJson('{"a":{"001099000001":1,"001099000001":2}}')
    expect(issues).toMatchObject([{ code: 'json-member-duplicated', instanceLocation: '/a' }])
  })

  test.for([
    { text: '9007199254740993', pointer: '', column: 1 },
    { text: '{"a":[1,\t-0.1000000000000000055]}', pointer: '/a/1', column: 10 },
    { text: '[12345678901234567890e-5]', pointer: '/0', column: 2 },
    { text: '{"001099000001":12345678901234567890}', pointer: '', column: 17 },
    { text: '[1e-400]', pointer: '/0', column: 2 },
    { text: '{"a":-1.2345678E-320}', pointer: '/a', column: 6 },
  ])('refuses the digits of $text that nobody keeps', ({ text, pointer, column }) => {
    expect(parseJson(text).issues).toMatchObject([
      { code: 'number-inexact', instanceLocation: pointer, line: 1, column },
    ])
    expect(parsePlainRecord(text)).toBeUndefined()
  })

  test.for([
    '9007199254740992',
    '[0.10000000000000001]',
    '{"a":1.00000000000000000000}',
    '1e21',
    '1e-300',
    '0e-400',
  ])('keeps %s', (text) => {
    expect(parseJson(text)).toEqual({ value: JSON.parse(text), issues: [] })
  })

  test('does not take the digits of a text for a number', () => {
    expect(parseJson('[": 12345678901234567890"]').issues).toEqual([])
  })

  test('reports no more duplicates than a verdict can hold', () => {
    const text = `{${'"a":1,'.repeat(ISSUE_COUNT_MAX * 2)}"a":1}`
    expect(parseJson(text).issues).toHaveLength(ISSUE_COUNT_MAX + 1)
  })

  test('takes __proto__ as a member like any other', () => {
    const { value } = parseJson('{"__proto__":{"isAdmin":true}}')
    expect(Object.keys(value ?? {})).toEqual(['__proto__'])
    expect(value).not.toHaveProperty('isAdmin')
  })

  test('accepts a surrogate pair written as escapes', () => {
    expect(parseJson('["\\ud83d\\ude00"]')).toEqual({ value: ['😀'], issues: [] })
  })

  test.for([
    { name: 'as deep as the limit', depth: NESTING_DEPTH_MAX, codes: [] },
    { name: 'one level deeper', depth: NESTING_DEPTH_MAX + 1, codes: ['nesting-too-deep'] },
    { name: '100,000 levels deep', depth: 100_000, codes: ['nesting-too-deep'] },
  ])('judges a document $name', ({ depth, codes }) => {
    const text = '['.repeat(depth) + ']'.repeat(depth)
    expect(parseJson(text).issues.map(({ code }) => code)).toEqual(codes)
  })

  test.for([
    { name: 'brackets', text: '['.repeat(1_000_000), code: 'nesting-too-deep' },
    { name: 'quotes', text: '"'.repeat(1_000_000), code: 'json-malformed' },
    { name: 'backslashes', text: `"${'\\'.repeat(1_000_000)}`, code: 'json-malformed' },
    { name: 'digits', text: '9'.repeat(1_000_000), code: 'json-malformed' },
  ])('survives a million $name', ({ text, code }) => {
    expect(parseJson(text).issues).toMatchObject([{ code }])
  })
})

function succeeds(action: () => unknown): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
