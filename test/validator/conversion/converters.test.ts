/** Each converter there and back, over random values, and what it refuses. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConverterContext } from '../../../validator/conversion/converter.ts'
import { CONVERTER_NAMES, findConverter } from '../../../validator/conversion/converters/index.ts'
import type { JsonObject, JsonValue } from '../../../validator/index.ts'
import { createCatalogue } from '../../../validator/index.ts'

const LIST = '/schemas/codelists/units/1.0.0'
const catalogue = createCatalogue(
  [
    {
      ref: { path: 'codelists/units', major: 1, minor: 0, patch: 0 },
      document: { $id: LIST, type: 'string' },
      values: [
        { code: '1', vi: 'A', validTo: '2020-12-31', replacedBy: ['2'] },
        { code: '2', vi: 'B', validFrom: '2021-01-01', validTo: '2023-12-31', replacedBy: ['3'] },
        { code: '3', vi: 'C', validFrom: '2024-01-01', replaces: ['2'] },
        { code: '4', vi: 'D', validTo: '2020-12-31', replacedBy: ['9', '10'] },
        { code: '9', vi: 'I', validFrom: '2021-01-01', replaces: ['4'] },
        { code: '10', vi: 'K', validFrom: '2021-01-01', replaces: ['4'] },
        { code: '5', vi: 'E', validTo: '2020-12-31', replacedBy: ['6'] },
        { code: '7', vi: 'L', validTo: '2020-12-31', replacedBy: ['6'] },
        { code: '6', vi: 'F', validFrom: '2021-01-01', replaces: ['5', '7'] },
        { code: '8', vi: 'G', validTo: '2020-12-31', replacedBy: ['8'] },
        { code: '8', vi: 'H', validFrom: '2021-01-01', replaces: ['8'] },
      ],
    },
  ],
  '',
)

function context(row: JsonObject = {}, days: Partial<ConverterContext> = {}): ConverterContext {
  return {
    row: { 'x-codeList': LIST, ...row },
    sourceDay: '2020-06-01',
    targetDay: '2026-01-01',
    findCodeList: (id) => catalogue.findById(id)?.codeList,
    beside: () => undefined,
    ...days,
  }
}

function forward(name: string, value: JsonValue, about: ConverterContext = context()) {
  return findConverter(name)?.forward(value, about)
}

const digits = (length: number) =>
  fc.integer({ min: 0, max: 99 }).map((n) => `${n}`.padStart(length, '0'))
const instant = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19))
const compact = instant.map((text) => text.replaceAll(/[-:T]/gu, ''))
const LETTER = fc.constantFrom('G', 'H', 'I', 'K')

/** Values each lossless converter takes. */
const VALUES: Readonly<Record<string, fc.Arbitrary<JsonValue>>> = {
  copy: fc.jsonValue() as fc.Arbitrary<JsonValue>,
  'text-to-boolean': fc.constantFrom('True', 'False'),
  'flag-to-boolean': fc.constantFrom('0', '1'),
  'text-to-integer': fc.integer().map(String),
  'integer-to-text': fc.integer(),
  'code-map': fc.constantFrom('0', '1'),
  'compact-timestamp-to-instant': compact,
  'spaced-timestamp-to-instant': instant.map((text) => text.replace('T', ' ')),
  'compact-date-to-date': compact.map((text) => text.slice(0, 8)),
  'year-first-date-to-date': instant.map((text) => text.slice(0, 10).replaceAll('-', '/')),
  'year-first-timestamp-to-instant': instant.map((text) =>
    text.replaceAll('-', '/').replace('T', ' '),
  ),
  'compact-timestamp-to-date': compact.map((text) => `${text.slice(0, 8)}000000`),
  'year-to-date': fc.integer({ min: 1000, max: 9999 }).map(String),
  'agency-code': fc
    .tuple(digits(2), LETTER, digits(2))
    .map(([unit, letter, agency]) => `000.00.${unit}.${letter}${agency}`),
  'commune-code': fc.constantFrom('3', '6'),
  'members-to-list': fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
}

