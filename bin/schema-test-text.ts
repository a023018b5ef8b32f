/**
 * Results of schema tests, for people to read.
 *
 * @module
 */
import { relative } from 'node:path'
import type { Bilingual, CoverageKind, CoveragePoint } from '../validator/index.ts'
import type { CaseResult, TestResult } from './schema-tests.ts'

export interface TestStyle {
  readonly language: keyof Bilingual
  /** Show the cases that passed as well. */
  readonly isFull: boolean
  /** Show what no case touches. */
  readonly hasCoverage: boolean
  readonly minCoverage: number
}

const WORDS = {
  vi: {
    cases: 'trường hợp',
    none: 'không có trường hợp nào',
    covered: 'bao phủ',
    below: 'thấp hơn mức yêu cầu',
    failed: 'sai',
    passed: 'đạt',
    versions: 'phiên bản',
    untouched: 'chưa trường hợp nào chạm tới:',
  },
  en: {
    cases: 'cases',
    none: 'no case',
    covered: 'covered',
    below: 'below what is asked',
    failed: 'failed',
    passed: 'passed',
    versions: 'versions',
    untouched: 'touched by no case:',
  },
} as const

const KINDS: Readonly<Record<CoverageKind, Bilingual>> = {
  present: { vi: 'chưa có mặt', en: 'never present' },
  absent: { vi: 'chưa vắng mặt', en: 'never absent' },
  taken: { vi: 'phương án chưa dùng', en: 'never taken' },
  used: { vi: 'giá trị chưa dùng', en: 'never used' },
  refused: { vi: 'chưa bị vi phạm', en: 'never broken' },
}

/** `expected` and `found`, by what a fault means. */
const ISSUE_LABELS: Readonly<Record<string, Bilingual>> = {
  'example-issue-missing': { vi: 'cần', en: 'expected' },
  'example-issue-unexpected': { vi: 'nhận được', en: 'found' },
  'example-not-valid': { vi: 'nhận được', en: 'found' },
}

export function isPassed(result: TestResult, minCoverage: number): boolean {
  return isCovered(result, minCoverage) && result.cases.every(({ faults }) => faults.length === 0)
}

export function isCovered({ coverage }: TestResult, minCoverage: number): boolean {
  return coverage.percent >= minCoverage
}

export function coverageText(result: TestResult, { language, minCoverage }: TestStyle): string {
  const words = WORDS[language]
  const low = isCovered(result, minCoverage) ? '' : ` (${words.below}: ${minCoverage}%)`
  return `${result.coverage.percent}% ${words.covered}${low}`
}

export function formatTestResult(result: TestResult, style: TestStyle): string {
  const { schema, cases, coverage } = result
  const words = WORDS[style.language]
  const count = cases.length === 0 ? words.none : counted(cases.length, words.cases)
  const mark = isPassed(result, style.minCoverage) ? '✓' : '✗'
  const head = `${mark} ${schema}  ${count}, ${coverageText(result, style)}`
  const shown = cases.filter(({ faults }) => style.isFull || faults.length > 0)
  const lines = shown.flatMap((each) => caseLines(each, style.language))
  const untouched =
    style.hasCoverage && coverage.untouched.length > 0
      ? [`    ${words.untouched}`, ...coverage.untouched.map((point) => pointLine(point, style))]
      : []
  return `${[head, ...lines, ...untouched].join('\n')}\n`
}

function caseLines({ name, file, faults }: CaseResult, language: keyof Bilingual) {
  // The name of an example is where it lies.
  const place = file.endsWith(name) ? '' : `  (${relative('', file)})`
  return [
    `    ${faults.length === 0 ? '✓' : '✗'} ${name}${place}`,
    ...faults.flatMap(({ code, message, issues }) => {
      const rows = issues.map((issue) => `          ${labelled(code, issue, language)}`)
      return [`        ${message[language]} [${code}]`, ...rows]
    }),
  ]
}

/** What makes the difference, with what it is: expected or found. */
export function labelled(code: string, issue: string, language: keyof Bilingual): string {
  const label = ISSUE_LABELS[code]?.[language]
  return label === undefined ? issue : `${label}: ${issue}`
}

function pointLine({ kind, at, name }: CoveragePoint, { language }: TestStyle): string {
  const shown = name === undefined ? at : `${at}  ${name}`
  return `      ${KINDS[kind][language].padEnd(20)}${shown}`
}

/** English alone has a form for one. */
function counted(count: number, word: string): string {
  return `${count} ${count === 1 ? word.replace(/s$/u, '') : word}`
}

export function formatTestTotals(
  results: readonly TestResult[],
  language: keyof Bilingual,
): string {
  const words = WORDS[language]
  const cases = results.flatMap((result) => result.cases)
  const failed = cases.filter(({ faults }) => faults.length > 0).length
  const total = results.reduce((sum, { coverage }) => sum + coverage.total, 0)
  const touched = results.reduce((sum, { coverage }) => sum + coverage.touched, 0)
  const percent = total === 0 ? 100 : Math.floor((touched / total) * 100)
  return [
    counted(results.length, words.versions),
    `${cases.length - failed} ${words.passed}`,
    `${failed} ${words.failed}`,
    `${percent}% ${words.covered}\n`,
  ].join(', ')
}
