/**
 * JSON text to a value, refusing what two readers could read differently.
 *
 * `JSON.parse` keeps the last of two members of one name and says so to nobody;
 * another reader may keep the first. So the members are counted, in the text
 * and in the value, and only a difference costs a second, slower reading.
 *
 * @module
 */
import { looksLikeFieldName } from '../field-name.ts'
import { createIssue } from '../issues/issue.ts'
import { issueKinds } from '../issues/kinds.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { ISSUE_COUNT_MAX, NESTING_DEPTH_MAX } from '../limits.ts'
import type { Issue } from '../verdict.ts'
import { UNSURE_NUMBER } from './digits.ts'
import { EXPECTED } from './expected.ts'
import { appendPointer } from './pointer.ts'
import type { JsonFault } from './scan.ts'
import { scanJson } from './scan.ts'
import { positionsAt } from './text-position.ts'

export interface ParsedJson {
  /** Absent when there is an issue. */
  readonly value?: JsonValue
  readonly issues: readonly Issue[]
}

/** Could be half of a surrogate pair, which `JSON.parse` lets pass. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/u

export function parseJson(text: string): ParsedJson {
  const { depth, memberCount } = measure(text)
  const value = depth > NESTING_DEPTH_MAX ? undefined : tryParse(text)
  const isPlain =
    value !== undefined &&
    countMembers(value) === memberCount &&
    !SURROGATE_ESCAPE.test(text) &&
    !UNSURE_NUMBER.test(text)
  if (isPlain) return { value, issues: [] }
  const issues = findIssues(text)
  return value === undefined || issues.length > 0 ? { issues } : { value, issues }
}

function tryParse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

/** Means something only for well-formed text; for any other it is merely harmless. */
function measure(text: string): { readonly depth: number; readonly memberCount: number } {
  let depth = 0
  let deepest = 0
  let memberCount = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at)
    if (character === 0x22) at = closingQuote(text, at)
    else if (character === 0x3a) memberCount += 1
    // "[" and "{" differ from "]" and "}" by two, and from each other by one bit.
    else if ((character | 0x20) === 0x7b) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if ((character | 0x20) === 0x7d) depth -= 1
  }
  return { depth: deepest, memberCount }
}

/** Member names and codes are short: stepping through them beats searching, as far as they go. */
function closingQuote(text: string, openingQuote: number): number {
  const end = Math.min(text.length, openingQuote + SHORT_LENGTH)
  let at = openingQuote + 1
  for (; at < end; at += 1) {
    const character = text.charCodeAt(at)
    if (character === 0x22) return at
    if (character === 0x5c) at += 1
  }
  return searchClosingQuote(text, at)
}

const SHORT_LENGTH = 64

/** From a character that no backslash stands before, or only one that is itself escaped. */
function searchClosingQuote(text: string, start: number): number {
  let quote = text.indexOf('"', start)
  while (quote >= 0 && isEscaped(text, quote, start)) quote = text.indexOf('"', quote + 1)
  return quote < 0 ? text.length : quote
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, quote: number, start: number): boolean {
  let at = quote
  while (at > start && text.charCodeAt(at - 1) === 0x5c) at -= 1
  return (quote - at) % 2 === 1
}

/** NaN, which equals nothing, when a number overflowed. */
function countMembers(value: JsonValue): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : Number.NaN
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item)
  } else {
    const object = value as JsonObject
    // JSON.parse makes plain objects, which have no members but their own.
    for (const name in object) count += 1 + countMembers(object[name] ?? null)
  }
  return count
}

interface Found {
  readonly code: 'json-member-duplicated' | 'number-inexact'
  readonly pointer: string
  readonly at: number
}

function findIssues(text: string): readonly Issue[] {
  const { fault, found } = rescan(text)
  const offsets = found.map(({ at }) => at)
  const positions = positionsAt(text, fault === undefined ? offsets : [...offsets, fault.at])
  const issues = found.map(({ code, pointer, at }) =>
    createIssue(issueKinds[code], { instanceLocation: pointer, ...positions.get(at) }),
  )
  if (fault === undefined) return issues
  const site = { instanceLocation: '', ...positions.get(fault.at) }
  return [...issues, faultIssue(fault, site)]
}

function faultIssue(fault: JsonFault, site: { readonly instanceLocation: string }): Issue {
  if (fault.kind === 'depth') {
    return createIssue(issueKinds['nesting-too-deep'], site, { max: NESTING_DEPTH_MAX })
  }
  return createIssue(issueKinds['json-malformed'], site, { expected: EXPECTED[fault.expected] })
}

function rescan(text: string): {
  readonly fault: JsonFault | undefined
  readonly found: readonly Found[]
} {
  const found: Found[] = []
  const path: (string | number)[] = []
  const add = (code: Found['code'], at: number, steps: readonly (string | number)[]) => {
    if (found.length <= ISSUE_COUNT_MAX) found.push({ code, pointer: speakablePointer(steps), at })
  }
  const fault = scanJson(text, {
    step: (step) => {
      path.push(step)
    },
    leave: () => {
      path.pop()
    },
    duplicate: (name, at) => {
      add('json-member-duplicated', at, [...path, name])
    },
    inexact: (at) => {
      add('number-inexact', at, path)
    },
  })
  return { fault, found }
}

/** Ends before the first name that could be somebody's: no schema has vouched for it yet. */
function speakablePointer(path: readonly (string | number)[]): string {
  const end = path.findIndex((step) => typeof step === 'string' && !looksLikeFieldName(step))
  return path.slice(0, end < 0 ? path.length : end).reduce<string>(appendPointer, '')
}
