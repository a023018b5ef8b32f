/** SARIF logs: rules, places, escaping, an empty run, and more than may be listed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import type { Issue, Verdict } from '../../../validator/index.ts'
import { problems } from '../../../validator/index.ts'
import { sarifWriter } from '../../../validator/report/sarif.ts'
import { styleOf } from './style.ts'

const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'sarif.schema.json'), 'utf8'))
const ajv = new Ajv2020({ strict: true, allErrors: true })
addFormats.default(ajv)
const conforms = ajv.compile(schema)

const ISSUE: Issue = {
  code: 'date-impossible',
  severity: 'error',
  message: { vi: 'Không có ngày này trong lịch.', en: 'There is no such day in the calendar.' },
  instanceLocation: '/NgaySinh',
  line: 3,
  column: 5,
}

function logOf(document: string, issues: readonly Issue[]) {
  const writer = sarifWriter(styleOf('vi'))
  const verdict: Verdict = {
    document,
    valid: false,
    format: 'json',
    issues,
    truncated: false,
    signatures: [],
  }
  const log = JSON.parse(writer.add(verdict) + writer.add(verdict) + writer.end())
  expect(conforms(log), JSON.stringify(conforms.errors)).toBe(true)
  return log.runs[0]
}

describe('a SARIF log', () => {
  test('tells each issue with its rule, file, region and pointer', () => {
    const { results, tool, columnKind } = logOf('thư mục/a#1.json', [ISSUE])
    expect(columnKind).toBe('utf16CodeUnits')
    expect(tool.driver.rules).toMatchObject([
      { id: 'date-impossible', defaultConfiguration: { level: 'error' } },
    ])
    expect(results).toHaveLength(2)
    expect(results[0]).toMatchObject({
      ruleId: 'date-impossible',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'Không có ngày này trong lịch.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'th%C6%B0%20m%E1%BB%A5c/a%231.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 5 },
          },
          logicalLocations: [{ fullyQualifiedName: '/NgaySinh' }],
        },
      ],
    })
  })

  test('names in a rule each provision its results rest on, once, with the first address', () => {
    const law = { instrument: '26/2023/QH15', title: 'Luật Căn cước', article: '9' }
    const other = { instrument: '60/2014/QH13', clause: '2', url: 'https://example.vn/a b' }
    const { tool, results } = logOf('a.json', [
      ISSUE,
      { ...ISSUE, legalBasis: [law] },
      { ...ISSUE, legalBasis: [law, other] },
    ])
    const [rule] = tool.driver.rules
    expect(rule.helpUri).toBe('https://example.vn/a%20b')
    expect(rule.properties).toEqual({ legalBasis: [law, other] })
    expect(rule.help.text.match(/Căn cứ: .*/gu)).toEqual([
      'Căn cứ: Điều 9, Luật Căn cước 26/2023/QH15',
      'Căn cứ: khoản 2, 60/2014/QH13',
    ])
    expect(results[0]).not.toHaveProperty('properties')
    expect(results[1].properties).toEqual({ legalBasis: [law] })
  })

  test('takes nothing for an address that is none', () => {
    const legalBasis = [{ instrument: '1/2025/QH15', url: 'javascript:alert(1)' }]
    const [rule] = logOf('a.json', [{ ...ISSUE, legalBasis }]).tool.driver.rules
    expect(rule).not.toHaveProperty('helpUri')
    expect(rule.properties).toEqual({ legalBasis })
  })

  test('keeps the fingerprint of an issue that moved to another line', () => {
    const { results } = logOf('a.json', [ISSUE, { ...ISSUE, line: 9 }])
    expect(results[0].partialFingerprints).toEqual(results[1].partialFingerprints)
  })

  test('says how many results it left out', () => {
    const run = logOf('a.json', Array<Issue>(13_000).fill(ISSUE))
    expect(run.results).toHaveLength(25_000)
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain('1000')
  })

  test.for([
    ['/srv/a b.json', 'file:///srv/a%20b.json'],
    ['C:\\in\\a.json', 'file:///C:/in/a.json'],
  ])('names %s by an address of its own', ([document = '', uri]) => {
    const [result] = logOf(document, [ISSUE]).results
    const { artifactLocation } = result.locations[0].physicalLocation
    expect(artifactLocation).toEqual({ uri })
  })

  test('says that a run ended before its end', () => {
    const failure = { kind: problems.documentTooLarge, detail: 'a.json: too large' }
    const log = JSON.parse(sarifWriter(styleOf('en')).end(failure))
    expect(conforms(log), JSON.stringify(conforms.errors)).toBe(true)
    expect(log.runs[0].invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', descriptor: { id: 'document-too-large' } }],
    })
  })

  test('has no result for an empty run', () => {
    const log = JSON.parse(sarifWriter(styleOf('en')).end())
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] })
  })
})
