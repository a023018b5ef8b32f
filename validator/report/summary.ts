/**
 * The totals of a run: documents, records, and how often each code was told.
 *
 * @module
 */
import { issueKinds } from '../issues/kinds.ts'
import type { Bilingual, Severity, Verdict } from '../verdict.ts'

/** A verdict that may be of many records, and tell more than it lists. */
export interface CountedVerdict extends Verdict {
  readonly records?: number
  readonly invalidRecords?: number
  readonly issueCounts?: Readonly<Record<string, number>>
}

export interface Summary {
  readonly documents: number
  readonly valid: number
  readonly records: number
  readonly invalidRecords: number
  readonly issueCounts: Readonly<Record<string, number>>
}

export const EMPTY_SUMMARY: Summary = {
  documents: 0,
  valid: 0,
  records: 0,
  invalidRecords: 0,
  issueCounts: {},
}

export function addToSummary(summary: Summary, verdict: CountedVerdict): Summary {
  const issueCounts = { ...summary.issueCounts }
  for (const [code, count] of Object.entries(countsOf(verdict))) {
    issueCounts[code] = (issueCounts[code] ?? 0) + count
  }
  const { records = 1, invalidRecords = verdict.valid ? 0 : 1 } = verdict
  return {
    documents: summary.documents + 1,
    valid: summary.valid + (verdict.valid ? 1 : 0),
    records: summary.records + records,
    invalidRecords: summary.invalidRecords + invalidRecords,
    issueCounts,
  }
}

const WORDS = {
  documents: { vi: 'tài liệu hợp lệ', en: 'documents valid' },
  of: { vi: '/', en: ' of ' },
  records: { vi: 'bản ghi', en: 'records' },
  invalid: { vi: 'không hợp lệ', en: 'invalid' },
  error: { vi: 'lỗi', en: 'error' },
  errors: { vi: 'lỗi', en: 'errors' },
  warning: { vi: 'cảnh báo', en: 'warning' },
  warnings: { vi: 'cảnh báo', en: 'warnings' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** A line of totals, and a line for each code, the most frequent first. */
export function formatSummary(summary: Summary, language: keyof Bilingual): string {
  const word = (name: keyof typeof WORDS) => WORDS[name][language]
  const { documents, valid, records, invalidRecords, issueCounts } = summary
  const count = (severity: Severity) => sum(issueCounts, (code) => severityOf(code) === severity)
  const told = (severity: 'error' | 'warning') =>
    `${count(severity)} ${word(count(severity) === 1 ? severity : `${severity}s`)}`
  const totals = [
    `${valid}${word('of')}${documents} ${word('documents')}`,
    ...(records === documents
      ? []
      : [`${records} ${word('records')} (${invalidRecords} ${word('invalid')})`]),
    told('error'),
    told('warning'),
  ]
  const rows = Object.entries(issueCounts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const lines = rows.map(([code, times]) => `  ${String(times).padStart(WIDTH)}  ${code}`)
  return `\n${[totals.join(', '), ...lines].join('\n')}\n`
}

const WIDTH = 8

function countsOf({ issueCounts, issues }: CountedVerdict): Readonly<Record<string, number>> {
  if (issueCounts !== undefined) return issueCounts
  const counts: Record<string, number> = {}
  for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

function sum(
  counts: Readonly<Record<string, number>>,
  isCounted: (code: string) => boolean,
): number {
  return Object.entries(counts).reduce(
    (total, [code, times]) => total + (isCounted(code) ? times : 0),
    0,
  )
}

function severityOf(code: string): Severity {
  const kinds: Readonly<Record<string, { readonly severity: Severity }>> = issueKinds
  return kinds[code]?.severity ?? 'error'
}
