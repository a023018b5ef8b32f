/**
 * A date of which only the year, or the year and the month, may be known.
 *
 * Written as in ISO 8601, with hyphens or without.
 *
 * @module
 */
import { isCalendarDay } from '../date.ts'
import type { Check } from './check.ts'

const FORM = /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2}))?)?$/u
const COMPACT_FORM = /^(?<year>\d{4})(?:(?<month>\d{2})(?<day>\d{2})?)?$/u

export const partialDate: Check = {
  name: {
    vi: 'ngày, tháng hoặc năm (yyyy-MM-dd, yyyy-MM, yyyy)',
    en: 'date, month or year (yyyy-MM-dd, yyyy-MM, yyyy)',
  },
  judge(text) {
    const groups = (FORM.exec(text) ?? COMPACT_FORM.exec(text))?.groups
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
