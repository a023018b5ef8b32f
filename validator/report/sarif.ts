/**
 * Verdicts as one SARIF 2.1.0 log, written as they come so that memory stays flat.
 *
 * The rules stand after the results: only then is it known which were needed.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { issueKinds } from '../issues/kinds.ts'
import type { Bilingual, Issue, Severity, Verdict } from '../verdict.ts'

export interface SarifWriter {
  readonly add: (verdict: Verdict) => string
  readonly end: () => string
}

/** What code scanning of GitHub takes of one run. */
const RESULTS_MAX = 25_000
const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}
const HEAD =
  '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0",' +
  '"runs":[{"columnKind":"utf16CodeUnits","results":['

export function sarifWriter(language: keyof Bilingual): SarifWriter {
  const rules = new Map<string, number>()
  let [results, omitted, isStarted] = [0, 0, false]
  function opening(): string {
    if (isStarted) return ''
    isStarted = true
    return HEAD
  }
  function addIssue(issue: Issue, document: string | undefined): string {
    if (results >= RESULTS_MAX) {
      omitted += 1
      return ''
    }
    if (!rules.has(issue.code)) rules.set(issue.code, rules.size)
    results += 1
    const result = { ruleIndex: rules.get(issue.code), ...resultOf(issue, document, language) }
    return (results === 1 ? '\n' : ',\n') + JSON.stringify(result)
  }
  return {
    add: ({ issues, document }) =>
      opening() + issues.map((issue) => addIssue(issue, document)).join(''),
    end() {
      const driver = { name: 'Chuẩn', rules: [...rules.keys()].map((code) => ruleOf(code)) }
      const invocation = { executionSuccessful: true, ...omission(omitted, language) }
      const tail = JSON.stringify({ tool: { driver }, invocations: [invocation] })
      return `${opening()}],${tail.slice(1)}]}\n`
    },
  }
}

function omission(omitted: number, language: keyof Bilingual): object {
  if (omitted === 0) return {}
  const text =
    language === 'vi'
      ? `Còn ${omitted} kết quả khác không được ghi.`
      : `${omitted} more results are not listed.`
  return { toolExecutionNotifications: [{ level: 'warning', message: { text } }] }
}

function ruleOf(code: string): object {
  const kind = Object.values(issueKinds).find((each) => each.code === code)
  if (kind === undefined) return { id: code }
  const { vi, en } = kind.message
  return {
    id: code,
    shortDescription: { text: en },
    help: { text: `${vi}\n${en}` },
    defaultConfiguration: { level: LEVELS[kind.severity] },
  }
}

function resultOf(issue: Issue, document: string | undefined, language: keyof Bilingual): object {
  const place = issue.xpath ?? issue.instanceLocation
  return {
    ruleId: issue.code,
    level: LEVELS[issue.severity],
    message: { text: issue.message[language] },
    locations: [
      {
        ...(document === undefined || document === '-' ? {} : physicalLocation(issue, document)),
        ...(place === '' ? {} : { logicalLocations: [{ fullyQualifiedName: place }] }),
      },
    ],
    partialFingerprints: { 'chuanIssue/v1': fingerprint(issue, document) },
  }
}

function physicalLocation({ line, column }: Issue, document: string): object {
  const region =
    line === undefined
      ? {}
      : {
          region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
        }
  return { physicalLocation: { artifactLocation: { uri: uriOf(document) }, ...region } }
}

/** Clause 3.4.3: a URI reference; an odd character of a file name is no delimiter of it. */
function uriOf(document: string): string {
  const segments = document
    .replaceAll('\\', '/')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
  return segments.map((segment) => encodeURIComponent(segment)).join('/')
}

/** The same for an issue that only moved to another line. */
function fingerprint(issue: Issue, document = ''): string {
  const facts = [issue.code, document, issue.schemaLocation ?? '', issue.instanceLocation]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}
