/** Results of schema tests for pipelines: JUnit, annotations, several reports at once. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: '/schemas/permits/permit/1.0.0',
  title: 'Giấy phép',
  'x-kind': 'record',
  type: 'object',
  required: ['So'],
  additionalProperties: false,
  properties: { So: { type: 'string', pattern: '^P[0-9]+$' } },
}
const PASSES = { name: 'a permit', instance: { So: 'P1' }, valid: true }
const FAILS = { name: 'a <bad> "number"', instance: { So: 'X' }, valid: true }

const home = mkdtempSync(join(tmpdir(), 'chuan-test-reports-'))
const version = join(home, 'permits/permit/1.0.0')

function write(file: string, content: unknown): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 1))
  return file
}

beforeEach(() => {
  rmSync(home, { recursive: true, force: true })
  write(join(version, 'schema.json'), SCHEMA)
  write(join(version, 'examples/valid/one.json'), { So: 'Y' })
  write(join(version, 'permit.test.json'), { cases: [PASSES, FAILS] })
})

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

const published = process.env['CHUAN_REPORT_SCHEMAS'] ?? ''
const XSDS = [
  join(import.meta.dirname, '../validator/report/JUnit.xsd'),
  join(published, 'JUnit.xsd'),
  join(published, 'jenkins-junit.xsd'),
].filter((file) => existsSync(file))

function expectValid(report: XmlDocument): void {
  for (const xsd of XSDS) {
    using schema = XmlDocument.fromBuffer(readFileSync(xsd))
    using judge = XsdValidator.fromDoc(schema)
    expect(() => judge.validate(report), xsd).not.toThrow()
  }
}

describe('chuan test in JUnit', () => {
  test('is a suite for a version and a test for each example and case, with its time', async () => {
    const { code, out } = await runChuan(['test', home, '--format', 'junit'])
    expect(code).toBe(1)
    using report = XmlDocument.fromString(out)
    expectValid(report)
    const texts = (path: string) => report.find(path).map((node) => node.content)
    expect(texts('//testsuite/@name')).toEqual(['permits/permit@1.0.0'])
    expect(texts('//testsuite/@tests | //testsuite/@failures')).toEqual(['4', '2'])
    expect(texts('//testcase/@name')).toEqual([
      'examples/valid/one.json',
      'a permit',
      'a <bad> "number"',
      'coverage',
    ])
    expect(texts('//testcase/@time')).toEqual(['0.250', '0.250', '0.250', '0.000'])
    expect(texts('//testsuite/@time')).toEqual(['0.750'])
    const [example = '', inline = ''] = texts('//failure')
    expect(example).toMatch(/one\.json\n.*\n {2}found: pattern-mismatch/u)
    // Where the case begins in the file, as it was written here.
    expect(inline).toMatch(/permit\.test\.json:10\n/u)
  })

  test('fails coverage where more is asked', async () => {
    const argv = ['test', home, '--format', 'junit', '--min-coverage', '100', '--lang', 'en']
    const { code, out } = await runChuan(argv)
    using report = XmlDocument.fromString(out)
    expectValid(report)
    expect(code).toBe(1)
    const failure = report.get('//testcase[@name="coverage"]/failure')
    expect(failure?.eval('string(@message)')).toMatch(/covered \(below what is asked: 100%\)/u)
  })

  test('has a test that could not be where a test file is broken', async () => {
    write(join(version, 'permit.test.json'), '{')
    const { code, out } = await runChuan(['test', home, '--format', 'junit'])
    using report = XmlDocument.fromString(out)
    expectValid(report)
    expect([code, report.get('//error/@type')?.content]).toEqual([2, 'schema-tests-malformed'])
  })

  test('of a version without a case has coverage alone', async () => {
    rmSync(join(version, 'examples'), { recursive: true })
    rmSync(join(version, 'permit.test.json'))
    const { code, out } = await runChuan(['test', home, '--format', 'junit'])
    using report = XmlDocument.fromString(out)
    expectValid(report)
    expect([code, report.get('//testsuite/@tests')?.content]).toEqual([0, '1'])
  })
})

describe('chuan test', () => {
  test('annotates the line of a case and the file of an example', async () => {
    const { code, out } = await runChuan(['test', home, '--format', 'github', '--lang', 'en'])
    const [example = '', inline = '', ...rest] = out.trimEnd().split('\n')
    expect([code, rest]).toEqual([1, []])
    expect(example).toMatch(
      /^::error file=[^,]*examples\/valid\/one\.json,title=example-not-valid/u,
    )
    expect(inline).toMatch(/permit\.test\.json,line=10,title=example-not-valid::permits\/permit@/u)
    expect(inline).toContain('%0A  found: pattern-mismatch')
  })

  test('annotates coverage that is lower than asked', async () => {
    write(join(version, 'permit.test.json'), { cases: [PASSES] })
    rmSync(join(version, 'examples'), { recursive: true })
    const argv = ['test', home, '--format', 'github', '--min-coverage', '100', '--lang', 'en']
    expect((await runChuan(argv)).out).toMatch(
      /^::error title=coverage-low::permits\/permit@1\.0\.0: \d+%25 covered/u,
    )
  })

  test('writes several reports at once, each whole, and the text for people', async () => {
    const files = { junit: join(home, 'a.xml'), json: join(home, 'a.ndjson') }
    const reports = Object.entries(files).flatMap(([form, file]) => ['--report', `${form}=${file}`])
    const { code, out } = await runChuan(['test', home, ...reports])
    expect([code, out]).toEqual([1, expect.stringContaining('✗ permits/permit@1.0.0')])
    using report = XmlDocument.fromString(readFileSync(files.junit, 'utf8'))
    expectValid(report)
    const [result] = readFileSync(files.json, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(result.cases).toHaveLength(3)
    expect(result.cases[0]).not.toHaveProperty('tookMs')
  })

  test.for([
    ['--report', 'sarif=x'],
    ['--report', 'junit'],
    ['--format', 'html'],
  ])('refuses %s %s', async (argv) => {
    const { code, err } = await runChuan(['test', home, ...argv])
    expect([code, err]).toEqual([2, expect.stringContaining('[usage-wrong]')])
  })
})
