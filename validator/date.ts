/**
 * Days of the civil calendar, as RFC 3339 full-dates.
 *
 * @module
 */
import { Problem } from './problem.ts'
import { dateMalformed } from './problems.ts'

const FULL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/u

/** Throws Problem `date-malformed` unless the text is a day of the calendar. */
export function parseDate(text: string): string {
  if (!isFullDate(text)) throw new Problem(dateMalformed, 'Expected a day such as 2026-11-23')
  return text
}

export function isFullDate(text: string): boolean {
  const match = FULL_DATE.exec(text)
  return match !== null && isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]))
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
