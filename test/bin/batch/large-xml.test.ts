/** Large XML collections: judged in blocks that threads take, told as if read from the start. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseSchemaRef, toXml } from '../../../validator/index.ts'
import { DOCUMENT_BYTES_MAX } from '../../../validator/limits.ts'
import { realCatalogue } from '../../codegen/catalogues.ts'
import { runChuan } from '../terminal.ts'

const CITIZEN = 'national/population/citizen@2.0.0'
const home = mkdtempSync(join(tmpdir(), 'chuan-xml-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const catalogue = await realCatalogue()
const version = catalogue.get(parseSchemaRef(CITIZEN))
const value = JSON.parse(
  readFileSync(`schemas/${CITIZEN.replace('@', '/')}/examples/valid/full.json`, 'utf8'),
)
const RECORD = toXml(value, version, catalogue).replace(/^<\?xml[^>]*>\s*/u, '')
const COUNT = Math.ceil(DOCUMENT_BYTES_MAX / Buffer.byteLength(RECORD)) + 600
const OPEN = `<?xml version="1.0" encoding="UTF-8"?>\n<DanhSach xmlns="${/xmlns="([^"]*)"/u.exec(RECORD)?.[1]}">\n`
const CLOSE = '</DanhSach>\n'
const BAD = RECORD.replace(/<SoDinhDanh>[^<]*</u, '<SoDinhDanh>12<')

/** Others in the place of some records, by their index. */
function collection(others: Readonly<Record<number, string>> = {}, close = CLOSE): string {
  const records = Array.from({ length: COUNT }, (_, index) => others[index] ?? RECORD)
  return `${OPEN}${records.join('')}${close}`
}

let fileCount = 0

async function judge(
  text: string | Uint8Array,
  how: 'file' | 'stream',
  more: readonly string[] = [],
) {
  const bytes = Buffer.from(text)
  fileCount += 1
  const file = how === 'stream' ? '-' : join(home, `${fileCount}.xml`)
  if (how === 'file') writeFileSync(file, bytes)
  const asked = ['validate', file, '--format', 'json', ...more]
  const { code, out, err } = await runChuan(asked, how === 'stream' ? { input: bytes } : {})
  if (how === 'file') rmSync(file)
  const { document: _, ...verdict } = out === '' ? { document: '' } : JSON.parse(out)
  return { code, verdict, problem: /\[[a-z-]+\]/u.exec(err)?.[0] ?? '' }
}

const [MIDDLE, LAST] = [Math.floor(COUNT / 2), COUNT - 1]

describe('a collection of over ten megabytes', () => {
  test('is told with numbers, and every wrong record with its line and path', async () => {
    const { code, verdict } = await judge(collection({ 3: BAD, [LAST]: BAD }), 'file')
    const lines = RECORD.split('\n').length - 1
    const inside = BAD.split('\n').findIndex((line) => line.includes('<SoDinhDanh>12<'))
    const placeOf = (index: number) => ({
      line: 3 + index * lines + inside,
      column: 3,
      xpath: `/DanhSach/CongDan[${index + 1}]/SoDinhDanh`,
    })
    expect(code).toBe(1)
    expect(verdict).toMatchObject({
      ...{ valid: false, format: 'xml', records: COUNT, invalidRecords: 2, truncated: false },
      schema: { ref: CITIZEN, chosenBy: 'namespace' },
      issueCounts: { 'pattern-mismatch': 2 },
      issues: [placeOf(3), placeOf(LAST)],
    })
  })

  test.for(['1', '3'])('that is right is so with --jobs %s', async (jobs) => {
    const { code, verdict } = await judge(collection(), 'file', ['--jobs', jobs])
    expect(code).toBe(0)
    expect(verdict).toMatchObject({ valid: true, records: COUNT, invalidRecords: 0, issues: [] })
  })

  test.for([
    [
      'with unusual records',
      collection({
        ...{ 5: `<!-- </CongDan> ệ😀 -->${BAD}`, 9: `<!-- x -->${RECORD}`, 11: `<?x y?>${RECORD}` },
        13: RECORD.replaceAll(/(<\/?)/gu, '$1p:').replace('xmlns=', 'xmlns:p='),
        15: RECORD.replace('<CongDan ', '<CongDan Id="a" '),
        [MIDDLE]: RECORD.replace(/xmlns="[^"]*"/u, 'xmlns="urn:x"'),
        [LAST]: RECORD.replace('</Ten>', '</Tem>'),
      }),
    ],
    [
      'with lines that end as on Windows, and many faults',
      collection(
        Object.fromEntries(Array.from({ length: 1_100 }, (_, at) => [at, BAD])),
      ).replaceAll('\n', '\r\n'),
    ],
    ['on one line', collection({ [MIDDLE]: BAD }).replaceAll('\n', ' ')],
    ['with records in a stranger', collection({ [MIDDLE]: `<Nhom>${RECORD}</Nhom>`.repeat(500) })],
    ['with records in CDATA', collection({ [MIDDLE]: `<X><![CDATA[${RECORD.repeat(900)}]]></X>` })],
    ['with a second root', collection({ [LAST]: BAD }, `${CLOSE}<DanhSach/>`)],
    [
      'of a BOM and no declaration',
      `\ufeff${collection({ 6: BAD }).replace(/^<\?xml[^>]*>\n/u, '')}`,
    ],
    [
      'with a byte that is no UTF-8',
      Buffer.from(collection({ 6: BAD, 8: RECORD.replace('VIDU01', '\u00ff') }), 'latin1'),
    ],
    ['that is cut short', collection().slice(0, -2_000)],
  ] as const)('%s is told as from a stream', async ([, text]) => {
    const file = await judge(text, 'file', ['--jobs', '2'])
    const stream = await judge(text, 'stream', ['--jobs', '1'])
    expect(file).toEqual(stream)
    expect(file.verdict.issues.length).toBeGreaterThan(0)
    expect(file.verdict.records).toBeGreaterThan(COUNT - 10)
  })

  test('with a signature in it is refused: what is signed is judged as a whole', async () => {
    const signed = readFileSync('examples/signed-citizen.xml', 'utf8')
    const signature = /<(?:\w+:)?Signature[\s\S]*<\/(?:\w+:)?Signature>/u.exec(signed)?.[0] ?? ''
    const { code, problem } = await judge(collection({ 4: `${RECORD}${signature}` }), 'file')
    expect([code, problem]).toEqual([2, '[document-too-large]'])
  })
})
