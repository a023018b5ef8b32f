/** Reports for pipelines and people: JUnit, GitLab Code Quality, HTML. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import type { RunFailure, Verdict } from '../../../validator/index.ts'
import { REPORTS } from '../../../validator/index.ts'
import { FAILURE, ISSUE, RIGHT, RUNS, styleOf, UNSIGNED, WRONG } from './style.ts'

function write(
  format: string,
  verdicts: readonly Verdict[],
  language: 'vi' | 'en' = 'vi',
  failure?: RunFailure,
): string {
  const writer = REPORTS[format]?.(styleOf(language))
  if (writer === undefined) throw new Error(`There is no format ${format}`)
  return verdicts.map((verdict) => writer.add(verdict)).join('') + writer.end(failure)
}

test.for(['junit', 'sarif', 'github', 'gitlab'])(
  'a document that only its signature makes wrong is told in %s',
  (format) => {
    const text = write(format, [RIGHT, UNSIGNED], 'en')
    expect(text).toContain('signature-invalid')
    expect(text).toContain('The content was changed.')
  },
)

test.for(['junit', 'sarif', 'github', 'gitlab', 'html'])(
  'what ended a run is told in %s',
  (format) => {
    expect(write(format, [RIGHT], 'en', FAILURE)).toContain('document-too-large')
  },
)

test.for(['text', 'html'])('that a message was decrypted is told in %s', (format) => {
  const encryption = { algorithm: 'RSA-OAEP-256', contentEncryption: 'A256GCM', isDecrypted: true }
  const opened = write(format, [{ ...RIGHT, encryption }])
  expect(opened).toContain('đã giải mã (RSA-OAEP-256, A256GCM)')
  const closed = { ...RIGHT, encryption: { ...encryption, isDecrypted: false } }
  expect(write(format, [closed])).toBe(write(format, [RIGHT]))
})

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
    expect(report.get('//testsuite/system-out')?.content).toContain('warning algorithm-legacy')
  })

  test('tells what ended the run as a test that could not be', () => {
    using report = XmlDocument.fromString(write('junit', [RIGHT], 'en', FAILURE))
    expect(report.get('//testsuite[2]/@errors')?.content).toBe('1')
    expect(report.get('//error/@type')?.content).toBe('document-too-large')
    using schema = XmlDocument.fromBuffer(xsd)
    using judge = XsdValidator.fromDoc(schema)
    expect(() => judge.validate(report)).not.toThrow()
  })

  test('gives a document its time, at its suite and once among its tests', () => {
    const writer = REPORTS['junit']?.(styleOf('en'))
    const added = writer?.add({ ...WRONG, issues: [ISSUE, ISSUE] }, { tookMs: 1234.5678 })
    using report = XmlDocument.fromString(`${added}${writer?.end()}`)
    expect(report.get('//testsuite/@time')?.content).toBe('1.235')
    expect(report.find('//testcase/@time').map((time) => time.content)).toEqual(['1.235', '0.000'])
  })

  test('fails a document that is wrong by what is not listed', () => {
    using report = XmlDocument.fromString(write('junit', [{ ...RIGHT, valid: false }]))
    expect(report.get('//testsuite/@failures')?.content).toBe('1')
    expect(report.find('//failure')).toHaveLength(1)
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
