/**
 * Prints verdicts as they come, then the totals, and says which exit code they mean.
 *
 * @module
 */
import type {
  Aside,
  CountedVerdict,
  Issue,
  ReportStyle,
  Severity,
  Verdict,
} from '../validator/index.ts'
import { issueKinds, REPORTS } from '../validator/index.ts'
import { openBaseline, startBaseline, writeBaseline } from './baseline.ts'
import type { CommandLine, CommandOption } from './command.ts'
import { versionText } from './help.ts'
import type { Io } from './io.ts'
import { languageOf } from './io.ts'
import { fillOutputs, openOutputs } from './report-outputs.ts'

export const formatOption: CommandOption = {
  type: 'string',
  value: 'text|json',
  summary: 'text for people (default), or one JSON verdict on each line for programs',
  choices: ['text', 'json'],
}

/** In what form something is told, on standard output and in files. */
export function outputOptions(formats: readonly string[]): Readonly<Record<string, CommandOption>> {
  return {
    format: {
      type: 'string',
      value: 'FORMAT',
      summary: `on standard output: text (default), ${formats.slice(1).join(', ')}`,
      choices: formats,
    },
    report: {
      type: 'string',
      value: 'FORMAT=FILE',
      multiple: true,
      summary: 'also into a file, in any of these formats; may be repeated',
    },
  }
}

export const reportOptions: Readonly<Record<string, CommandOption>> = {
  ...outputOptions(Object.keys(REPORTS)),
  severity: {
    type: 'string',
    value: 'LEVEL',
    summary: 'what is shown: error, warning and above, or info (default): everything',
    choices: ['error', 'warning', 'info'],
  },
  'fail-on': {
    type: 'string',
    value: 'LEVEL',
    summary: 'what makes the exit code 1: error (default), or warning as well',
    choices: ['error', 'warning'],
  },
  baseline: {
    type: 'string',
    value: 'FILE',
    summary: 'issues in this file are known: they are not shown and fail nothing',
  },
  'write-baseline': {
    type: 'string',
    value: 'FILE',
    summary: 'write the issues of this run as known ones',
  },
}

export const languageOption: CommandOption = {
  type: 'string',
  value: 'vi|en',
  summary: 'language of the text (default: that of the terminal)',
  choices: ['vi', 'en'],
}

export type Report = (verdict: Verdict, aside?: Aside) => void

/** Runs `judge` with a printer; returns 0 when nothing fails, else 1. */
export async function reportVerdicts(
  line: CommandLine,
  io: Io,
  judge: (report: Report) => Promise<void>,
): Promise<number> {
  const outputs = openOutputs(line, io, await readReportStyle(line, io), REPORTS)
  const baseline = await openBaseline(line.text('baseline'))
  const written = startBaseline()
  const isShown = shownBy(line.text('severity'))
  const isFailing = failingBy(line.text('fail-on'))
  let hasFailed = false
  const report: Report = (verdict, aside) => {
    written.add(verdict)
    const unknown = baseline.without(verdict)
    hasFailed ||= isFailing(unknown)
    const shown = { ...unknown, issues: unknown.issues.filter(isShown) }
    for (const output of outputs) output.write(output.writer.add(shown, aside))
  }
  await fillOutputs(outputs, () => judge(report))
  const target = line.text('write-baseline')
  if (target !== undefined) await writeBaseline(target, written.entries(), io)
  for (const text of baseline.stale(languageOf(line.text('lang'), io.env))) io.err(text)
  return hasFailed ? 1 : 0
}

export async function readReportStyle(line: CommandLine, io: Io): Promise<ReportStyle> {
  return {
    language: languageOf(line.text('lang'), io.env),
    hasColour: io.hasColour,
    startedAt: io.now(),
    version: (await versionText()).trim(),
  }
}

const RANKS: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 }

function shownBy(level: string | undefined): (issue: Issue) => boolean {
  const least = level === 'error' || level === 'warning' ? RANKS[level] : 0
  return ({ severity }) => RANKS[severity] >= least
}

function failingBy(level: string | undefined): (verdict: CountedVerdict) => boolean {
  if (level !== 'warning') return ({ valid }) => !valid
  return ({ valid, issues, issueCounts = {} }) =>
    !valid ||
    issues.some(({ severity }) => severity === 'warning') ||
    Object.keys(issueCounts).some((code) => WARNINGS.has(code))
}

/** Of many records more may be counted than are listed. */
const WARNINGS = new Set<string>(
  Object.values(issueKinds).flatMap(({ code, severity }) => (severity === 'warning' ? code : [])),
)
