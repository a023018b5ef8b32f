/**
 * The codes of two versions of a list, as of days.
 *
 * A value that ends is no removal: documents keep the day they have, and on the days it was in
 * force the code still is. It is one when the code is no longer known, or its first day is later.
 *
 * @module
 */
import type { CodeList, CodeListValue } from '../codelists/code-list.ts'
import { dayAfter, dayBefore } from '../date.ts'

export interface CodeChanges {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly ended: readonly string[]
  /** Days are missing on which the code was in force, other than by an end. */
  readonly later: readonly string[]
  /** In force on days when it was not. */
  readonly longer: readonly string[]
  readonly parents: readonly string[]
  readonly names: readonly string[]
}

const known = new WeakMap<CodeList, WeakMap<CodeList, CodeChanges>>()

export function compareCodeLists(older: CodeList, newer: CodeList): CodeChanges {
  const before = known.get(older)?.get(newer)
  if (before !== undefined) return before
  const changes = changesBetween(older, newer)
  const row = known.get(older) ?? new WeakMap<CodeList, CodeChanges>()
  row.set(newer, changes)
  known.set(older, row)
  return changes
}

function changesBetween(older: CodeList, newer: CodeList): CodeChanges {
  const codes = [...new Set(older.values.map(({ code }) => code))]
  const kept = codes.filter((code) => newer.valuesOf(code).length > 0)
  const days = new Map(
    kept.map((code) => [code, compareDays(older.valuesOf(code), newer.valuesOf(code))]),
  )
  const withDays = (is: (days: Days) => boolean) =>
    kept.filter((code) => is(days.get(code) ?? SAME_DAYS))
  return {
    added: [...new Set(newer.values.map(({ code }) => code))].filter(
      (code) => older.valuesOf(code).length === 0,
    ),
    removed: codes.filter((code) => newer.valuesOf(code).length === 0),
    ended: withDays(({ isEnded }) => isEnded),
    later: withDays(({ isLater }) => isLater),
    longer: withDays(({ isLonger }) => isLonger),
    parents: kept.filter((code) => differ(older, newer, code, parentOf)),
    names: kept.filter((code) => differ(older, newer, code, namesOf)),
  }
}

interface Days {
  readonly isEnded: boolean
  readonly isLater: boolean
  readonly isLonger: boolean
}

const SAME_DAYS: Days = { isEnded: false, isLater: false, isLonger: false }

/** First and last day, inclusive; open ends are before and after all days. */
type Span = readonly [string, string]

const FIRST = '0000-01-01'
const LAST = '9999-12-31'

function compareDays(before: readonly CodeListValue[], after: readonly CodeListValue[]): Days {
  const old = spansOf(before)
  const now = spansOf(after)
  const missing = old.flatMap((span) => without(span, now))
  const lastNow = now.at(-1)?.[1] ?? FIRST
  // An end is what is missing after the last day, where the list had not known of an end.
  const isEnd = ([from, to]: Span) => to === LAST && from > lastNow
  return {
    isEnded: missing.some(isEnd),
    isLater: missing.some((span) => !isEnd(span)),
    isLonger: now.some((span) => without(span, old).length > 0),
  }
}

function spansOf(values: readonly CodeListValue[]): readonly Span[] {
  const spans: Span[] = values.map(({ validFrom = FIRST, validTo = LAST }) => [validFrom, validTo])
  const merged: Span[] = []
  for (const [from, to] of spans.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = merged.at(-1)
    if (before !== undefined && (before[1] === LAST || from <= dayAfter(before[1]))) {
      merged[merged.length - 1] = [before[0], to > before[1] ? to : before[1]]
    } else merged.push([from, to])
  }
  return merged
}

/** The days of a span that no other span has. */
function without([from, to]: Span, others: readonly Span[]): readonly Span[] {
  const rest: Span[] = []
  let next: string | undefined = from
  for (const [start, end] of others) {
    if (next === undefined || start > to || end < next) continue
    if (start > next) rest.push([next, dayBefore(start)])
    next = end >= to ? undefined : dayAfter(end)
  }
  if (next !== undefined) rest.push([next, to])
  return rest
}

function differ(
  older: CodeList,
  newer: CodeList,
  code: string,
  of: (value: CodeListValue) => string,
): boolean {
  const [before, after] = [older, newer].map((list) => [
    ...new Set(
      list
        .valuesOf(code)
        .map(of)
        .filter((text) => text !== ''),
    ),
  ])
  return before?.join('\n') !== after?.join('\n')
}

/** With its first day, since rules ask for the parent as of a day. */
function parentOf({ parent, validFrom = FIRST }: CodeListValue): string {
  return parent === undefined ? '' : `${validFrom} ${parent}`
}

function namesOf(value: CodeListValue): string {
  const { vi, en, replaces, replacedBy, matches, evidence } = value
  return JSON.stringify([vi, en, replaces, replacedBy, matches, evidence])
}
