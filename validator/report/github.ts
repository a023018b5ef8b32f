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

export interface Annotation {
  readonly severity: Severity
  readonly title: string
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly text: string
}

export interface AnnotationLog {
  readonly add: (annotation: Annotation) => string
  readonly end: (failure?: RunFailure) => string
}

/** Counts what is beyond the ten. */
export function startAnnotations(language: keyof Bilingual): AnnotationLog {
  const written = { error: 0, warning: 0, info: 0 }
  let omitted = 0
  function end(failure?: RunFailure): string {
    const last = failure === undefined ? '' : failureLine(failure, language)
    if (omitted === 0) return last
    return language === 'vi'
      ? `::notice::Còn ${omitted} điểm khác không được chú thích ở đây.\n${last}`
      : `::notice::${omitted} more issues are not annotated here.\n${last}`
  }
  return {
    add(annotation) {
      written[annotation.severity] += 1
      if (written[annotation.severity] <= ANNOTATIONS_PER_LEVEL_MAX) return lineOf(annotation)
      omitted += 1
      return ''
    },
    end,
  }
}

export function githubAnnotations({ language }: TextStyle): ReportWriter {
  const log = startAnnotations(language)
  return {
    add: (verdict) =>
      findingsOf(verdict)
        .map((issue) => log.add(toAnnotation(issue, verdict, language)))
        .join(''),
    end: log.end,
  }
}

function failureLine({ kind, detail }: RunFailure, language: keyof Bilingual): string {
  const text = `${kind.title[language]}: ${detail}`
  return lineOf({ severity: 'error', title: kind.code, text })
}

function toAnnotation(
  { code, severity, message, line, column, xpath, instanceLocation }: Issue,
  { document }: Verdict,
  language: keyof Bilingual,
): Annotation {
  const file = document === '-' ? undefined : document
  const place = xpath ?? instanceLocation
  const text = [place, message[language]].filter((part) => part !== '').join(': ')
  return { severity, title: code, file, line, column, text }
}

function lineOf({ severity, title, file, line, column, text }: Annotation): string {
  const properties = Object.entries({ file, line, col: column, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  return `::${LEVELS[severity]} ${properties.join(',')}::${escapeData(text)}\n`
}

/** Without this, a name with a line break in it would give the runner orders. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
