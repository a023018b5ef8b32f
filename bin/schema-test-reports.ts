/**
 * The forms that results of schema tests are told in, all written as the results come.
 *
 * Adding a form is adding a row.
 *
 * @module
 */
import { relative } from 'node:path'
import type { JunitCase, ReportStyle, RunFailure } from '../validator/index.ts'
import { startAnnotations, startJunitLog } from '../validator/index.ts'
import type { TestStyle } from './schema-test-text.ts'
import {
  coverageText,
  formatTestResult,
  formatTestTotals,
  isCovered,
  labelled,
} from './schema-test-text.ts'
import type { CaseResult, TestResult } from './schema-tests.ts'

export type TestReportStyle = ReportStyle & TestStyle

export interface TestReportWriter {
  /** What there is to write of one version. */
  readonly add: (result: TestResult) => string
  readonly end: (failure?: RunFailure) => string
}

export const TEST_REPORTS: Readonly<Record<string, (style: TestReportStyle) => TestReportWriter>> =
  {
    text: textWriter,
    json: () => ({ add: formatJson, end: () => '' }),
    junit: junitWriter,
    github: githubWriter,
  }

function textWriter(style: TestReportStyle): TestReportWriter {
  const results: TestResult[] = []
  return {
    add(result) {
      results.push(result)
      return formatTestResult(result, style)
    },
    end: () => (results.length === 0 ? '' : `\n${formatTestTotals(results, style.language)}`),
  }
}

/** The same bytes on each run: how long it took is not among them. */
function formatJson(result: TestResult): string {
  const cases = result.cases.map(({ tookMs: _, ...each }) => each)
  return `${JSON.stringify({ ...result, cases })}\n`
}

function junitWriter(style: TestReportStyle): TestReportWriter {
  const log = startJunitLog(style)
  return {
    add(result) {
      const { schema, cases } = result
      const tests = cases.map((each) => toJunit(schema, each, style))
      return log.add({
        name: schema,
        cases: [...tests, coverageCase(result, style)],
        output: [coverageText(result, style)],
      })
    },
    end: log.end,
  }
}

function toJunit(schema: string, result: CaseResult, style: TestStyle): JunitCase {
  const { name, faults, tookMs } = result
  const [first] = faults
  const test = { className: schema, name, tookMs }
  if (first === undefined) return test
  const text = [placeOf(result), ...faultLines(result, style)].join('\n')
  const message = first.message[style.language]
  return { ...test, outcome: { kind: 'failure', type: first.code, message, text } }
}

/** Always there: the schemas of JUnit know no suite without a test. */
function coverageCase(result: TestResult, style: TestStyle): JunitCase {
  const test = { className: result.schema, name: 'coverage' }
  if (isCovered(result, style.minCoverage)) return test
  const message = coverageText(result, style)
  return { ...test, outcome: { kind: 'failure', type: COVERAGE_LOW, message } }
}

function githubWriter(style: TestReportStyle): TestReportWriter {
  const log = startAnnotations(style.language)
  return {
    add(result) {
      const failed = result.cases.flatMap((each) => {
        const [first] = each.faults
        if (first === undefined) return []
        const text = [`${result.schema}: ${each.name}`, ...faultLines(each, style)].join('\n')
        const { line } = each
        const file = relative('', each.file)
        return log.add({ severity: 'error', title: first.code, file, line, text })
      })
      if (isCovered(result, style.minCoverage)) return failed.join('')
      const text = `${result.schema}: ${coverageText(result, style)}`
      return failed.join('') + log.add({ severity: 'error', title: COVERAGE_LOW, text })
    },
    end: log.end,
  }
}

const COVERAGE_LOW = 'coverage-low'

function placeOf({ file, line }: CaseResult): string {
  return line === undefined ? relative('', file) : `${relative('', file)}:${line}`
}

function faultLines({ faults }: CaseResult, { language }: TestStyle): readonly string[] {
  return faults.flatMap(({ code, message, issues }) => [
    message[language],
    ...issues.map((issue) => `  ${labelled(code, issue, language)}`),
  ])
}
