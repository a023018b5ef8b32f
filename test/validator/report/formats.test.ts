/** Reports for pipelines and people: JUnit, GitLab Code Quality, HTML. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import type { Issue, Verdict } from '../../../validator/index.ts'
import { REPORTS } from '../../../validator/index.ts'

const HOSTILE = `a"b<c>&]]>'\u0000\u0008\n::error::%0A`
const ISSUE: Issue = {
  code: 'pattern-mismatch',
  severity: 'error',
  message: { vi: 'Giá trị sai dạng.', en: 'The value is malformed.' },
  instanceLocation: '/SoDinhDanh',
  line: 3,
  column: 5,
  field: { vi: 'Số định danh', en: 'Personal ID' },
  legalBasis: [{ instrument: '26/2023/QH15', article: '9' }],
}
const WARNING: Issue = { ...ISSUE, code: 'algorithm-legacy', severity: 'warning' }
const RIGHT: Verdict = {
  document: 'good.json',
  valid: true,
  format: 'json',
  issues: [],
  truncated: false,
  signatures: [],
}
const WRONG: Verdict = { ...RIGHT, document: 'bad.json', valid: false, issues: [ISSUE, WARNING] }
const STRANGE: Verdict = {
  ...WRONG,
  document: HOSTILE,
  issues: [{ ...ISSUE, instanceLocation: `/${HOSTILE}`, message: { vi: HOSTILE, en: HOSTILE } }],
}
const MANY: Verdict = { ...WRONG, issues: Array.from({ length: 1_000 }, () => ISSUE) }

function write(format: string, verdicts: readonly Verdict[], language: 'vi' | 'en' = 'vi'): string {
  const writer = REPORTS[format]?.(language, { language, hasColour: false })
  if (writer === undefined) throw new Error(`There is no format ${format}`)
  return verdicts.map((verdict) => writer.add(verdict)).join('') + writer.end()
}

const RUNS = [
  { name: 'no document', verdicts: [] },
  { name: 'a right one', verdicts: [RIGHT] },
  { name: 'right and wrong ones', verdicts: [RIGHT, WRONG, RIGHT] },
  { name: 'names and words that are mark-up', verdicts: [STRANGE] },
  { name: 'a thousand issues', verdicts: [MANY] },
]

describe('JUnit', () => {
  const xsd = readFileSync(join(import.meta.dirname, 'JUnit.xsd'))

  test.for(RUNS)('of $name is what readers of it take', ({ verdicts }) => {
    using schema = XmlDocument.fromBuffer(xsd)
    using judge = XsdValidator.fromDoc(schema)
    using report = XmlDocument.fromString(write('junit', verdicts))
    expect(() => judge.validate(report)).not.toThrow()
    for (const suite of report.find('/testsuites/testsuite')) {
      const count = (path: string) => String(report.root.eval(`count(${path})`))
      expect(suite.get('@tests')?.content).toBeDefined()
      expect(verdicts.length.toString()).toBe(count('/testsuites/testsuite'))
    }
  })

  test('tells a wrong document by its issues, and a warning beside a test that passed', () => {
    using report = XmlDocument.fromString(write('junit', [WRONG]))
    expect(report.get('//testsuite/@failures')?.content).toBe('1')
    expect(report.get('//failure/@type')?.content).toBe('pattern-mismatch')
    expect(report.get('//failure')?.content).toBe('3:5: Số định danh: Giá trị sai dạng.')
    expect(report.find('//system-out')).toHaveLength(1)
  })
})

describe('GitLab Code Quality', () => {
  test.for(RUNS)(
    'of $name is an array of issues with fingerprints of their own',
    ({ verdicts }) => {
      const issues = JSON.parse(write('gitlab', verdicts))
      expect(issues).toHaveLength(verdicts.flatMap((verdict) => verdict.issues).length)
      const fingerprints = new Set(issues.map((each: { fingerprint: string }) => each.fingerprint))
      expect(fingerprints.size).toBe(issues.length)
      for (const issue of issues) {
        expect(issue).toMatchObject({
          description: expect.any(String),
          check_name: expect.any(String),
          fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/u),
          severity: expect.stringMatching(/^(?:info|minor|major)$/u),
          location: { path: expect.any(String), lines: { begin: 3 } },
        })
      }
    },
  )

  test('keeps a fingerprint when the issue moves to another line', () => {
    const moved = { ...WRONG, issues: [{ ...ISSUE, line: 90 }] }
    const [before] = JSON.parse(write('gitlab', [WRONG]))
    const [after] = JSON.parse(write('gitlab', [moved]))
    expect(after.fingerprint).toBe(before.fingerprint)
  })
})

describe('HTML', () => {
  test.for(RUNS)(
    'of $name is one page without a script, an address or foreign mark-up',
    ({ verdicts }) => {
      const page = write('html', verdicts)
      expect(page).not.toMatch(/<script|<link|src=|href=|url\(/u)
      const body = page.slice(page.indexOf('<body>'), page.indexOf('</body>') + 7)
      using parsed = XmlDocument.fromString(body)
      expect(parsed.find('//section')).toHaveLength(verdicts.length)
      expect(page).toContain(`<html lang="vi">`)
    },
  )

  test('says field, sentence, place and law', () => {
    const page = write('html', [WRONG], 'en')
    for (const part of [
      'Personal ID',
      'The value is malformed.',
      '3:5',
      '/SoDinhDanh',
      'Article 9',
    ]) {
      expect(page).toContain(part)
    }
  })
})
