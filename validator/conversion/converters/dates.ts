/**
 * Converters between the notations of days and instants.
 *
 * Legacy notations have no zone; they are the time of Vietnam, UTC+7 all year.
 *
 * @module
 */
import { compactTimestamp } from '../../formats/compact-timestamp.ts'
import type { DateNotation } from '../../formats/date-notation.ts'
import {
  COMPACT_DATE,
  COMPACT_TIMESTAMP,
  DATE_TIME,
  FULL_DATE,
  readDate,
  readDateIn,
  SPACED_TIMESTAMP,
  YEAR_FIRST_DATE,
  YEAR_FIRST_TIMESTAMP,
} from '../../formats/date-notation.ts'
import type { JsonValue } from '../../json-value.ts'
import type { Converted, Converter } from '../converter.ts'
import { ofText, UNREADABLE } from '../converter.ts'

const ZONE = '+07:00'

function timestampNotation(from: DateNotation, write: (instant: string) => string): Converter {
  return {
    summary: { vi: `${from.name} ↔ RFC 3339 (${ZONE})`, en: `${from.name} ↔ RFC 3339 (${ZONE})` },
    forward: ofText((text) => {
      const instant = readDateIn(from, text)?.instant
      return instant === undefined ? UNREADABLE : { value: `${instant}${ZONE}` }
    }),
    backward: ofText((text) => {
      const instant = readDateIn(DATE_TIME, text)?.instant
      return instant === undefined ? UNREADABLE : withoutFraction(text, write(instant))
    }),
    lossless: true,
  }
}

/** The legacy notations end at the second. */
function withoutFraction(source: string, value: string): Converted {
  return /\.0*[1-9]/u.test(source) ? { value, code: 'conversion-approximate' } : { value }
}

export const compactTimestampToInstant: Converter = timestampNotation(
  COMPACT_TIMESTAMP,
  (instant) => instant.replaceAll(/[-:T]/gu, ''),
)
export const spacedTimestampToInstant: Converter = timestampNotation(SPACED_TIMESTAMP, (instant) =>
  instant.replace('T', ' '),
)

export const yearFirstTimestampToInstant: Converter = timestampNotation(
  YEAR_FIRST_TIMESTAMP,
  (instant) => instant.replaceAll('-', '/').replace('T', ' '),
)

/** Any notation that is recognised; a time without a zone is the time of Vietnam. */
export const anyTimestampToInstant: Converter = {
  summary: {
    vi: `thời điểm ở mọi cách viết đã biết → RFC 3339 (${ZONE})`,
    en: `an instant in any known notation → RFC 3339 (${ZONE})`,
  },
  forward: ofText((text) => {
    const instant = readDate(text)?.instant
    return instant === undefined ? UNREADABLE : withoutFraction(text, `${instant}${ZONE}`)
  }),
  backward: ofText((text) => {
    const instant = readDateIn(DATE_TIME, text)?.instant
    return instant === undefined ? UNREADABLE : withoutFraction(text, instant)
  }),
  lossless: false,
}

function dateNotation(from: DateNotation, separator: string): Converter {
  const summary = `${from.name} ↔ yyyy-MM-dd`
  return {
    summary: { vi: summary, en: summary },
    forward: ofText((text) => {
      const day = readDateIn(from, text)?.day
      return day === undefined ? UNREADABLE : { value: day }
    }),
    backward: ofText((text) => {
      const day = readDateIn(FULL_DATE, text)?.day
      return day === undefined ? UNREADABLE : { value: day.replaceAll('-', separator) }
    }),
    lossless: true,
  }
}

export const compactDateToDate: Converter = dateNotation(COMPACT_DATE, '')
export const yearFirstDateToDate: Converter = dateNotation(YEAR_FIRST_DATE, '/')

/** Legacy systems write a day as an instant at midnight; another time of day would be lost. */
export const compactTimestampToDate: Converter = {
  summary: { vi: 'yyyyMMdd000000 ↔ yyyy-MM-dd', en: 'yyyyMMdd000000 ↔ yyyy-MM-dd' },
  forward: ofText((text) => {
    if (compactTimestamp.judge(text) !== undefined) return UNREADABLE
    const value = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`
    return text.endsWith('000000') ? { value } : { value, code: 'conversion-approximate' }
  }),
  backward: ofText((text) => {
    const day = readDateIn(FULL_DATE, text)?.day
    return day === undefined ? UNREADABLE : { value: `${day.replaceAll('-', '')}000000` }
  }),
  lossless: true,
}

/** For a field beside the full date: it adds nothing when it is the year of that date. */
export const yearToDate: Converter = {
  summary: {
    vi: 'năm ↔ ngày chỉ biết năm',
    en: 'year ↔ date of which only the year is known',
  },
  forward: ofText((text) => (/^[0-9]{4}$/u.test(text) ? { value: text } : UNREADABLE)),
  backward: ofText((text) =>
    /^[0-9]{4}(?:-|$)/u.test(text) ? { value: text.slice(0, 4) } : UNREADABLE,
  ),
  lossless: true,
  covers: (first: JsonValue, second: JsonValue) =>
    typeof first === 'string' && typeof second === 'string' && first.startsWith(second),
}
