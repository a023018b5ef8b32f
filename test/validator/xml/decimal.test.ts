/** Numbers and decimals: no digit is lost on the way. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDecimal, writeDecimal } from '../../../validator/xml/decimal.ts'

describe('a number', () => {
  test.for([
    { value: 0, text: '0' },
    { value: -0, text: '0' },
    { value: 0.1, text: '0.1' },
    { value: 1e-7, text: '0.0000001' },
    { value: -1.25e-9, text: '-0.00000000125' },
    { value: 1e21, text: '1000000000000000000000' },
    { value: -1.5e22, text: '-15000000000000000000000' },
  ])('$value is written as $text', ({ value, text }) => {
    expect(writeDecimal(value)).toBe(text)
  })

  test('is read again as it was written', async () => {
    await fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readDecimal(writeDecimal(value))).toBe(value + 0)
      }),
    )
  })

  test.for([
    { text: '-0', value: 0 },
    { text: '-0.00', value: 0 },
    { text: '1.500', value: 1.5 },
    { text: '0.10000000000000001', value: 0.1 },
    { text: '9007199254740992', value: 2 ** 53 },
  ])('is read from $text, whose digits it has', ({ text, value }) => {
    expect(readDecimal(text)).toBe(value)
  })

  test.for(['9007199254740993', '0.1000000000000000055', `0.${'1'.repeat(101)}`, '9'.repeat(400)])(
    'is not read from %s, whose digits it has not',
    (text) => {
      expect(readDecimal(text)).toBeUndefined()
    },
  )

  test.for(['', '+1', '01', '1.', '.5', '1e3', 'NaN', 'Infinity', '1 '])(
    'is not read from "%s"',
    (text) => {
      expect(readDecimal(text)).toBeUndefined()
    },
  )
})