describe('a converter that is exact', () => {
  const exact = CONVERTER_NAMES.filter((name) => findConverter(name)?.lossless)

  test.for(exact)('%s gives back what went in', (name) => {
    const values = VALUES[name]
    if (values === undefined) throw new Error('no values to try')
    const about = context({ map: { 0: 'a', 1: 'b' } }, { sourceDay: '2026-01-01' })
    fc.assert(
      fc.property(values, (value) => {
        const there = forward(name, value, about)
        expect(there?.code).toBeUndefined()
        const back = findConverter(name)?.backward?.(there?.value ?? null, about)
        expect(back).toEqual({ value })
      }),
    )
  })
})

describe('a map of codes', () => {
  test.for([
    { keys: 'integer', map: { 1: 'a', 2: 'b' }, code: 2, value: 'b' },
    { keys: 'boolean', map: { true: 'a', false: 'b' }, code: false, value: 'b' },
  ])('reads and writes codes of the kind $keys', ({ keys, map, code, value }) => {
    const about = context({ map, keys })
    expect(forward('code-map', code, about)).toEqual({ value })
    expect(findConverter('code-map')?.backward?.(value, about)).toEqual({ value: code })
  })
})

describe('every converter', () => {
  test.for(CONVERTER_NAMES)('%s answers any value, and never throws', (name) => {
    fc.assert(
      fc.property(fc.jsonValue() as fc.Arbitrary<JsonValue>, (value) => {
        const { forward: there, backward } = findConverter(name) ?? {}
        for (const made of [there?.(value, context()), backward?.(value, context())]) {
          expect(made === undefined || made.value !== undefined || made.code !== undefined).toBe(
            true,
          )
        }
      }),
    )
  })
})

describe('a value that is not quite the same afterwards', () => {
  test.for<[string, JsonValue, JsonValue | undefined, string | undefined]>([
    ['text-to-integer', '007', 7, 'conversion-approximate'],
    ['text-to-integer', '1e3', undefined, 'conversion-unreadable'],
    ['compact-timestamp-to-date', '20240229120000', '2024-02-29', 'conversion-approximate'],
    ['compact-date-to-date', '20230229', undefined, 'conversion-unreadable'],
    ['name-to-parts', 'A B C D', { Ho: 'A', ChuDem: 'B C', Ten: 'D' }, 'conversion-approximate'],
    ['name-to-parts', 'A', undefined, 'conversion-ambiguous'],
    ['name-parts-repaired', { Ho: 'A', ChuDem: '', Ten: 'B' }, { Ho: 'A', Ten: 'B' }, undefined],
    ['agency-code', '001.00.14.H56', undefined, 'conversion-unreadable'],
    [
      'any-timestamp-to-instant',
      '2024-05-31T08:00:00.5',
      '2024-05-31T08:00:00+07:00',
      'conversion-approximate',
    ],
    ['file-digest', '<hash>', undefined, 'conversion-unreadable'],
    ['members-to-list', { a: 1 }, [{ TenTruong: 'a', GiaTri: '1' }], 'conversion-approximate'],
    ['members-to-list', { a: {} }, undefined, 'conversion-unreadable'],
    ['code-map', { toString: '' }, undefined, 'conversion-unreadable'],
    ['code-successor', '1', '3', undefined],
    ['code-successor', '4', undefined, 'conversion-ambiguous'],
    ['code-successor', '5', '6', 'conversion-widened'],
    ['code-successor', '8', '8', undefined],
    ['code-successor', '99', undefined, 'conversion-unreadable'],
  ])('%s of %j is %j with %s', ([name, value, result, code]) => {
    expect(forward(name, value)).toEqual({
      ...(result === undefined ? {} : { value: result }),
      ...(code === undefined ? {} : { code }),
    })
  })

  test('two codes with one successor do not come back', () => {
    const about = context({ map: { 0: 'a', 1: 'a' } })
    expect(findConverter('code-map')?.backward?.('a', about)).toEqual({
      code: 'conversion-ambiguous',
    })
  })
})
