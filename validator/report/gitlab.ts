/**
 * Verdicts as a report of GitLab Code Quality: a JSON array of issues, each with a fingerprint
 * that stays while the issue does.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { Bilingual, Issue, Severity, Verdict } from '../verdict.ts'
import { findingsOf } from './findings.ts'
import type { TextStyle } from './text.ts'
import type { ReportWriter, RunFailure } from './writer.ts'

/** There is no place for a run as a whole, so it is told of the folder. */
function failureEntry({ kind, detail }: RunFailure, language: keyof Bilingual): string {
  return JSON.stringify({
    description: `${kind.title[language]}: ${detail}`,
    check_name: kind.code,
    fingerprint: createHash('sha256').update(kind.code).digest('hex'),
    severity: 'blocker',
    location: { path: '.', lines: { begin: 1 } },
  })
}

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'major',
  warning: 'minor',
  info: 'info',
}

export function gitlabWriter({ language }: TextStyle): ReportWriter {
  let before = '[\n'
  const seen = new Map<string, number>()
  function entry(issue: Issue, document: string): string {
    const { code, severity, message, instanceLocation, xpath, line = 1, field } = issue
    const key = JSON.stringify([document, code, xpath ?? instanceLocation, issue.schemaLocation])
    const repeat = (seen.get(key) ?? 0) + 1
    seen.set(key, repeat)
    const name = field === undefined ? '' : `${field[language]}: `
    const text = JSON.stringify({
      description: `${name}${message[language]}`,
      check_name: code,
      fingerprint: createHash('sha256').update(`${key} ${repeat}`).digest('hex'),
      severity: SEVERITIES[severity],
      location: { path: document, lines: { begin: line } },
    })
    const written = before + text
    before = ',\n'
    return written
  }
  return {
    add: (verdict: Verdict) =>
      findingsOf(verdict)
        .map((issue) => entry(issue, verdict.document ?? '-'))
        .join(''),
    end(failure) {
      const last = failure === undefined ? '' : before + failureEntry(failure, language)
      return before === '[\n' && last === '' ? '[]\n' : `${last}\n]\n`
    },
  }
}
