/**
 * Verdicts as JUnit XML, in the form that CI systems read: a suite for each document.
 *
 * A right document is one test that passed; of a wrong one each issue is a test that failed,
 * and what only warns a test that passed, with the warning beside it.
 *
 * @module
 */
import type { Bilingual, Issue, Verdict } from '../verdict.ts'
import type { ReportWriter } from './writer.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="chuan">\n'

export function junitWriter(language: keyof Bilingual): ReportWriter {
  let head = HEAD
  return {
    add(verdict) {
      const text = head + suite(verdict, language)
      head = ''
      return text
    },
    end: () => `${head}</testsuites>\n`,
  }
}

function suite({ document = '-', issues }: Verdict, language: keyof Bilingual): string {
  const failures = issues.filter(({ severity }) => severity === 'error').length
  const cases = issues.length === 0 ? [passed(document)] : issues.map(caseOf(document, language))
  const name = escapeXml(document)
  return [
    `  <testsuite name="${name}" tests="${cases.length}" failures="${failures}" errors="0">`,
    ...cases,
    '  </testsuite>',
    '',
  ].join('\n')
}

function passed(document: string): string {
  return `    <testcase classname="${escapeXml(document)}" name="valid"/>`
}

function caseOf(document: string, language: keyof Bilingual): (issue: Issue) => string {
  return (issue) => {
    const { code, severity, line, message, xpath, instanceLocation } = issue
    const place = xpath ?? instanceLocation
    const name = [code, place, line === undefined ? '' : `line ${line}`].filter(Boolean).join(' ')
    const start = `    <testcase classname="${escapeXml(document)}" name="${escapeXml(name)}"`
    const text = escapeXml(textOf(issue, language))
    if (severity !== 'error') return `${start}><system-out>${text}</system-out></testcase>`
    const summary = escapeXml(message[language])
    return `${start}><failure type="${code}" message="${summary}">${text}</failure></testcase>`
  }
}

function textOf({ field, message, line, column }: Issue, language: keyof Bilingual): string {
  const place = line === undefined ? '' : `${line}:${column ?? 1}: `
  return `${place}${field === undefined ? '' : `${field[language]}: `}${message[language]}`
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
