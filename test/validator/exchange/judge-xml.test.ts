/** A message of several records: each is judged, none is passed over, none is named. */
import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import {
  createCatalogue,
  createValidator,
  DOCUMENT_BYTES_MAX,
  ISSUE_COUNT_MAX,
} from '../../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })
const NAMESPACE = 'http://www.mic.gov.vn/dancu/1.0'

function collection(records: string): Uint8Array {
  return Buffer.from(`<c xmlns="${NAMESPACE}">${records}</c>`)
}

describe('a message of several records', () => {
  test('has the issues of each at its own place', async () => {
    const { issues } = await validator.validate(
      collection('<CongDan><X/></CongDan>\n<CongDan><X/></CongDan>'),
    )
    expect(issues.filter(({ code }) => code === 'property-unknown')).toMatchObject([
      { xpath: '/c/CongDan[1]/X', line: 1, instanceLocation: '/X' },
      { xpath: '/c/CongDan[2]/X', line: 2, instanceLocation: '/X' },
    ])
  })

  test('has one of another namespace judged with the others', async () => {
    const { valid, issues } = await validator.validate(
      collection('<CongDan/><CongDan xmlns="urn:x"/>'),
    )
    expect(valid).toBe(false)
    expect(issues).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'element-namespace-mismatch',
          xpath: '/c/CongDan[2]',
        }),
      ]),
    )
  })

  test('says what was not checked', async () => {
    const { issues } = await validator.validate(collection('<CongDan/><Total>2</Total>'))
    expect(issues.filter(({ code }) => code === 'element-unjudged')).toMatchObject([
      { severity: 'warning', xpath: '/c/Total', params: { name: 'Total' } },
    ])
  })

  test('never has a name repeated that may be somebody', async () => {
    const secret = '_001190009999'
    const verdict = await validator.validate(
      collection(`<CongDan><${secret} a=""><b/></${secret}></CongDan><${secret}/>`),
    )
    expect(verdict.issues.map(({ code }) => code)).toContain('property-unknown')
    expect(JSON.stringify(verdict)).not.toContain('9999')
  })

  // Millions of elements are each read from the tree of libxml2: some 20 s of CPU time.
  const timeout = 180_000

  test('is judged in one pass, however many faults it has', { timeout }, async () => {
    const record = '<CongDan><X/><Y/></CongDan>'
    const records = record.repeat(Math.floor((DOCUMENT_BYTES_MAX - 100) / record.length))
    const { issues, truncated, valid } = await validator.validate(collection(records))
    expect({ count: issues.length, truncated, valid }).toEqual({
      count: ISSUE_COUNT_MAX,
      truncated: true,
      valid: false,
    })
  })

  test('is judged in one pass, however many faults one record has', { timeout }, async () => {
    const fields = '<X/>'.repeat(Math.floor((DOCUMENT_BYTES_MAX - 100) / 4))
    const { issues, truncated } = await validator.validate(
      collection(`<CongDan>${fields}</CongDan>`),
    )
    expect({ count: issues.length, truncated }).toEqual({ count: ISSUE_COUNT_MAX, truncated: true })
  })
})
