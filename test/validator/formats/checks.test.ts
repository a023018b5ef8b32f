/** Identifiers are judged by the rules of those who give them out. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHECK_NAMES, findCheck } from '../../../validator/formats/checks.ts'
import { dossierDay } from '../../../validator/formats/dossier-number.ts'
import { birthYearOf, personalId, sexOf } from '../../../validator/formats/personal-id.ts'

function judge(name: string, text: string): string | undefined {
  return findCheck(name)?.judge(text)
}

describe('a tax code', () => {
  test.for([
    '0100233488',
    '0314409058-002',
    '0100112437',
    '0312687878-001',
    '0312687878001',
    '0106324653',
    '0106322455',
    '0309478306',
    '0105987432',
    '0306182043-001',
    '0100108945',
    '087084000999',
  ])('accepts %s', (text) => {
    expect(judge('tax-code', text)).toBeUndefined()
  })

  test.for([
    { text: '0100233480', code: 'tax-code-check-digit' },
    { text: '0101234567', code: 'tax-code-check-digit' },
    { text: '0123456789', code: 'tax-code-check-digit' },
    { text: '0109876543', code: 'tax-code-check-digit' },
    { text: '0100000000', code: 'format-mismatch' },
    { text: '0100233488-000', code: 'format-mismatch' },
    { text: '0100233488-1', code: 'format-mismatch' },
    { text: '010023348', code: 'format-mismatch' },
    { text: '003084000999', code: 'personal-id-place-unknown' },
  ])('refuses $text', ({ text, code }) => {
    expect(judge('tax-code', text)).toBe(code)
  })

  test('has no second valid check digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000_001, max: 999_999_999 }), (number) => {
        const stem = String(number).padStart(9, '0')
        const valid = Array.from({ length: 10 }, (_, digit) => `${stem}${digit}`).filter(
          (text) => judge('tax-code', text) === undefined,
        )
        expect(valid.length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('a personal ID', () => {
  test.for([
    { text: '087084000999', code: undefined, year: 1984, sex: 'male' },
    { text: '001199000001', code: undefined, year: 1999, sex: 'female' },
    { text: '096205000001', code: undefined, year: 2005, sex: 'male' },
    { text: '079309000001', code: undefined, year: 2009, sex: 'female' },
    { text: '001450000001', code: undefined, year: 2150, sex: 'male' },
    { text: '001999000001', code: undefined, year: 2399, sex: 'female' },
    { text: '097084000001', code: undefined, year: 1984, sex: 'male' },
    { text: '999084000001', code: undefined, year: 1984, sex: 'male' },
    { text: '000084000001', code: 'personal-id-place-unknown', year: 1984, sex: 'male' },
    { text: '003084000001', code: 'personal-id-place-unknown', year: 1984, sex: 'male' },
    { text: '08708400099', code: 'format-mismatch', year: undefined, sex: undefined },
    { text: '08708400099x', code: 'format-mismatch', year: undefined, sex: undefined },
    { text: '0870840009990', code: 'format-mismatch', year: undefined, sex: undefined },
  ])('reads place, century, sex and year of $text', ({ text, code, year, sex }) => {
    expect(personalId.judge(text)).toBe(code)
    expect(birthYearOf(text)).toBe(year)
    expect(sexOf(text)).toBe(sex)
  })

  test('knows the 63 provinces of before 2025 and no other', () => {
    const places = Array.from({ length: 97 }, (_, place) => String(place).padStart(3, '0'))
    const known = places.filter((place) => personalId.judge(`${place}084000001`) === undefined)
    expect(known).toHaveLength(63)
  })
})

describe('a dossier number', () => {
  test.for([
    { text: '000.00.14.H56-260609-0001', code: undefined, day: '2026-06-09' },
    { text: 'H56.14-260609-00001', code: undefined, day: '2026-06-09' },
    { text: 'G09-260228-0001', code: undefined, day: '2026-02-28' },
    { text: 'G09.20-20260609-0000001', code: undefined, day: '2026-06-09' },
    { text: 'H56.14-260229-0001', code: 'dossier-number-date-impossible', day: undefined },
    { text: 'G09.20-20261309-0000001', code: 'dossier-number-date-impossible', day: undefined },
    { text: '000.00.14.H56-260632-0001', code: 'dossier-number-date-impossible', day: undefined },
    { text: 'H56.14.260609.0001', code: 'format-mismatch', day: undefined },
    { text: 'h56.14-260609-0001', code: 'format-mismatch', day: undefined },
    { text: 'H56.14-20260609-0001', code: 'format-mismatch', day: undefined },
  ])('reads the day of $text', ({ text, code, day }) => {
    expect(judge('dossier-number', text)).toBe(code)
    expect(dossierDay(text)).toBe(day)
  })
})

describe('a date', () => {
  test.for([
    { check: 'compact-timestamp', text: '20240229235959', code: undefined },
    { check: 'compact-timestamp', text: '20230229235959', code: 'date-impossible' },
    { check: 'compact-timestamp', text: '20240229240000', code: 'date-impossible' },
    { check: 'compact-timestamp', text: '20240229236000', code: 'date-impossible' },
    { check: 'compact-timestamp', text: '20240229', code: 'format-mismatch' },
    { check: 'compact-date', text: '20000229', code: undefined },
    { check: 'compact-date', text: '19000229', code: 'date-impossible' },
    { check: 'compact-date', text: '20000431', code: 'date-impossible' },
    { check: 'compact-date', text: '2000-02-29', code: 'format-mismatch' },
    { check: 'partial-date', text: '1950', code: undefined },
    { check: 'partial-date', text: '1950-12', code: undefined },
    { check: 'partial-date', text: '195012', code: 'format-mismatch' },
    { check: 'partial-date', text: '1950-12-31', code: undefined },
    { check: 'partial-date', text: '19501231', code: 'format-mismatch' },
    { check: 'partial-date', text: '1950-13', code: 'date-impossible' },
    { check: 'partial-date', text: '1950-11-31', code: 'date-impossible' },
    { check: 'partial-date', text: '1950-1231', code: 'format-mismatch' },
    { check: 'partial-date', text: '50', code: 'format-mismatch' },
  ])('in $text is judged by $check', ({ check, text, code }) => {
    expect(judge(check, text)).toBe(code)
  })
})

describe('a polygon', () => {
  test.for([
    { text: 'POLYGON((0 0, 9 0, 9 9, 0 0))', code: undefined },
    { text: 'POLYGON ((0 0,9 0,9 9,0.0 0))', code: undefined },
    { text: 'POLYGON((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 1))', code: undefined },
    { text: 'POLYGON((0 0, 9 0, 9 9, 0 9))', code: 'ring-open' },
    { text: 'POLYGON((0 0, 9 0, 0 0))', code: 'ring-open' },
    { text: 'POLYGON((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 2))', code: 'ring-open' },
    { text: 'POLYGON((0 0, 9 0, 9 9, 0 0) (1 1, 2 1, 2 2, 1 1))', code: 'format-mismatch' },
    { text: 'POLYGON((0 0 0, 9 0 0, 9 9 0, 0 0 0))', code: 'format-mismatch' },
    { text: 'POLYGON((0 0, 9 x, 9 9, 0 0))', code: 'format-mismatch' },
    { text: 'POLYGON()', code: 'format-mismatch' },
    { text: 'POLYGON(())', code: 'format-mismatch' },
    { text: 'POINT(1 2)', code: 'format-mismatch' },
  ])('written $text is judged $code', ({ text, code }) => {
    expect(judge('wkt-polygon', text)).toBe(code)
  })
})

describe('the table of checks', () => {
  test('knows the filler that stands for no identity paper', () => {
    expect(judge('identity-number', '000000001')).toBe('identity-number-filler')
    expect(judge('identity-number', '000000002')).toBeUndefined()
  })

  test('has no rule by an inherited name', () => {
    expect(findCheck('toString')).toBeUndefined()
    expect(findCheck('__proto__')).toBeUndefined()
  })

  test('throws at no text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CHECK_NAMES), fc.string(), (name, text) => {
        judge(name, text)
      }),
    )
  })
})
