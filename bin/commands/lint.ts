/**
 * The `lint` command: looks for faults in schemas, mends those it can, and gives a score.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileProblem, versionFolder } from '../../sources/index.ts'
import type { LintReport, Severity } from '../../validator/index.ts'
import { createLinter, formatSchemaRef, LINT_RULES, locateJson } from '../../validator/index.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import type { Fixed } from '../lint-fix.ts'
import { fixTarget } from '../lint-fix.ts'
import type { LintTarget } from '../lint-target.ts'
import { findLintTargets } from '../lint-target.ts'
import type { LintStyle, PlacedReport } from '../lint-text.ts'
import { formatLintReport, formatLintTotals } from '../lint-text.ts'
import { formatOption, languageOption } from '../reports.ts'

export const lint: Command = {
  name: 'lint',
  usage: '[PATH… | REF…] [--fix] [--least error|warning|info] [--min-score N]',
  summary: 'Looks for faults in schemas, mends those it can, and gives each a score.',
  options: {
    fix: { type: 'boolean', summary: 'mend in place what has one right answer; say what was done' },
    least: {
      type: 'string',
      value: 'SEVERITY',
      summary: 'show from this severity on: error, warning (default) or info',
      choices: ['error', 'warning', 'info'],
    },
    reasons: { type: 'boolean', summary: 'say for what each score lost its points' },
    'min-score': {
      type: 'string',
      value: 'N',
      summary: 'exit 1 when a score is below N, 0 to 100',
    },
    rules: { type: 'boolean', summary: 'list the rules and stop' },
    format: { ...formatOption, summary: 'text (default), or one JSON report on each line' },
    lang: languageOption,
  },
  examples: [
    ['chuan lint', 'the catalogue of the package'],
    ['chuan lint national/population/citizen', 'the newest version of one structure'],
    ['chuan lint schemas/national --fix', 'part of a catalogue on disk, mending what can be'],
    ['chuan lint my-catalogue --min-score 80', 'for a build: fail when a schema is poor'],
    ['chuan lint --rules', 'what is looked for'],
  ],
  notes: [
    'PATH is a folder of a catalogue, or of part of one, or a schema.json. What a schema refers',
    'to is looked for in its own catalogue, then in that of the package. An error stops a schema',
    'from being published; a warning costs points of its score, and notes do not.',
  ],
  run: runLint,
}

async function runLint(line: CommandLine, io: Io): Promise<number> {
  const language = languageOf(line.text('lang'), io.env)
  if (line.flag('rules')) {
    for (const { id, severity, sentence } of LINT_RULES) {
      io.out(`${severity.padEnd(8)}${id.padEnd(30)}${sentence[language]}\n`)
    }
    return 0
  }
  const least = minScore(line)
  const isJson = line.text('format') === 'json'
  const reports: LintReport[] = []
  for (const found of await findLintTargets(line.operands)) {
    const target = line.flag('fix') ? await fixAndSay(found, isJson, io) : found
    const style: LintStyle = {
      language,
      least: (line.text('least') ?? 'warning') as Severity,
      hasReasons: line.flag('reasons') || target.chosen.size === 1,
    }
    for (const report of await lintTarget(target)) {
      reports.push(report)
      io.out(isJson ? jsonLine(report) : formatLintReport(report, style))
    }
  }
  if (!isJson) io.out(`\n${formatLintTotals(reports, language)}`)
  return reports.every((report) => passes(report, least)) ? 0 : 1
}

function minScore(line: CommandLine): number {
  const text = line.text('min-score') ?? '0'
  const score = Number(text)
  if (!/^[0-9]{1,3}$/u.test(text) || score > 100) {
    throw wrongUsage(lint, '--min-score takes a number from 0 to 100')
  }
  return score
}

function passes({ findings, score }: LintReport, least: number): boolean {
  return score >= least && findings.every(({ severity }) => severity !== 'error')
}

async function fixAndSay(found: LintTarget, isJson: boolean, io: Io): Promise<LintTarget> {
  const { target, fixed } = await fixTarget(found)
  for (const each of fixed) sayFixed(each, isJson, io)
  return target
}

function sayFixed({ file, finding: { rule, at } }: Fixed, isJson: boolean, io: Io): void {
  const shown = relative('', file)
  io.out(
    isJson
      ? `${JSON.stringify({ fixed: rule, file: shown, at })}
`
      : `${`fixed  ${shown}  ${rule}  ${at}`.trimEnd()}
`,
  )
}

function jsonLine({ ref, ...report }: PlacedReport): string {
  return `${JSON.stringify({ ref: formatSchemaRef(ref), ...report })}\n`
}

async function lintTarget(target: LintTarget): Promise<readonly PlacedReport[]> {
  const linter = createLinter([...target.entries, ...target.borrowed])
  return Promise.all(
    target.entries
      .filter(({ ref }) => target.chosen.has(formatSchemaRef(ref)))
      .map((entry) => withPlaces(linter.lint(entry), target)),
  )
}

/** Says the line and column of each finding, in the text of its file. */
async function withPlaces(report: LintReport, { root }: LintTarget): Promise<PlacedReport> {
  const files = [...new Set(report.findings.map(({ file }) => file))]
  const located = new Map(
    await Promise.all(
      files.map(async (name) => {
        const file = join(root, versionFolder(report.ref), name)
        const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
          throw fileProblem(file, thrown)
        })
        const own = report.findings.filter((finding) => finding.file === name)
        return [
          name,
          locateJson(
            text,
            own.map(({ at }) => at),
          ),
        ] as const
      }),
    ),
  )
  return {
    ...report,
    findings: report.findings.map((finding) => ({
      ...finding,
      ...located.get(finding.file)?.get(finding.at),
    })),
  }
}
