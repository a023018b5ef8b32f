/** Rules hold one field against another, and are silent when there is nothing to hold. */
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'
import { RULE_KINDS } from '../../../validator/rules/compile.ts'
import { judge } from '../structure/small-catalogue.ts'
import { LIST_CASES } from './list-rules.ts'

const WARDS = 'codelists/ward@1.0.0'
const LISTS = {
  [WARDS]: [
    { code: '00001', vi: 'Một', parent: '01' },
    { code: '00002', vi: 'Hai', parent: '01', validTo: '2025-06-30' },
    { code: '00002', vi: 'Hai', parent: '02', validFrom: '2025-07-01' },
    { code: '00003', vi: 'Ba' },
  ],
}

const RULES: Readonly<Record<string, JsonObject>> = {
  'personal-id-birth-date': { fields: { personalId: '/So', birthDate: '/Ngay' } },
  'personal-id-sex': { fields: { personalId: '/So', sex: '/Ma' } },
  'code-parent': {
    fields: { child: '/Noi/Xa', parent: '/Noi/Tinh' },
    'x-codeList': '/schemas/codelists/ward/1.0.0',
  },
  'date-order': { fields: { earlier: '/Ngay', later: '/Ngay2' } },
  'name-split': { fields: { family: '/Ten/Ho', given: '/Ten/Ten' } },
  'dossier-number-date': { fields: { number: '/So', received: '/Ngay' } },
  'field-needed': { fields: { needed: '/Ten/Ho', when: '/Ma' }, values: ['1', 3] },
}

function judgeRule(kind: string, value: JsonObject, more: JsonObject = {}) {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      So: { type: 'string' },
      Ngay: { title: 'Ngày trước', type: 'string' },
      Ngay2: { title: 'Ngày sau', 'x-en': { title: 'Later day' }, type: 'string' },
      Ma: { type: ['string', 'integer', 'boolean'] },
      Noi: {
        type: 'object',
        properties: { Xa: { type: 'string' }, Tinh: { type: 'string' } },
      },
      Ten: {
        type: 'object',
        properties: { Ho: { title: 'Họ', type: 'string' }, Ten: { type: 'string' } },
      },
    },
    'x-rules': [{ id: 'a-rule', kind, ...RULES[kind], ...more }],
  }
  const documents = { 'test/main@1.0.0': schema, [WARDS]: { type: 'string' } }
  return judge(documents, value, { lists: LISTS, asOf: '2026-01-01' })
}

function summary(kind: string, value: JsonObject): readonly string[] {
  return judgeRule(kind, value).map(({ code, instanceLocation }) => `${code} ${instanceLocation}`)
}

interface Case {
  readonly kind: string
  readonly value: JsonObject
  readonly issues: readonly string[]
}

const year = ['personal-id-birth-year-mismatch /So']
const sex = ['personal-id-sex-mismatch /So']
const parent = ['code-parent-mismatch /Noi/Xa']
const order = ['date-order /Ngay2']
const split = ['name-not-split /Ten/Ten']
const received = ['dossier-number-after-receipt /So']

const CASES: readonly Case[] = [
  { kind: 'personal-id-birth-date', value: { So: '001199000001', Ngay: '1999-12-31' }, issues: [] },
  { kind: 'personal-id-birth-date', value: { So: '001199000001', Ngay: '19991231' }, issues: [] },
  { kind: 'personal-id-birth-date', value: { So: '001199000001', Ngay: '1999' }, issues: [] },
  {
    kind: 'personal-id-birth-date',
    value: { So: '001199000001', Ngay: '31/12/1998' },
    issues: year,
  },
  { kind: 'personal-id-birth-date', value: { So: '001399000001', Ngay: '1999' }, issues: year },
  { kind: 'personal-id-birth-date', value: { So: '001199000001', Ngay: 'x' }, issues: [] },
  { kind: 'personal-id-birth-date', value: { So: '099000001', Ngay: '1998' }, issues: [] },
  { kind: 'personal-id-birth-date', value: { So: '001199000001' }, issues: [] },
  { kind: 'personal-id-sex', value: { So: '001199000001', Ma: '2' }, issues: [] },
  { kind: 'personal-id-sex', value: { So: '001199000001', Ma: 2 }, issues: [] },
  { kind: 'personal-id-sex', value: { So: '001199000001', Ma: '1' }, issues: sex },
  { kind: 'personal-id-sex', value: { So: '001099000001', Ma: 2 }, issues: sex },
  { kind: 'personal-id-sex', value: { So: '001199000001', Ma: '3' }, issues: [] },
  { kind: 'personal-id-sex', value: { Ma: '1' }, issues: [] },
  { kind: 'code-parent', value: { Noi: { Xa: '00001', Tinh: '01' } }, issues: [] },
  { kind: 'code-parent', value: { Noi: { Xa: '00001', Tinh: '02' } }, issues: parent },
  { kind: 'code-parent', value: { Noi: { Xa: '00002', Tinh: '02' } }, issues: [] },
  { kind: 'code-parent', value: { Noi: { Xa: '00002', Tinh: '01' } }, issues: parent },
  { kind: 'code-parent', value: { Noi: { Xa: '00003', Tinh: '01' } }, issues: [] },
  { kind: 'code-parent', value: { Noi: { Xa: '99999', Tinh: '01' } }, issues: [] },
  { kind: 'code-parent', value: { Noi: { Xa: '', Tinh: '01' } }, issues: [] },
  { kind: 'code-parent', value: { Noi: { Xa: '00001' } }, issues: [] },
  { kind: 'date-order', value: { Ngay: '20260101', Ngay2: '2026-01-01' }, issues: [] },
  { kind: 'date-order', value: { Ngay: '20260102', Ngay2: '2026-01-01' }, issues: order },
  { kind: 'date-order', value: { Ngay: '20260102', Ngay2: 'x' }, issues: [] },
  { kind: 'date-order', value: { Ngay2: '20260102' }, issues: [] },
  { kind: 'name-split', value: { Ten: { Ho: '', Ten: 'Thử Mẫu' } }, issues: split },
  { kind: 'name-split', value: { Ten: { Ho: ' ', Ten: 'Thử Mẫu' } }, issues: split },
  { kind: 'name-split', value: { Ten: { Ho: 'Thử', Ten: 'Mẫu Một' } }, issues: [] },
  { kind: 'name-split', value: { Ten: { Ho: '', Ten: 'Mẫu ' } }, issues: [] },
  { kind: 'name-split', value: { Ten: { Ten: 'Thử Mẫu' } }, issues: [] },
  {
    kind: 'dossier-number-date',
    value: { So: 'H56.14-260609-0001', Ngay: '20260609' },
    issues: [],
  },
  {
    kind: 'dossier-number-date',
    value: { So: 'H56.14-260610-0001', Ngay: '20260609' },
    issues: received,
  },
  {
    kind: 'dossier-number-date',
    value: { So: 'H56.14-260632-0001', Ngay: '20260609' },
    issues: [],
  },
  { kind: 'dossier-number-date', value: { So: 'H56.14-260610-0001' }, issues: [] },
  { kind: 'field-needed', value: { Ma: '1', Ten: {} }, issues: ['field-needed /Ten'] },
  { kind: 'field-needed', value: { Ma: '1' }, issues: ['field-needed '] },
  { kind: 'field-needed', value: { Ma: 3, Ten: { Ho: '' } }, issues: ['field-needed /Ten/Ho'] },
  { kind: 'field-needed', value: { Ma: '1', Ten: { Ho: ' ' } }, issues: ['field-needed /Ten/Ho'] },
  { kind: 'field-needed', value: { Ma: '1', Ten: { Ho: 'Thử' } }, issues: [] },
  { kind: 'field-needed', value: { Ma: '2' }, issues: [] },
  { kind: 'field-needed', value: {}, issues: [] },
]

