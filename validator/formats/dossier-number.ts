/**
 * The dossier number (mã hồ sơ): unit, date received, sequence.
 *
 * Thông tư 01/2018/TT-VPCP, Điều 19 gives the first form. The others are those
 * that issuers are seen to use; a value must be in one of them.
 *
 * @module
 */
import { isCalendarDay } from '../date.ts'
import type { Check } from './check.ts'

const AGENCY = '[A-Z]\\d{2}(?:\\.\\d{2}){0,3}'

/** Two digits of the year are of this century: the numbers came with the circular of 2018. */
const PROFILES: readonly RegExp[] = [
  /^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}-(?<year>\d{2})(?<month>\d{2})(?<day>\d{2})-\d{4}$/u,
  new RegExp(`^${AGENCY}-(?<year>\\d{2})(?<month>\\d{2})(?<day>\\d{2})-\\d{4,5}$`, 'u'),
  new RegExp(`^${AGENCY}-(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})-\\d{7}$`, 'u'),
]

export const dossierNumber: Check = {
  name: { vi: 'mã hồ sơ', en: 'dossier number' },
  judge(text) {
    if (!PROFILES.some((profile) => profile.test(text))) return 'format-mismatch'
    return dossierDay(text) === undefined ? 'dossier-number-date-impossible' : undefined
  },
}

/** The day in the number, YYYY-MM-DD; undefined when it has none or none of the calendar. */
export function dossierDay(text: string): string | undefined {
  for (const profile of PROFILES) {
    const { year = '', month = '', day = '' } = profile.exec(text)?.groups ?? {}
    const fullYear = year.length === 2 ? `20${year}` : year
    if (fullYear === '') continue
    const isReal = isCalendarDay(Number(fullYear), Number(month), Number(day))
    return isReal ? `${fullYear}-${month}-${day}` : undefined
  }
  return undefined
}
