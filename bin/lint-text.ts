/**
 * The reports of the linter as text: a line for each version, its findings, the totals.
 *
 * @module
 */
import type { Bilingual, LintFinding, LintReport, Severity } from '../validator/index.ts'
import { formatSchemaRef } from '../validator/index.ts'

export interface PlacedFinding extends LintFinding {
  /** 1-based, in the file of the finding. */
  readonly line?: number
  readonly column?: number
}

export interface PlacedReport extends LintReport {
  readonly findings: readonly PlacedFinding[]
}

export interface LintStyle {
  readonly language: keyof Bilingual
  /** Findings that are less severe are counted and not shown. */
  readonly least: Severity
  readonly hasReasons: boolean
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info']

export function isShown({ severity }: LintFinding, least: Severity): boolean {
  return ORDER.indexOf(severity) <= ORDER.indexOf(least)
}

export function formatLintReport(report: PlacedReport, style: LintStyle): string {
  const { language } = style
  const shown = report.findings.filter((finding) => isShown(finding, style.least))
  const mark = shown.some(({ severity }) => severity === 'error') ? '✗' : '✓'
  const lines = [`${mark} ${formatSchemaRef(report.ref).padEnd(52)}${score(report)}`]
  if (style.hasReasons) {
    for (const { points, sentence } of report.reasons) {
      lines.push(`    ${`-${points}`.padStart(4)}  ${sentence[language]}`)
    }
  }
  for (const finding of shown) {
    const { severity, rule, file, at, message, line, column } = finding
    const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`
    lines.push(`    ${severity.padEnd(8)}${place}  ${rule}  ${at}`.trimEnd())
    lines.push(`            ${message[language]}`)
  }
  return `${lines.join('\n')}\n`
}

function score({ score: points }: LintReport): string {
  return `${String(points).padStart(3)}/100`
}

const TOTALS = {
  vi: ['phiên bản', 'lỗi', 'cảnh báo', 'ghi chú', 'điểm trung bình'],
  en: ['versions', 'errors', 'warnings', 'notes', 'mean score'],
} as const

/** Counts by severity and by rule, and the mean score. */
export function formatLintTotals(
  reports: readonly LintReport[],
  language: keyof Bilingual,
): string {
  const findings = reports.flatMap((report) => report.findings)
  const counts = ORDER.map(
    (severity) => findings.filter((finding) => finding.severity === severity).length,
  )
  const sum = reports.reduce((total, report) => total + report.score, 0)
  const mean = reports.length === 0 ? 0 : Math.round(sum / reports.length)
  const byRule = new Map<string, number>()
  for (const { severity, rule } of findings) {
    const key = `${severity.padEnd(8)}${rule}`
    byRule.set(key, (byRule.get(key) ?? 0) + 1)
  }
  const rows = [...byRule]
    .sort(([a], [b]) => ORDER.indexOf(severityOf(a)) - ORDER.indexOf(severityOf(b)))
    .map(([key, count]) => `  ${String(count).padStart(4)}  ${key}`)
  const numbers = [reports.length, ...counts]
  const words = TOTALS[language]
  const totals = numbers.map((number, index) => `${number} ${counted(number, words[index])}`)
  return [...rows, `${totals.join(', ')}; ${TOTALS[language][4]} ${mean}`, ''].join('\n')
}

/** English alone has a form for one. */
function counted(number: number, word = ''): string {
  return number === 1 ? word.replace(/s$/u, '') : word
}

function severityOf(key: string): Severity {
  return key.split(' ')[0] as Severity
}