describe('rules across fields', () => {
  test.for(CASES)('$kind judges $value', ({ kind, value, issues }) => {
    expect(summary(kind, value)).toEqual(issues)
  })

  test('have a case for each kind', () => {
    const kinds = [...CASES, ...LIST_CASES].map(({ kind }) => kind)
    expect([...new Set(kinds)].sort()).toEqual([...RULE_KINDS].sort())
  })

  test.for(Object.keys(RULES))('%s is silent at values of any other kind', (kind) => {
    const values: readonly JsonValue[] = [null, true, 1.5, [], {}, 'x', '']
    for (const value of values) {
      const fields = { So: value, Ngay: value, Ngay2: value, Ma: value, Noi: value, Ten: value }
      const codes = judgeRule(kind, fields).map(({ code }) => code)
      expect(codes.filter((code) => code !== 'type-mismatch')).toEqual([])
    }
  })

  test.for([
    { flag: true, codes: ['field-needed'] },
    { flag: false, codes: [] },
  ])('need a field where a flag is $flag as the rule says', ({ flag, codes }) => {
    const issues = judgeRule('field-needed', { Ma: flag }, { values: ['true'] })
    expect(issues.map(({ code }) => code)).toEqual(codes)
  })

  test.for([{ Ma: '1', codes: ['date-order'] }, { Ma: '2', codes: [] }, { codes: [] }])(
    'hold only for objects that the rule speaks of: $Ma',
    ({ Ma, codes }) => {
      const value = { Ngay: '20260102', Ngay2: '20260101', ...(Ma === undefined ? {} : { Ma }) }
      const only = { field: '/Ma', values: ['1', '3'] }
      expect(judgeRule('date-order', value, { only }).map(({ code }) => code)).toEqual(codes)
    },
  )

  test.for([{ field: 'Ma', values: ['1'] }, { field: '/Ma' }])(
    'that say badly when they hold make a schema unusable: %o',
    (only) => {
      expect(() => judgeRule('date-order', {}, { only })).toThrow('says badly when it holds')
    },
  )

  test('carry their id, their basis and their severity', () => {
    const basis = { instrument: 'Rule' }
    const value = { Ngay: '20260102', Ngay2: '20260101' }
    expect(judgeRule('date-order', value, { basis, severity: 'warning' })).toMatchObject([
      {
        severity: 'warning',
        legalBasis: [basis],
        params: { rule: 'a-rule', earlier: { vi: 'Ngày trước' }, later: { en: 'Later day' } },
        schemaLocation: 'https://schemas.example/schemas/test/main/1.0.0#/x-rules',
      },
    ])
    expect(judgeRule('date-order', value, { basis: [basis, basis] })[0]?.legalBasis).toHaveLength(2)
  })

  test('name the field that is needed, and need it whatever the case says', () => {
    const rule = { fields: { needed: '/Ten/Ho', when: '/Ma' }, values: null }
    expect(judgeRule('field-needed', { Ma: 'any' }, rule)).toMatchObject([
      { code: 'field-needed', params: { name: { vi: 'Họ' } } },
    ])
  })
})
