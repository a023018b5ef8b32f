/**
 * Suites of tests as JUnit XML, in the shape that its published schemas have in common.
 *
 * @module
 */
import type { ReportStyle, RunFailure } from './writer.ts'

export interface JunitOutcome {
  /** An error is a test that could not be carried out. */
  readonly kind: 'failure' | 'error'
  readonly type: string
  readonly message: string
  readonly text?: string
}

export interface JunitCase {
  readonly className: string
  readonly name: string
  /** None: it passed. */
  readonly outcome?: JunitOutcome
  readonly tookMs?: number
}

export interface JunitSuite {
  readonly name: string
  readonly cases: readonly JunitCase[]
  /** Lines that stand in the output of the suite. */
  readonly output?: readonly string[]
}

export interface JunitLog {
  readonly add: (suite: JunitSuite) => string
  readonly end: (failure?: RunFailure) => string
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'

export function startJunitLog({ language, startedAt, version }: ReportStyle): JunitLog {
  const timestamp = startedAt.toISOString().slice(0, 'yyyy-MM-ddThh:mm:ss'.length)
  let [head, id] = [HEAD, 0]
  function add(suite: JunitSuite): string {
    const text = head + formatSuite(suite, id, timestamp, version)
    head = ''
    id += 1
    return text
  }
  return {
    add,
    end(failure) {
      const last = failure === undefined ? '' : add(failureSuite(failure, language))
      return `${last}${head}</testsuites>\n`
    },
  }
}

function failureSuite({ kind, detail }: RunFailure, language: ReportStyle['language']): JunitSuite {
  const told = { type: kind.code, message: kind.title[language], text: detail }
  const outcome = { kind: 'error', ...told } as const
  return { name: 'chuan', cases: [{ className: 'chuan', name: 'finished', outcome }] }
}

function formatSuite(
  { name, cases, output = [] }: JunitSuite,
  id: number,
  timestamp: string,
  version: string,
): string {
  const count = (kind: JunitOutcome['kind']) =>
    cases.filter(({ outcome }) => outcome?.kind === kind).length
  const tookMs = cases.reduce((sum, each) => sum + (each.tookMs ?? 0), 0)
  const counts =
    `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" ` +
    `time="${formatTime(tookMs)}"`
  return [
    `  <testsuite name="${escapeXml(name)}" package="" id="${id}" hostname="localhost" ` +
      `timestamp="${timestamp}" ${counts}>`,
    `    <properties><property name="chuan" value="${escapeXml(version)}"/></properties>`,
    ...cases.map(formatCase),
    `    <system-out>${output.map((line) => `${escapeText(line)}\n`).join('')}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
    '',
  ].join('\n')
}

function formatCase({ className, name, outcome, tookMs = 0 }: JunitCase): string {
  const names = `classname="${escapeXml(className)}" name="${escapeXml(name)}"`
  const start = `    <testcase ${names} time="${formatTime(tookMs)}"`
  return outcome === undefined ? `${start}/>` : `${start}>${formatOutcome(outcome)}</testcase>`
}

function formatOutcome({ kind, type, message, text }: JunitOutcome): string {
  const start = `<${kind} type="${escapeXml(type)}" message="${escapeXml(message)}"`
  return text === undefined ? `${start}/>` : `${start}>${escapeText(text)}</${kind}>`
}

/** Seconds; the strictest of the schemas takes three decimals. */
function formatTime(ms: number): string {
  return (ms / 1_000).toFixed(3)
}

/** Between tags a quotation mark is no mark-up. */
function escapeText(text: string): string {
  return escapeXml(text).replaceAll('&quot;', '"')
}

/** XML 1.0 §2.2 has no room for most control characters, however they are written. */
const NO_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

export function escapeXml(text: string): string {
  return text
    .replaceAll(NO_CHARACTER, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\t\n\r]/gu, (space) => `&#${space.charCodeAt(0)};`)
}
