/**
 * A date of which only the year, or the year and the month, may be known.
 *
 * Written as ISO 8601 does, with hyphens; the form without them is named as
 * another notation.
 *
 * @module
 */
import { isCalendarDay, isFullDate } from '../date.ts'
import type { Check } from './check.ts'
import { PARTIAL_DATE } from './date-notation.ts'

export const partialDate: Check = {
  name: {
    vi: 'ngày, tháng hoặc năm (yyyy-MM-dd, yyyy-MM, yyyy)',
    en: 'date, month or year (yyyy-MM-dd, yyyy-MM, yyyy)',
  },
  notation: PARTIAL_DATE,
  judge(text) {
    if (isFullDate(text)) return undefined
    const groups = PARTIAL_DATE.pattern.exec(text)?.groups
    if (groups === undefined) return 'format-mismatch'
    const { year, month = '01', day = '01' } = groups
    return isCalendarDay(Number(year), Number(month), Number(day)) ? undefined : 'date-impossible'
  },
}

/** The year, when the text is a partial date. */
export function yearOfPartialDate(text: string): number | undefined {
  if (partialDate.judge(text) !== undefined) return undefined
  return Number(text.slice(0, 4))
}
