/**
 * Verdicts as JUnit XML.
 *
 * A document is a suite, and each error in it a test that failed; a right one is one test that
 * passed. Warnings and notes stand in the output of the suite: JUnit knows no such outcome. A
 * document is judged once, so its first test has all the time.
 *
 * @module
 */
import type { Bilingual, Issue, Verdict } from '../verdict.ts'
import { findingsOf } from './findings.ts'
import type { JunitCase, JunitOutcome, JunitSuite } from './junit-log.ts'
import { startJunitLog } from './junit-log.ts'
import type { ReportStyle, ReportWriter } from './writer.ts'

export function junitWriter(style: ReportStyle): ReportWriter {
  const log = startJunitLog(style)
  return {
    add: (verdict, { tookMs = 0 } = {}) => log.add(suiteOf(verdict, style.language, tookMs)),
    end: log.end,
  }
}

function suiteOf(verdict: Verdict, language: keyof Bilingual, tookMs: number): JunitSuite {
  const { document = '-' } = verdict
  const findings = findingsOf(verdict)
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first = wholeCase(verdict, language), ...rest] = errors.map((issue) =>
    failedCase(document, issue, language),
  )
  const output = findings
    .filter(({ severity }) => severity !== 'error')
    .map((issue) => `${issue.severity} ${issue.code} ${textOf(issue, language)}`)
  return { name: document, cases: [{ ...first, tookMs }, ...rest], output }
}

/** What is wrong with the document is known already, or was not listed. */
const UNLISTED: Readonly<Record<keyof Bilingual, JunitOutcome>> = {
  vi: { kind: 'failure', type: 'invalid', message: 'không hợp lệ' },
  en: { kind: 'failure', type: 'invalid', message: 'invalid' },
}

function wholeCase({ document = '-', valid }: Verdict, language: keyof Bilingual): JunitCase {
  const passed = { className: document, name: 'valid' }
  return valid ? passed : { ...passed, outcome: UNLISTED[language] }
}

function failedCase(document: string, issue: Issue, language: keyof Bilingual): JunitCase {
  const { code, line, message, xpath, instanceLocation } = issue
  const place = xpath ?? instanceLocation
  const name = [code, place, line === undefined ? '' : `line ${line}`].filter(Boolean).join(' ')
  const told = { type: code, message: message[language], text: textOf(issue, language) }
  return { className: document, name, outcome: { kind: 'failure', ...told } }
}

function textOf({ field, message, line, column }: Issue, language: keyof Bilingual): string {
  const place = line === undefined ? '' : `${line}:${column ?? 1}: `
  return `${place}${field === undefined ? '' : `${field[language]}: `}${message[language]}`
}
