/**
 * The forms that verdicts are told in, all written as the verdicts come.
 *
 * Adding a form is adding a row.
 *
 * @module
 */
import type { ProblemKind } from '../problem.ts'
import type { Issue, Verdict } from '../verdict.ts'
import { githubAnnotations } from './github.ts'
import { gitlabWriter } from './gitlab.ts'
import { htmlWriter } from './html.ts'
import { junitWriter } from './junit.ts'
import { sarifWriter } from './sarif.ts'
import type { Summary } from './summary.ts'
import { addToSummary, EMPTY_SUMMARY, formatSummary } from './summary.ts'
import type { TextStyle } from './text.ts'
import { formatVerdict } from './text.ts'

export interface ReportStyle extends TextStyle {
  /** When the run began. */
  readonly startedAt: Date
  /** Of this program. */
  readonly version: string
}

/** The lines that issues are about, ready to be shown. */
export type Frames = ReadonlyMap<Issue, readonly string[]>

/** What is told of a document beside its verdict. */
export interface Aside {
  readonly frames?: Frames
  /** How long it took to judge. */
  readonly tookMs?: number
}

/** Why a run ended before all was judged. */
export interface RunFailure {
  readonly kind: ProblemKind
  readonly detail: string
}

export interface ReportWriter {
  /** What there is to write of one verdict. */
  readonly add: (verdict: Verdict, aside?: Aside) => string
  /** What comes last, also when a run ends early. */
  readonly end: (failure?: RunFailure) => string
}

export const REPORTS: Readonly<Record<string, (style: ReportStyle) => ReportWriter>> = {
  text: textWriter,
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
    add(verdict, { frames } = {}) {
      summary = addToSummary(summary, verdict)
      return formatVerdict(verdict, style, frames)
    },
    end() {
      const isLong = summary.documents > 1 || summary.records > 1
      return isLong ? formatSummary(summary, style.language) : ''
    },
  }
}
