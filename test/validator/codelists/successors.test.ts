/** What a code became, over the merger of the provinces and over lists made for it. */
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import { createCodeList } from '../../../validator/codelists/code-list.ts'
import type { CodeList, CodeListValue } from '../../../validator/index.ts'
import {
  createCatalogue,
  dayAfter,
  dayBefore,
  isInForce,
  matchesIn,
  parseSchemaRef,
  resolveCode,
} from '../../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())

function listOf(path: string): CodeList {
  const { codeList } = catalogue.get(parseSchemaRef(`codelists/${path}@1.0.0`))
  if (codeList === undefined) throw new TypeError(`${path} is no code list`)
  return codeList
}

const provinces = listOf('provinces')
const BEFORE = '2025-06-30'
const AFTER = '2025-07-01'
const old = provinces.values.filter((value) => isInForce(value, BEFORE))

function names(code: string, from: string, to: string, list: CodeList = provinces): string[] {
  const resolved = resolveCode(list, code, { from, to })
  return resolved.kind === 'resolved' ? resolved.values.map(({ vi }) => vi) : [resolved.kind]
}

describe('the provinces', () => {
  test.for(old)('$code of $vi has one successor, of which it is a predecessor', (value) => {
    const resolved = resolveCode(provinces, value.code, { from: BEFORE, to: AFTER })
    expect(resolved).toMatchObject({ kind: 'resolved', values: [{ validFrom: AFTER }] })
    const [now] = resolved.kind === 'resolved' ? resolved.values : []
    const back = resolveCode(provinces, now?.code ?? '', { from: AFTER, to: BEFORE })
    expect(back.kind === 'resolved' ? back.values : []).toContain(value)
  })

  test('go back to all 63 codes, each once', () => {
    const now = provinces.values.filter((value) => isInForce(value, AFTER))
    const back = now.flatMap(({ code }) => names(code, AFTER, BEFORE))
    expect(now).toHaveLength(34)
    expect(back).toHaveLength(63)
    expect(new Set(back).size).toBe(63)
  })

  test.for([
    { code: '15', before: 'Tỉnh Yên Bái', after: 'Tỉnh Lào Cai' },
    { code: '24', before: 'Tỉnh Bắc Giang', after: 'Tỉnh Bắc Ninh' },
    { code: '44', before: 'Tỉnh Quảng Bình', after: 'Tỉnh Quảng Trị' },
    { code: '52', before: 'Tỉnh Bình Định', after: 'Tỉnh Gia Lai' },
    { code: '80', before: 'Tỉnh Long An', after: 'Tỉnh Tây Ninh' },
    { code: '82', before: 'Tỉnh Tiền Giang', after: 'Tỉnh Đồng Tháp' },
    { code: '91', before: 'Tỉnh Kiên Giang', after: 'Tỉnh An Giang' },
  ])('have $code for another province a day later', ({ code, before, after }) => {
    expect(names(code, BEFORE, BEFORE)).toEqual([before])
    expect(names(code, AFTER, AFTER)).toEqual([after])
    expect(names(code, BEFORE, AFTER)).toEqual([after])
  })

  test('follow a city through both changes', () => {
    expect(names('70', BEFORE, '2026-04-30')).toEqual(['Thành phố Đồng Nai'])
    expect(names('75', '2026-04-30', BEFORE).length).toBe(2)
  })
})

describe('a list', () => {
  const value = (code: string, more: Partial<CodeListValue> = {}) => ({ code, vi: code, ...more })
  const split = createCodeList('urn:split', [
    value('a', { validTo: '2020-12-31', replacedBy: ['b', 'c'] }),
    value('b', { validFrom: '2021-01-01', replaces: ['a'] }),
    value('c', { validFrom: '2021-01-01', validTo: '2021-12-31', replaces: ['a'] }),
    value('d', { validTo: '2020-12-31' }),
  ])
  const later = createCodeList('urn:later', [value('a')], '2024-01-01')

  test.for([
    { name: 'gives all parts of what was divided', code: 'a', to: '2021-06-01', found: ['b', 'c'] },
    { name: 'leaves out a part that ended', code: 'a', to: '2022-01-01', found: ['b'] },
    { name: 'says what ended without a successor', code: 'd', to: '2021-01-01', found: ['ended'] },
    { name: 'says what it does not have', code: 'x', to: '2021-01-01', found: ['unknown'] },
    {
      name: 'says what it has on other days',
      code: 'b',
      to: '2021-01-01',
      found: ['not-in-force'],
    },
  ])('$name', ({ code, to, found }) => {
    expect(names(code, '2020-06-01', to, split)).toEqual(found)
  })

  test('does not answer for days before it was kept', () => {
    expect(names('a', '2023-12-31', '2024-06-01', later)).toEqual(['not-covered'])
  })
})

describe('the two lists of ethnic groups', () => {
  const [first, second] = [listOf('ethnic-groups-1979'), listOf('ethnic-groups-2008')]

  test('pair every group with one of the other list, both ways', () => {
    for (const [from, to] of [
      [first, second],
      [second, first],
    ] as const) {
      const pairs = from.values.map((group) => matchesIn(to, group, from))
      expect(pairs.every((found) => found.length === 1)).toBe(true)
      expect(new Set(pairs.flat()).size).toBe(54)
    }
  })

  test.for([
    { code: '04', becomes: '06' },
    { code: '06', becomes: '04' },
    { code: '11', becomes: '54' },
    { code: '17', becomes: '14' },
    { code: '01', becomes: '01' },
  ])('call $code of 1979 $becomes in 2008', ({ code, becomes }) => {
    const [group] = first.valuesOf(code)
    expect(group && matchesIn(second, group, first)).toMatchObject([{ code: becomes }])
  })

  test('know nothing of a list without matches', () => {
    const [group] = first.valuesOf('01')
    expect(group && matchesIn(provinces, group, first)).toEqual([])
  })
})

describe('the day after and before', () => {
  test.for([
    ['2025-06-30', '2025-07-01'],
    ['2024-02-28', '2024-02-29'],
    ['1999-12-31', '2000-01-01'],
  ] as const)('%s is %s', ([day, next]) => {
    expect(dayAfter(day)).toBe(next)
    expect(dayBefore(next)).toBe(day)
  })
})
