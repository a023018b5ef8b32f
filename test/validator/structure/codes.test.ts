/** A code is judged by its list as it stood on the day of its record. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../validator/json-value.ts'
import { createStructureChecker } from '../../../validator/structure/checker.ts'
import { catalogueOf, judge, TODAY, versionOf } from './small-catalogue.ts'

const PLACES: JsonObject = {
  title: 'Danh mục nơi',
  'x-en': { title: 'Places' },
  'x-coverageFrom': '2020-01-01',
  type: 'string',
}
const LISTS = {
  'codelists/place@1.0.0': [
    { code: '1', vi: 'Một' },
    { code: '2', vi: 'Hai cũ', validTo: '2025-06-30', replacedBy: ['2', '3'] },
    { code: '2', vi: 'Hai', validFrom: '2025-07-01', replaces: ['2'] },
    { code: '3', vi: 'Ba', en: 'Three', validFrom: '2025-07-01', replaces: ['4', '2'] },
    { code: '4', vi: 'Bốn', validTo: '2025-06-30', replacedBy: ['3'] },
    { code: '5', vi: 'Năm', validTo: '2025-06-30' },
  ],
}
const FIELD: JsonObject = { $ref: '/schemas/codelists/place/1.0.0' }

function judgeCode(value: string | number, asOf: string, field: JsonObject = FIELD) {
  return judge({ 'codelists/place@1.0.0': PLACES, 'test/main@1.0.0': field }, value, {
    asOf,
    lists: LISTS,
  })
}

describe('judging a code', () => {
  test.for([
    { code: '1', asOf: '2026-01-01', issues: [] },
    { code: '', asOf: '2026-01-01', issues: ['code-unknown'] },
    { code: '', asOf: '2019-12-31', issues: ['code-unknown'] },
    { code: '2', asOf: '2025-06-30', issues: [] },
    { code: '2', asOf: '2025-07-01', issues: [] },
    { code: '3', asOf: '2025-06-30', issues: ['code-not-in-force'] },
    { code: '4', asOf: '2025-07-01', issues: ['code-not-in-force'] },
    { code: '9', asOf: '2026-01-01', issues: ['code-unknown'] },
    { code: '9', asOf: '2019-12-31', issues: ['code-list-not-covering'] },
  ])('"$code" on $asOf', ({ code, asOf, issues }) => {
    expect(judgeCode(code, asOf).map((issue) => issue.code)).toEqual(issues)
  })

  const EMPTY = [
    { name: 'by a pattern', says: { pattern: '^(?:[0-9])?$' }, issues: [] },
    { name: 'by a length', says: { minLength: 0 }, issues: [] },
    { name: 'by one of its values', says: { enum: ['', '1'] }, issues: [] },
    { name: 'by none', says: { maxLength: 5 }, issues: ['code-unknown'] },
    { name: 'not', says: { pattern: '^[0-9]$' }, issues: ['value-empty'] },
  ] as const
  test.for(EMPTY)('takes an empty code where the field says so $name', ({ says, issues }) => {
    const field = { type: 'string', 'x-codeList': '/schemas/codelists/place/1.0.0', ...says }
    expect(judgeCode('', '2026-01-01', field).map(({ code }) => code)).toEqual(issues)
  })

  test('takes an empty code that the list has', () => {
    const lists = { 'codelists/place@1.0.0': [{ code: '', vi: 'Không có' }] }
    const schemas = { 'codelists/place@1.0.0': PLACES, 'test/main@1.0.0': FIELD }
    expect(judge(schemas, '', { asOf: '2026-01-01', lists })).toEqual([])
  })

  test.for([
    { code: '4', asOf: '2026-01-01', replacedBy: ['3'], en: '3 (Three)', vi: '3 (Ba)' },
    { code: '5', asOf: '2026-01-01', replacedBy: [], en: 'none', vi: 'không có' },
    {
      code: '3',
      asOf: '2025-01-01',
      replacedBy: ['4', '2'],
      en: '4 (Bốn), 2 (Hai cũ)',
      vi: '4 (Bốn), 2 (Hai cũ)',
    },
  ])('names what is used in place of "$code" on $asOf', ({ code, asOf, replacedBy, en, vi }) => {
    expect(judgeCode(code, asOf)).toMatchObject([
      { params: { replacedBy, successors: { en, vi }, list: { en: 'Places' } } },
    ])
  })

  test('reads an integer as its decimal digits', () => {
    const field: JsonObject = { type: 'integer', 'x-codeList': '/schemas/codelists/place/1.0.0' }
    expect(judgeCode(1, '2026-01-01', field)).toEqual([])
    expect(judgeCode(9, '2026-01-01', field)).toMatchObject([{ code: 'code-unknown' }])
  })

  test('reports a code once, though its list is written out beside it', () => {
    const list = '/schemas/codelists/place/1.0.0'
    const field = { type: 'string', 'x-codeList': list, enum: ['1', '2', '3', '4', '5'] }
    expect(judgeCode('9', '2026-01-01', field).map(({ code }) => code)).toEqual(['code-unknown'])
    expect(judgeCode('9', '2019-01-01', field).map(({ code }) => code)).toEqual([
      'code-list-not-covering',
    ])
  })

  test('keeps to a narrower choice than the list', () => {
    const list = '/schemas/codelists/place/1.0.0'
    const field = { type: 'string', 'x-codeList': list, enum: ['1', '2'] }
    expect(judgeCode('3', '2026-01-01', field)).toMatchObject([{ code: 'value-not-allowed' }])
    expect(judgeCode('9', '2026-01-01', field)).toMatchObject([{ code: 'code-unknown' }])
    expect(judgeCode('1', '2026-01-01', field)).toEqual([])
  })

  test('says nothing of a code that has not even the form of one', () => {
    const field = { $ref: '/schemas/codelists/place/1.0.0', pattern: '^[0-9]$', type: 'string' }
    expect(judgeCode('x', '2026-01-01', field)).toMatchObject([{ code: 'pattern-mismatch' }])
  })

  test('does not repeat the code', () => {
    const issues = judgeCode('4711', '2026-01-01')
    expect(JSON.stringify(issues)).not.toContain('4711')
  })
})

const RECORDS: JsonObject = {
  'x-asOf': ['/data/*/Ngay', '/Ngay'],
  type: 'object',
  properties: {
    Ngay: { type: 'string' },
    Noi: FIELD,
    data: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          Ngay: { type: 'string' },
          Noi: FIELD,
          DS: { type: 'array', items: { type: 'object', properties: { Noi: FIELD } } },
        },
      },
    },
  },
}

