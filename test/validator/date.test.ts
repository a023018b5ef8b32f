/** Days of the calendar, and the day it is in Vietnam. */
import { describe, expect, test } from 'vitest'
import { isFullDate, parseDate, vietnamDay } from '../../validator/date.ts'
import { dateMalformed } from '../../validator/problems.ts'

describe('a day', () => {
  test.for(['2026-11-23', '2024-02-29', '0001-01-01'])('takes %s', (text) => {
    expect(parseDate(text)).toBe(text)
  })

  test.for(['2025-02-29', '2026-13-01', '2026-00-10', '20261123', '23/11/2026', '2026-1-1', ''])(
    'refuses %j',
    (text) => {
      expect(isFullDate(text)).toBe(false)
      expect(() => parseDate(text)).toThrow(expect.objectContaining({ kind: dateMalformed }))
    },
  )

  test('turns at midnight in Vietnam, seven hours before UTC', () => {
    expect(vietnamDay(new Date('2025-06-30T16:59:59Z'))).toBe('2025-06-30')
    expect(vietnamDay(new Date('2025-06-30T17:00:00Z'))).toBe('2025-07-01')
  })
})
