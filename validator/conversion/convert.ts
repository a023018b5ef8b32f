/**
 * Carries one value along one conversion, forward or back, and says what it cost.
 *
 * What no row reads is lost and reported by its place; the rows themselves can
 * therefore never lose a field in silence.
 *
 * @module
 */
import type { CodeList } from '../codelists/code-list.ts'
import { createIssue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/kinds.ts'
import { issueKinds } from '../issues/kinds.ts'
import type { JsonValue } from '../json-value.ts'
import { ISSUE_COUNT_MAX } from '../limits.ts'
import { formatSchemaRef } from '../schema-ref.ts'
import type { Issue } from '../verdict.ts'
import type { ConverterContext } from './converter.ts'
import { createDraft, type Draft } from './draft.ts'
import { reportRemains } from './remains.ts'
import type { Conversion, Row, Steps } from './rows.ts'
import { shownPattern, shownPointer } from './shown-pointer.ts'
import type { Match } from './walk.ts'
import { bind, containerOf, findMatches, isEmpty, withoutEmpty } from './walk.ts'

export type Direction = 'forward' | 'backward'

export interface ConversionDays {
  /** The day on which the codes at a place of the source are read. */
  readonly sourceDay: (pointer: string) => string
  /** The same for the result; absent: the day of the source. */
  readonly targetDay?: string
}

/** A notation that was changed, and in how many places. */
export interface Change {
  readonly from: string
  readonly to: string
  readonly by: string
  readonly count: number
}

export interface ConversionStep {
  readonly from: string
  readonly to: string
  readonly direction: Direction
  readonly lossless: boolean
  readonly changed: readonly Change[]
  readonly issues: readonly Issue[]
  readonly truncated: boolean
}

export interface StepResult {
  readonly value: JsonValue
  readonly step: ConversionStep
}

interface Failure {
  readonly code: IssueCode
  readonly params: Readonly<Record<string, unknown>>
}

/** What the rows share while one value is converted. */
interface Work {
  readonly source: JsonValue
  readonly draft: Draft
  readonly direction: Direction
  readonly days: ConversionDays
  readonly findCodeList: (id: string) => CodeList | undefined
  readonly read: Set<string>
  /** What a row could not convert; another row may. */
  readonly failed: Map<string, Failure>
  readonly changed: Map<Row, number>
  readonly report: (code: IssueCode, at: string, params?: Readonly<Record<string, unknown>>) => void
}

export function convertStep(
  source: JsonValue,
  conversion: Conversion,
  direction: Direction,
  days: ConversionDays,
  findCodeList: Work['findCodeList'],
): StepResult {
  const issues: Issue[] = []
  const report: Work['report'] = (code, at, params = {}) => {
    if (issues.length > ISSUE_COUNT_MAX) return
    issues.push(createIssue(issueKinds[code], { instanceLocation: shownPointer(at) }, params))
  }
  const work: Work = {
    source,
    draft: createDraft(),
    direction,
    days,
    findCodeList,
    read: new Set(),
    failed: new Map(),
    changed: new Map(),
    report,
  }
  for (const row of conversion.rows) carry(row, work)
  for (const row of conversion.rows) fill(row, work)
  for (const [pointer, { code, params }] of work.failed) {
    if (!work.read.has(pointer)) report(code, pointer, params)
    work.read.add(pointer)
  }
  const [from, to] = endsOf(conversion, direction)
  reportRemains(source, work.read, conversion, direction, report)
  return {
    value: work.draft.build(),
    step: {
      from,
      to,
      direction,
      lossless: issues.every(({ severity }) => severity === 'info'),
      changed: [...work.changed].map(([row, count]) => changeOf(row, direction, count)),
      issues: issues.slice(0, ISSUE_COUNT_MAX),
      truncated: issues.length > ISSUE_COUNT_MAX,
    },
  }
}

export function endsOf(
  { from, to }: Conversion,
  direction: Direction,
): readonly [from: string, to: string] {
  const [a, b] = [formatSchemaRef(from.ref), formatSchemaRef(to.ref)]
  return direction === 'forward' ? [a, b] : [b, a]
}

function carry(row: Row, work: Work): void {
  const { from } = endsOfRow(row, work)
  if (from === undefined) return
  for (const match of findMatches(work.source, from)) {
    if (!isEmpty(match.value) && holds(row, match, work)) carryOne(row, match, work)
  }
}

function carryOne(row: Row, match: Match, work: Work): void {
  const { to } = endsOfRow(row, work)
  if (row.sameAs !== undefined) readAgain(row.sameAs, match, work)
  else if (row.value === undefined) {
    if (to !== undefined) write(row, match, bind(to, match.indexes), work)
  } else if (match.value === row.value) work.read.add(match.pointer)
}

interface Ends {
  readonly from: Steps | undefined
  readonly to: Steps | undefined
}

function endsOfRow({ from, to }: Row, { direction }: Work): Ends {
  return direction === 'forward' ? { from, to } : { from: to, to: from }
}

/** A condition asks the source of the conversion, so the way back has none. */
function holds({ when }: Row, match: Match, { source, direction }: Work): boolean {
  if (when === undefined || direction === 'backward') return true
  const [found] = findMatches(source, bind(when.at, match.indexes))
  const value = found?.value
  if (value === undefined || isEmpty(value)) return false
  const { values, except, lengths } = when
  return (
    (values === undefined || values.includes(value)) &&
    (except === undefined || !except.includes(value)) &&
    (lengths === undefined || (typeof value !== 'object' && lengths.includes(`${value}`.length)))
  )
}

/** Nothing is lost when the source says the same elsewhere. */
function readAgain(sameAs: Steps, match: Match, { source, read, direction }: Work): void {
  if (direction === 'backward') return
  const others = findMatches(source, bind(sameAs, match.indexes))
  if (others.some(({ value }) => value === match.value)) read.add(match.pointer)
}

function write(row: Row, match: Match, target: Steps, work: Work): void {
  const { converter, by } = row
  const convert = work.direction === 'forward' ? converter.forward : converter.backward
  if (convert === undefined) return
  const { value, code } = convert(match.value, contextOf(row, match, work))
  const to = shownPattern(target)
  if (value === undefined) {
    work.failed.set(match.pointer, { code: code ?? 'conversion-unreadable', params: { by, to } })
    return
  }
  work.read.add(match.pointer)
  const written = withoutEmpty(value)
  if (isEmpty(written)) return
  const before = work.draft.get(target)
  if (before !== undefined || !work.draft.set(target, written)) {
    const isCovered = before !== undefined && covers(row, before, written)
    if (!isCovered) work.report('conversion-conflict', match.pointer, { to })
    return
  }
  if (code !== undefined) work.report(code, match.pointer, { by, to })
  work.changed.set(row, (work.changed.get(row) ?? 0) + 1)
}

function covers({ converter }: Row, first: JsonValue, second: JsonValue): boolean {
  if (JSON.stringify(first) === JSON.stringify(second)) return true
  return converter.covers?.(first, second) ?? false
}

function contextOf(row: Row, match: Match, work: Work): ConverterContext {
  const sourceDay = work.days.sourceDay(match.pointer)
  return {
    row: row.stated,
    sourceDay,
    targetDay: work.days.targetDay ?? sourceDay,
    findCodeList: work.findCodeList,
    beside: (name) => {
      const steps = row.beside[name]
      const value = steps && findMatches(work.source, bind(steps, match.indexes))[0]?.value
      return typeof value === 'string' ? value : undefined
    },
  }
}

/** What is written where the source has nothing: a constant, a convention, a word for "nothing". */
function fill(row: Row, work: Work): void {
  const { from, to } = endsOfRow(row, work)
  const missing = missingOf(row, work)
  if (to === undefined || missing === undefined) return
  for (const match of findMatches(work.source, containerOf(from ?? to))) {
    const target = bind(to, match.indexes)
    const hasRoom = !work.draft.has(target) && work.draft.has(parentOf(target))
    if (!hasRoom || !holds(row, match, work) || !work.draft.set(target, missing)) continue
    if (work.direction === 'forward' && row.assume !== undefined) {
      const params = { to: shownPattern(target), reason: row.assume.reason }
      work.report('conversion-assumed', match.pointer, params)
    }
  }
}

/** Of the first item of a list, what holds the list. */
function parentOf(steps: Steps): Steps {
  return steps.slice(0, /^\d+$/u.test(steps.at(-1) ?? '') ? -2 : -1)
}

/** A row with a value and one end writes the value at that end. */
function missingOf(row: Row, work: Work): JsonValue | undefined {
  const constant = endsOfRow(row, work).from === undefined ? row.value : undefined
  if (row.sameAs !== undefined) return undefined
  return (work.direction === 'forward' ? row.assume?.value : row.absent) ?? constant
}

function changeOf(row: Row, direction: Direction, count: number): Change {
  const [from = [], to = []] = direction === 'forward' ? [row.from, row.to] : [row.to, row.from]
  return { from: shownPattern(from), to: shownPattern(to), by: row.by, count }
}
