/**
 * Verdicts as JUnit XML, in the shape that its published schemas have in common.
 *
 * A document is a suite, and each error in it a test that failed; a right one is one test that
 * passed. Warnings and notes stand in the output of the suite: JUnit knows no such outcome.
 *
 * @module
 */
import type { Bilingual, Issue, Verdict } from '../verdict.ts'
import { findingsOf } from './findings.ts'
import type { ReportStyle, ReportWriter, RunFailure } from './writer.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'

export function junitWriter({ language, startedAt, version }: ReportStyle): ReportWriter {
  const timestamp = startedAt.toISOString().slice(0, 'yyyy-MM-ddThh:mm:ss'.length)
  let [head, id] = [HEAD, 0]
  function write(suite: Suite): string {
    const text = head + toXml(suite, id, timestamp, version)
    head = ''
    id += 1
    return text
  }
  return {
    add: (verdict) => write(suiteOf(verdict, language)),
    end(failure) {
      const last = failure === undefined ? '' : write(failureSuite(failure, language))
      return `${last}${head}</testsuites>\n`
    },
  }
}

interface Suite {
  readonly name: string
  readonly cases: readonly string[]
  readonly failures: number
  readonly errors: number
  readonly output: readonly string[]
}

function suiteOf(verdict: Verdict, language: keyof Bilingual): Suite {
  const { document = '-', valid } = verdict
  const findings = findingsOf(verdict)
  const errors = findings.filter(({ severity }) => severity === 'error')
  const cases = errors.map((issue) => failed(document, issue, language))
  if (cases.length === 0) cases.push(testCase(document, 'valid', valid ? '' : UNLISTED[language]))
  const output = findings
    .filter(({ severity }) => severity !== 'error')
    .map((issue) => `${issue.severity} ${issue.code} ${textOf(issue, language)}`)
  return {
    name: document,
    cases,
    failures: valid ? errors.length : cases.length,
    errors: 0,
    output,
  }
}

/** What is wrong with the document is known already, or was not listed. */
const UNLISTED = {
  vi: '<failure type="invalid" message="không hợp lệ"/>',
  en: '<failure type="invalid" message="invalid"/>',
} as const satisfies Bilingual

function failureSuite({ kind, detail }: RunFailure, language: keyof Bilingual): Suite {
  const attributes = `type="${kind.code}" message="${escapeXml(kind.title[language])}"`
  const error = `<error ${attributes}>${escapeXml(detail)}</error>`
  return {
    name: 'chuan',
    cases: [testCase('chuan', 'finished', error)],
    failures: 0,
    errors: 1,
    output: [],
  }
}

function toXml(suite: Suite, id: number, timestamp: string, version: string): string {
  const { cases, failures, errors, output } = suite
  const name = escapeXml(suite.name)
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" time="0"`
  return [
    `  <testsuite name="${name}" package="" id="${id}" hostname="localhost" ` +
      `timestamp="${timestamp}" ${counts}>`,
    `    <properties><property name="chuan" value="${escapeXml(version)}"/></properties>`,
    ...cases,
    `    <system-out>${output.map((line) => `${escapeText(line)}\n`).join('')}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
    '',
  ].join('\n')
}

function testCase(document: string, name: string, outcome: string): string {
  const names = `classname="${escapeXml(document)}" name="${escapeXml(name)}"`
  const start = `    <testcase ${names} time="0"`
  return outcome === '' ? `${start}/>` : `${start}>${outcome}</testcase>`
}

function failed(document: string, issue: Issue, language: keyof Bilingual): string {
  const { code, line, message, xpath, instanceLocation } = issue
  const place = xpath ?? instanceLocation
  const name = [code, place, line === undefined ? '' : `line ${line}`].filter(Boolean).join(' ')
  const text = escapeText(textOf(issue, language))
  const summary = escapeXml(message[language])
  return testCase(document, name, `<failure type="${code}" message="${summary}">${text}</failure>`)
}

function textOf({ field, message, line, column }: Issue, language: keyof Bilingual): string {
  const place = line === undefined ? '' : `${line}:${column ?? 1}: `
  return `${place}${field === undefined ? '' : `${field[language]}: `}${message[language]}`
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