function checkRecords(value: JsonObject, asOf?: string) {
  const catalogue = catalogueOf(
    { 'codelists/place@1.0.0': PLACES, 'test/main@1.0.0': RECORDS },
    LISTS,
  )
  const options = { today: TODAY, ...(asOf === undefined ? {} : { asOf }) }
  const checker = createStructureChecker(catalogue)
  const { issues, asOf: day } = checker.check(
    versionOf(catalogue, 'test/main@1.0.0'),
    value,
    options,
  )
  return { day, places: issues.map(({ instanceLocation }) => instanceLocation) }
}

describe('finding the day', () => {
  test.for([
    {
      name: 'each record by its own day',
      value: {
        data: [
          { Ngay: '20250630000000', Noi: '4', DS: [{ Noi: '4' }, { Noi: '3' }] },
          { Ngay: '20250701', Noi: '4' },
        ],
      },
      day: '2025-06-30',
      places: ['/data/0/DS/1/Noi', '/data/1/Noi'],
    },
    {
      name: 'a record without a day by that of the document',
      value: { Ngay: '2025-06-30', data: [{ Noi: '4' }, { Ngay: '01/07/2025', Noi: '4' }] },
      day: '2025-07-01',
      places: ['/data/1/Noi'],
    },
    {
      name: 'what is in no record by the first day stated',
      value: { Noi: '4', data: [{}, { Ngay: '2025-06-30' }] },
      day: '2025-06-30',
      places: [],
    },
    {
      name: 'a record of a day that no calendar has by today',
      value: { data: [{ Ngay: '20250631', Noi: '4' }] },
      day: TODAY,
      places: ['/data/0/Noi'],
    },
    {
      name: 'a document without any day by today',
      value: { Noi: '4' },
      day: TODAY,
      places: ['/Noi'],
    },
  ])('judges $name', ({ value, day, places }) => {
    expect(checkRecords(value)).toEqual({ day, places })
  })

  test('prefers the day that was asked for', () => {
    const value = { data: [{ Ngay: '20250701', Noi: '4' }] }
    expect(checkRecords(value, '2025-01-01')).toEqual({ day: '2025-01-01', places: [] })
  })
})
