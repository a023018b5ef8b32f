/** Dates are recognised in every notation that real messages use. */
import { describe, expect, test } from 'vitest'
import { inOrder, isDateTime, readDate } from '../../../validator/formats/date-notation.ts'

describe('reading a date', () => {
  test.for([
    { text: '20260609', name: 'yyyyMMdd', day: '2026-06-09' },
    { text: '20260609083000', name: 'yyyyMMddHHmmss', day: '2026-06-09' },
    { text: '2026-06-09', name: 'yyyy-MM-dd', day: '2026-06-09' },
    { text: '2026-06-09 08:30:00', name: 'yyyy-MM-dd HH:mm:ss', day: '2026-06-09' },
    { text: '09/06/2026', name: 'dd/MM/yyyy', day: '2026-06-09' },
    { text: '2026-06-09T20:00:00Z', name: 'RFC 3339', day: '2026-06-10' },
    { text: '2026-06-09T20:00:00.5+07:00', name: 'RFC 3339', day: '2026-06-09' },
    { text: '2026-06-09T20:00:00', name: 'yyyy-MM-ddTHH:mm:ss', day: '2026-06-09' },
    { text: '2026/06/09', name: 'yyyy/MM/dd', day: '2026-06-09' },
    { text: '2026/06/09 08:30:00', name: 'yyyy/MM/dd HH:mm:ss', day: '2026-06-09' },
    { text: '2026-06-09T20:00:00.000+0000', name: 'yyyy-MM-ddTHH:mm:ss.SSSZ', day: '2026-06-10' },
    { text: '2026-06-09T20:00:00.000+0700', name: 'yyyy-MM-ddTHH:mm:ss.SSSZ', day: '2026-06-09' },
  ])('takes $text as $name', ({ text, name, day }) => {
    expect(readDate(text)).toMatchObject({ day, notation: { name } })
  })

  test.for([
    '',
    '20260631',
    '31/06/2026',
    '2026-06-09T25:00:00Z',
    '2026-06-09T20:00:00+99:00',
    '9/6/2026',
    '0000-00-00T00:00:00.000+0700',
  ])('takes "%s" as no date', (text) => {
    expect(readDate(text)).toBeUndefined()
  })

  test.for([
    { earlier: '20260609', later: '2026-06-09 00:00:00', ordered: true },
    { earlier: '20260609083000', later: '2026-06-09 08:29:59', ordered: false },
    { earlier: '20260609083000', later: '20260609', ordered: true },
    { earlier: '2026-06-09T01:30:00Z', later: '20260609083000', ordered: true },
    { earlier: '10/06/2026', later: '20260609', ordered: false },
  ])('compares $earlier and $later as far as both are precise', ({ earlier, later, ordered }) => {
    const [first, second] = [readDate(earlier), readDate(later)]
    expect(first && second && inOrder(first, second)).toBe(ordered)
  })
})

describe('a date-time of RFC 3339', () => {
  test.for([
    { text: '2026-11-01T08:00:00+07:00', holds: true },
    { text: '2026-11-01T08:00:00.123Z', holds: true },
    { text: '2026-11-01T08:00:00.000+0700', holds: false },
    { text: '2026-11-01T08:00:00', holds: false },
    { text: '2026-02-30T08:00:00Z', holds: false },
    { text: '2026-11-01T08:00:60Z', holds: false },
  ])('$text: $holds', ({ text, holds }) => {
    expect(isDateTime(text)).toBe(holds)
  })
})
