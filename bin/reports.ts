/**
 * Prints verdicts as they come, then the totals, and says which exit code they mean.
 *
 * @module
 */
import type { Verdict } from '../validator/index.ts'
import {
  addToSummary,
  EMPTY_SUMMARY,
  formatSummary,
  formatVerdict,
  githubAnnotations,
  sarifWriter,
} from '../validator/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'
import { languageOf } from './io.ts'

export const formatOption: CommandOption = {
  type: 'string',
  value: 'text|json',
  summary: 'text for people (default), or one JSON verdict on each line for programs',
  choices: ['text', 'json'],
}

/** How verdicts are told: `formatOption` and what pipelines read. */
export const reportFormatOption: CommandOption = {
  type: 'string',
  value: 'text|json|github|sarif',
  summary: 'text for people (default), one JSON verdict a line, or what pipelines read',
  choices: ['text', 'json', 'github', 'sarif'],
}

export const languageOption: CommandOption = {
  type: 'string',
  value: 'vi|en',
  summary: 'language of the text (default: that of the terminal)',
  choices: ['vi', 'en'],
}

/** `source` is the document as received, for a report that shows where in it. */
export type Report = (verdict: Verdict, context?: { readonly source?: Uint8Array }) => void

/** Runs `judge` with a printer; returns 0 when every verdict is valid, else 1. */
export async function reportVerdicts(
  line: CommandLine,
  io: Io,
  judge: (report: Report) => Promise<void>,
): Promise<number> {
  const style = { language: languageOf(line.text('lang'), io.env), hasColour: io.hasColour }
  const format = line.text('format') ?? 'text'
  const writer =
    format === 'sarif' ? sarifWriter(style.language) : githubAnnotations(style.language)
  const isForPipelines = format === 'github' || format === 'sarif'
  let summary = EMPTY_SUMMARY
  await judge((verdict) => {
    summary = addToSummary(summary, verdict)
    if (format === 'json') io.out(`${JSON.stringify(verdict)}\n`)
    else if (isForPipelines) io.out(writer.add(verdict))
    else io.out(formatVerdict(verdict, style))
  })
  if (isForPipelines) io.out(writer.end())
  const isLong = summary.documents > 1 || summary.records > 1
  if (format === 'text' && isLong) io.out(formatSummary(summary, style.language))
  return summary.valid === summary.documents ? 0 : 1
}
