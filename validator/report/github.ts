/**
 * Verdicts as workflow commands of GitHub Actions: annotations at the lines of the documents.
 *
 * GitHub shows ten annotations of a level for each step; what is beyond them is counted.
 *
 * @module
 */
import type { Bilingual, Issue, Severity, Verdict } from '../verdict.ts'
import { findingsOf } from './findings.ts'
import type { TextStyle } from './text.ts'
import type { ReportWriter, RunFailure } from './writer.ts'

const ANNOTATIONS_PER_LEVEL_MAX = 10
const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
}

export function githubAnnotations({ language }: TextStyle): ReportWriter {
  const written = { error: 0, warning: 0, info: 0 }
  let omitted = 0
  function add(verdict: Verdict): string {
    const findings = findingsOf(verdict)
    const shown = findings.filter(({ severity }) => {
      written[severity] += 1
      return written[severity] <= ANNOTATIONS_PER_LEVEL_MAX
    })
    omitted += findings.length - shown.length
    return shown.map((issue) => annotate(issue, verdict.document, language)).join('')
  }
  function end(failure?: RunFailure): string {
    const last = failure === undefined ? '' : failureLine(failure, language)
    if (omitted === 0) return last
    return language === 'vi'
      ? `::notice::Còn ${omitted} điểm khác không được chú thích ở đây.\n${last}`
      : `::notice::${omitted} more issues are not annotated here.\n${last}`
  }
  return { add, end }
}

function failureLine({ kind, detail }: RunFailure, language: keyof Bilingual): string {
  const text = escapeData(`${kind.title[language]}: ${detail}`)
  return `::error title=${escapeProperty(kind.code)}::${text}\n`
}

function annotate(issue: Issue, document: string | undefined, language: keyof Bilingual): string {
  const properties = [
    document === undefined || document === '-' ? undefined : ['file', document],
    issue.line === undefined ? undefined : ['line', String(issue.line)],
    issue.column === undefined ? undefined : ['col', String(issue.column)],
    ['title', issue.code],
  ]
    .filter((pair) => pair !== undefined)
    .map(([name = '', value = '']) => `${name}=${escapeProperty(value)}`)
  const place = issue.xpath ?? issue.instanceLocation
  const message = [place, issue.message[language]].filter((part) => part !== '').join(': ')
  return `::${LEVELS[issue.severity]} ${properties.join(',')}::${escapeData(message)}\n`
}

/** Without this, a name with a line break in it would give the runner orders. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
