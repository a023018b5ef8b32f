/**
 * The day on which a document's codes are read: asked for, stated, or today.
 *
 * A message of many records states a day in each, so `*` in an `x-asOf` pattern
 * is the index of the record that is being judged.
 *
 * @module
 */
import { readDate } from '../formats/date-notation.ts'
import { pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { member } from '../json-value.ts'

export interface AsOfOptions {
  /** YYYY-MM-DD; wins over what the document states. */
  readonly asOf?: string
  /** YYYY-MM-DD; when nothing else says a day. */
  readonly today: string
}

export interface AsOf {
  /** The day of the document as a whole. */
  readonly day: string
  /** True when records may differ, so that the place of a value matters. */
  readonly perRecord: boolean
  readonly at: (instancePath: string) => string
}

const ANY_INDEX = '*'

export function findAsOf(schema: JsonObject, value: JsonValue, options: AsOfOptions): AsOf {
  return asOfFinder(schema, options)(value)
}

/** For many values of one schema. */
export function asOfFinder(schema: JsonObject, options: AsOfOptions): (value: JsonValue) => AsOf {
  const { asOf, today } = options
  const patterns = asOf === undefined ? readPatterns(schema) : []
  const same = fixed(asOf ?? today)
  return patterns.length === 0 ? () => same : (value) => stated(patterns, value, today)
}

function stated(patterns: readonly Pattern[], value: JsonValue, today: string): AsOf {
  const day = firstStated(patterns, value) ?? today
  if (!patterns.some((pattern) => pattern.includes(ANY_INDEX))) return fixed(day)
  const days = new Map<string, string>()
  return {
    day,
    perRecord: true,
    at(instancePath) {
      const record = recordOf(patterns, pointerSteps(instancePath))
      if (record === undefined) return day
      const known = days.get(record.key)
      if (known !== undefined) return known
      const own = firstStated(record.patterns, value) ?? today
      days.set(record.key, own)
      return own
    },
  }
}

type Pattern = readonly string[]

function fixed(day: string): AsOf {
  return { day, perRecord: false, at: () => day }
}

function readPatterns(schema: JsonObject): readonly Pattern[] {
  const patterns = member(schema, 'x-asOf')
  if (!Array.isArray(patterns)) return []
  return patterns.filter((pattern) => typeof pattern === 'string').map(pointerSteps)
}

function firstStated(patterns: readonly Pattern[], value: JsonValue): string | undefined {
  for (const pattern of patterns) {
    const day = statedBy(pattern, value)
    if (day !== undefined) return day
  }
  return undefined
}

/** With `*` still open, the first record that states a day speaks for the document. */
function statedBy(pattern: Pattern, value: JsonValue): string | undefined {
  const star = pattern.indexOf(ANY_INDEX)
  if (star < 0) {
    const stated = valueAt(value, pattern)
    return typeof stated === 'string' ? readDate(stated)?.day : undefined
  }
  const records = valueAt(value, pattern.slice(0, star))
  if (!Array.isArray(records)) return undefined
  for (const record of records) {
    const day = statedBy(pattern.slice(star + 1), record)
    if (day !== undefined) return day
  }
  return undefined
}

/** The record that a place is in, with the patterns bound to it. */
function recordOf(
  patterns: readonly Pattern[],
  steps: readonly string[],
): { readonly key: string; readonly patterns: readonly Pattern[] } | undefined {
  const bound = patterns.flatMap((pattern) => bind(pattern, steps) ?? [])
  const record = bound.find(({ key }) => key !== '')
  return record && { key: record.key, patterns: bound.map(({ pattern }) => pattern) }
}

/** Undefined when the place is in no record of this pattern. */
function bind(
  pattern: Pattern,
  steps: readonly string[],
): { readonly key: string; readonly pattern: Pattern } | undefined {
  const last = pattern.lastIndexOf(ANY_INDEX)
  const head = pattern.slice(0, last + 1)
  const isInside = head.every(
    (step, index) => step === steps[index] || (step === ANY_INDEX && steps[index] !== undefined),
  )
  if (!isInside) return undefined
  const own = steps.slice(0, last + 1)
  return { key: own.join('/'), pattern: [...own, ...pattern.slice(last + 1)] }
}
