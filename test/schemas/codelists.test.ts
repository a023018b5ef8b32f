/** The code lists: how many values, who owns a code on which day, what became of it. */
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { CodeList, CodeListValue } from '../../validator/index.ts'
import { createCatalogue, isInForce, lookUpCode, parseSchemaRef } from '../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())

function listOf(path: string): CodeList {
  const { codeList } = catalogue.get(parseSchemaRef(`${path}@1.0.0`))
  if (codeList === undefined) throw new TypeError(`${path} is no code list`)
  return codeList
}

const provinces = listOf('codelists/provinces')
const wards = listOf('codelists/wards')

function inForce(list: CodeList, asOf: string): readonly CodeListValue[] {
  return list.values.filter((value) => isInForce(value, asOf))
}

describe('provinces', () => {
  test.for([
    { asOf: '2025-06-30', count: 63 },
    { asOf: '2025-07-01', count: 34 },
    { asOf: '2026-04-30', count: 34 },
  ])('are $count on $asOf', ({ asOf, count }) => {
    expect(inForce(provinces, asOf)).toHaveLength(count)
  })

  // Quyết định 19/2025/QĐ-TTg: seven codes kept their number and changed their owner.
  test.for([
    { code: '15', before: 'Tỉnh Yên Bái', after: 'Tỉnh Lào Cai' },
    { code: '24', before: 'Tỉnh Bắc Giang', after: 'Tỉnh Bắc Ninh' },
    { code: '44', before: 'Tỉnh Quảng Bình', after: 'Tỉnh Quảng Trị' },
    { code: '52', before: 'Tỉnh Bình Định', after: 'Tỉnh Gia Lai' },
    { code: '80', before: 'Tỉnh Long An', after: 'Tỉnh Tây Ninh' },
    { code: '82', before: 'Tỉnh Tiền Giang', after: 'Tỉnh Đồng Tháp' },
    { code: '91', before: 'Tỉnh Kiên Giang', after: 'Tỉnh An Giang' },
  ])('$code is $before until 30/06/2025 and $after a day later', ({ code, before, after }) => {
    expect(lookUpCode(provinces, code, '2025-06-30')).toMatchObject({ value: { vi: before } })
    expect(lookUpCode(provinces, code, '2025-07-01')).toMatchObject({ value: { vi: after } })
  })

  test('75 is a province until 29/04/2026 and a city a day later', () => {
    expect(lookUpCode(provinces, '75', '2026-04-29')).toMatchObject({
      value: { vi: 'Tỉnh Đồng Nai' },
    })
    expect(lookUpCode(provinces, '75', '2026-04-30')).toMatchObject({
      value: { vi: 'Thành phố Đồng Nai' },
    })
  })

  test('each old province went to one new one, which names it among those it replaces', () => {
    for (const { code, replacedBy = [] } of inForce(provinces, '2025-06-30')) {
      expect(replacedBy).toHaveLength(1)
      const status = lookUpCode(provinces, replacedBy[0] ?? '', '2025-07-01')
      expect(status.kind).toBe('in-force')
      if (status.kind === 'in-force') expect(status.value.replaces).toContain(code)
    }
  })

  test('the new ones replace each old code once', () => {
    const replaced = inForce(provinces, '2025-07-01').flatMap(({ replaces = [] }) => replaces)
    expect(replaced).toHaveLength(63)
    expect(new Set(replaced).size).toBe(63)
  })
})

describe('wards', () => {
  test('are 3,321, each in a province that is in force', () => {
    expect(wards.values).toHaveLength(3_321)
    expect(new Set(wards.values.map(({ code }) => code)).size).toBe(3_321)
    for (const { parent = '' } of wards.values) {
      expect(lookUpCode(provinces, parent, '2026-11-23').kind).toBe('in-force')
    }
  })

  test('are not known before districts were abolished', () => {
    expect(lookUpCode(wards, '00004', '2025-06-30')).toEqual({
      kind: 'not-covered',
      from: '2025-07-01',
    })
  })
})

describe('ethnic groups', () => {
  test.for(['1979', '2008'])('are 54 in the list of %s', (year) => {
    expect(listOf(`codelists/ethnic-groups-${year}`).values).toHaveLength(54)
  })

  test('have other codes in the two lists', () => {
    const name = (year: string, code: string) =>
      listOf(`codelists/ethnic-groups-${year}`).valuesOf(code)[0]?.vi
    expect([name('1979', '06'), name('2008', '04')]).toEqual(['Mường', 'Mường'])
  })

  test('say of each code of 2008 whether it was verified', () => {
    const { values } = listOf('codelists/ethnic-groups-2008')
    expect(values.filter(({ evidence }) => evidence === 'verified')).toHaveLength(20)
    expect(values.filter(({ evidence }) => evidence === 'unverified')).toHaveLength(34)
  })
})
