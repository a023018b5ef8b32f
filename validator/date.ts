/**
 * Days of the civil calendar, as RFC 3339 full-dates.
 *
 * @module
 */
import { Problem } from './problem.ts'
import { dateMalformed } from './problems.ts'

/** Throws Problem `date-malformed` unless the text is a day of the calendar. */
export function parseDate(text: string): string {
  if (!isFullDate(text)) throw new Problem(dateMalformed, 'Expected a day such as 2026-11-23')
  return text
}

/** Whether it is a day of the calendar, written YYYY-MM-DD. */
export function isFullDate(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) {
    return false
  }
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)]
  return isCalendarDay(year, month, day)
}

const [HYPHEN, ZERO] = [0x2d, 0x30]

/** NaN where one is no digit: most dates are looked at several times, so no expression is run. */
function digits(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - ZERO
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = 10 * number + digit
  }
  return number
}

/** True when the Gregorian calendar has that day; months and days count from 1. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (month === 2 && day === 29) return isLeapYear(year)
  return day >= 1 && day <= (DAYS_IN_MONTH[month - 1] ?? 0)
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function dayAfter(day: string): string {
  return shiftDay(day, 1)
}

export function dayBefore(day: string): string {
  return shiftDay(day, -1)
}

/** `day` is a day of the calendar; years have four digits. */
function shiftDay(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

// Vietnam has one zone, UTC+7, and no daylight saving time.
const VIETNAM_OFFSET_MS = 7 * 60 * 60 * 1_000

/** The day it is in Vietnam at an instant. */
export function vietnamDay(instant: Date): string {
  return new Date(instant.getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 10)
}
