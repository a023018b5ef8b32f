/**
 * The forms that verdicts are told in, all written as the verdicts come.
 *
 * Adding a form is adding a row.
 *
 * @module
 */
import type { Bilingual, Verdict } from '../verdict.ts'
import { githubAnnotations } from './github.ts'
import { gitlabWriter } from './gitlab.ts'
import { htmlWriter } from './html.ts'
import { junitWriter } from './junit.ts'
import { sarifWriter } from './sarif.ts'
import type { Summary } from './summary.ts'
import { addToSummary, EMPTY_SUMMARY, formatSummary } from './summary.ts'
import type { TextStyle } from './text.ts'
import { formatVerdict } from './text.ts'

export interface ReportWriter {
  /** What there is to write of one verdict. */
  readonly add: (verdict: Verdict) => string
  /** What comes last, also when a run ends early. */
  readonly end: () => string
}

type MakeWriter = (language: keyof Bilingual, style: TextStyle) => ReportWriter

export const REPORTS: Readonly<Record<string, MakeWriter>> = {
  text: (_language, style) => textWriter(style),
  json: () => ({ add: (verdict) => `${JSON.stringify(verdict)}\n`, end: () => '' }),
  junit: junitWriter,
  sarif: sarifWriter,
  github: githubAnnotations,
  gitlab: gitlabWriter,
  html: htmlWriter,
}

function textWriter(style: TextStyle): ReportWriter {
  let summary: Summary = EMPTY_SUMMARY
  return {
    add(verdict) {
      summary = addToSummary(summary, verdict)
      return formatVerdict(verdict, style)
    },
    end() {
      const isLong = summary.documents > 1 || summary.records > 1
      return isLong ? formatSummary(summary, style.language) : ''
    },
  }
}
