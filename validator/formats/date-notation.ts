/**
 * The notations in which real messages write days and instants.
 *
 * Three of them have been seen inside one message, so a value in the wrong one
 * is recognised and named instead of being called malformed.
 *
 * @module
 */
import { isCalendarDay, isFullDate, vietnamDay } from '../date.ts'

export interface DateNotation {
  /** As its users write it; goes into issues. */
  readonly name: string
  readonly pattern: RegExp
}

/** Each pattern has the named groups year, month, day and perhaps hour, minute, second. */
const DAY = '(?<month>\\d{2})(?<day>\\d{2})'
const ISO_DAY = '(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})'
const CLOCK = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})'

function notation(name: string, pattern: string): DateNotation {
  return { name, pattern: new RegExp(`^${pattern}$`, 'u') }
}

export const COMPACT_DATE: DateNotation = notation('yyyyMMdd', `(?<year>\\d{4})${DAY}`)
export const COMPACT_TIMESTAMP: DateNotation = notation(
  'yyyyMMddHHmmss',
  `(?<year>\\d{4})${DAY}(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})`,
)
export const FULL_DATE: DateNotation = notation('yyyy-MM-dd', ISO_DAY)
/** Not among those that are recognised: a bare year could be anything. */
export const PARTIAL_DATE: DateNotation = notation(
  'yyyy-MM-dd, yyyy-MM, yyyy',
  '(?<year>\\d{4})(?:-(?<month>\\d{2})(?:-(?<day>\\d{2}))?)?',
)
export const SPACED_TIMESTAMP: DateNotation = notation('yyyy-MM-dd HH:mm:ss', `${ISO_DAY} ${CLOCK}`)
const SLASHED_DAY = '(?<year>\\d{4})/(?<month>\\d{2})/(?<day>\\d{2})'
/** Of QCVN 102:2016 (edXML). */
export const YEAR_FIRST_DATE: DateNotation = notation('yyyy/MM/dd', SLASHED_DAY)
export const YEAR_FIRST_TIMESTAMP: DateNotation = notation(
  'yyyy/MM/dd HH:mm:ss',
  `${SLASHED_DAY} ${CLOCK}`,
)
const SLASHED_DATE = notation('dd/MM/yyyy', '(?<day>\\d{2})/(?<month>\\d{2})/(?<year>\\d{4})')
export const DATE_TIME: DateNotation = notation(
  'RFC 3339',
  `${ISO_DAY}[Tt]${CLOCK}(?:\\.\\d+)?(?<zone>[Zz]|[+-]\\d{2}:\\d{2})`,
)
/** Of the LGSP messages: an offset without its colon. */
const BASIC_OFFSET = notation(
  'yyyy-MM-ddTHH:mm:ss.SSSZ',
  `${ISO_DAY}T${CLOCK}(?:\\.\\d+)?(?<zone>[+-]\\d{4})`,
)
// ISO 8601 without a zone: read as time in Vietnam, like the compact notations.
const LOCAL_DATE_TIME = notation('yyyy-MM-ddTHH:mm:ss', `${ISO_DAY}T${CLOCK}(?:\\.\\d+)?`)

const NOTATIONS: readonly DateNotation[] = [
  COMPACT_DATE,
  COMPACT_TIMESTAMP,
  FULL_DATE,
  SPACED_TIMESTAMP,
  SLASHED_DATE,
  YEAR_FIRST_DATE,
  YEAR_FIRST_TIMESTAMP,
  DATE_TIME,
  BASIC_OFFSET,
  LOCAL_DATE_TIME,
]

/** A moment as far as it was written; compares as text within one precision. */
export interface WrittenDate {
  readonly notation: DateNotation
  /** YYYY-MM-DD in Vietnam. */
  readonly day: string
  /** YYYY-MM-DDTHH:MM:SS in Vietnam, when the notation has a time. */
  readonly instant?: string
}

/** The date when it is in a known notation and in the calendar, else undefined. */
export function readDate(text: string): WrittenDate | undefined {
  if (text.length < SHORTEST_LENGTH) return undefined
  for (const candidate of text.length === FULL_DATE_LENGTH ? TEN_CHARACTERS : NOTATIONS) {
    const date = readDateIn(candidate, text)
    if (date !== undefined) return date
  }
  return undefined
}

const SHORTEST_LENGTH = 'yyyyMMdd'.length
const FULL_DATE_LENGTH = 'yyyy-MM-dd'.length
/** Most dates are as long as these, and no other notation is. */
const TEN_CHARACTERS = [
  FULL_DATE,
  ...NOTATIONS.filter(({ name }) => name.length === FULL_DATE_LENGTH && name !== FULL_DATE.name),
]

export function readDateIn(candidate: DateNotation, text: string): WrittenDate | undefined {
  if (candidate === FULL_DATE) {
    return isFullDate(text) ? { notation: FULL_DATE, day: text } : undefined
  }
  const groups = candidate.pattern.exec(text)?.groups
  if (groups === undefined || !isPossible(groups)) return undefined
  const { year, month, day, hour, minute, second, zone } = groups
  if (zone !== undefined) return inVietnam(candidate, text)
  const written = `${year}-${month}-${day}`
  if (hour === undefined) return { notation: candidate, day: written }
  return { notation: candidate, day: written, instant: `${written}T${hour}:${minute}:${second}` }
}

/** Format `date-time` of JSON Schema: RFC 3339 section 5.6, without leap seconds. */
export function isDateTime(text: string): boolean {
  return readDateIn(DATE_TIME, text) !== undefined
}

/** A date in any notation, or only its year or month: `day` is then that much shorter. */
export function readDateOrPart(text: string): WrittenDate | undefined {
  const isPart = text.length < FULL_DATE_LENGTH && PARTIAL_DATE.pattern.test(text)
  return isPart ? { notation: PARTIAL_DATE, day: text } : readDate(text)
}

/** True when two dates are in order, as far as both are precise. */
export function inOrder(earlier: WrittenDate, later: WrittenDate): boolean {
  if (earlier.instant !== undefined && later.instant !== undefined) {
    return earlier.instant <= later.instant
  }
  const precision = Math.min(earlier.day.length, later.day.length)
  return earlier.day.slice(0, precision) <= later.day.slice(0, precision)
}

type Groups = Readonly<Record<string, string | undefined>>

function isPossible(groups: Groups): boolean {
  const { year, month, day, hour = '0', minute = '0', second = '0' } = groups
  return (
    isCalendarDay(Number(year), Number(month), Number(day)) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60
  )
}

const VIETNAM_OFFSET_MS = 7 * 60 * 60 * 1_000

function inVietnam(candidate: DateNotation, text: string): WrittenDate | undefined {
  const instant = new Date(text.toUpperCase().replace(/([+-]\d{2})(\d{2})$/u, '$1:$2'))
  if (Number.isNaN(instant.getTime())) return undefined
  const local = new Date(instant.getTime() + VIETNAM_OFFSET_MS)
  return {
    notation: candidate,
    day: vietnamDay(instant),
    instant: local.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length),
  }
}
