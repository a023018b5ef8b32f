/** Any number of records converted one after the other, from and to every form that allows it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Parser } from 'n3'
import { afterAll, describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const home = mkdtempSync(join(tmpdir(), 'chuan-convert-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const REF = 'national/population/citizen@2.0.0'
const FROM = ['--from', REF]
const folder = 'schemas/national/population/citizen/2.0.0/examples/valid'
const full = JSON.parse(readFileSync(join(folder, 'full.json'), 'utf8'))
const records = [
  full,
  { ...full, SoCMND: '012345679' },
  { ...full, ThuDienTu: ['vi-du@example.vn'] },
]
const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('')

function write(name: string, content: string | Uint8Array): string {
  const file = join(home, name)
  writeFileSync(file, content)
  return file
}

const ndjson = write('citizens.ndjson', lines)

function parsed(text: string): readonly unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('records on lines', () => {
  test('become an XML collection, which is valid and leads back to the same records', async () => {
    const out = join(home, 'xml')
    const there = await runChuan(['convert', ndjson, ...FROM, '--to', 'xml', '--out', out])
    expect([there.code, there.err]).toEqual([0, expect.stringContaining('3 records converted')])
    const file = join(out, 'citizens.xml')
    expect((await runChuan(['validate', file])).code).toBe(0)
    const back = await runChuan(['convert', file, '--to', 'json'])
    expect(back.code).toBe(0)
    for (const { SoDinhDanh } of records) expect(back.out).toContain(SoDinhDanh)
  })

  test('are read compressed, and from an array, to the same lines', async () => {
    const gz = write('citizens.ndjson.gz', gzipSync(lines))
    const array = write('array.json', JSON.stringify(records, null, 1))
    for (const file of [gz, array]) {
      const { code, out } = await runChuan(['convert', file, ...FROM, '--to', 'json'])
      expect([code, parsed(out)]).toEqual([0, records])
    }
  })

  test('come by standard input as well', async () => {
    const input = Buffer.from(lines)
    const { code, out } = await runChuan(['convert', '-', ...FROM, '--to', 'jsonld'], { input })
    expect([code, parsed(out).length]).toEqual([0, 3])
  })

  test('share no blank node as N-Quads', async () => {
    const { out } = await runChuan(['convert', ndjson, ...FROM, '--to', 'nquads'])
    const one = await runChuan(['convert', join(folder, 'full.json'), ...FROM, '--to', 'nquads'])
    const blanks = (text: string) => {
      const quads = new Parser({ format: 'N-Quads', blankNodePrefix: '_:' }).parse(text)
      const terms = quads.flatMap(({ subject, object }) => [subject, object])
      return new Set(terms.filter((t) => t.termType === 'BlankNode').map((t) => t.value)).size
    }
    expect(blanks(out)).toBe(3 * blanks(one.out))
  })

  test('that cannot be converted are told by line, and the others go on', async () => {
    const file = write('broken.ndjson', `${JSON.stringify(full)}\n{"a":\n${JSON.stringify(full)}\n`)
    const { code, out, err } = await runChuan(['convert', file, ...FROM, '--to', 'json'])
    expect([code, parsed(out).length]).toEqual([2, 2])
    expect(err).toContain(`${file}:2: `)
    expect(err).toContain('[document-unconvertible]')
    expect(err).toContain('2 records converted, 0 to look at, 1 not converted')
  })

  test('that are not valid are converted, told, and exit 1', async () => {
    const file = write('doubtful.ndjson', `${JSON.stringify({ ...full, SoDinhDanh: '12' })}\n`)
    const { code, err } = await runChuan(['convert', file, ...FROM, '--to', 'xml'])
    expect([code, err]).toEqual([1, expect.stringContaining('pattern-mismatch')])
    expect(err).not.toContain('"12"')
  })

  test('are not written as Turtle', async () => {
    const { code, err } = await runChuan(['convert', ndjson, ...FROM, '--to', 'turtle'])
    expect([code, err]).toEqual([2, expect.stringContaining('[usage-wrong]')])
  })

  test('leave nothing behind when the file is cut short', async () => {
    const cut = gzipSync(lines.repeat(2_000)).subarray(0, -5_000)
    const out = join(home, 'cut')
    const file = write('cut.ndjson.gz', cut)
    const { code } = await runChuan(['convert', file, ...FROM, '--to', 'json', '--out', out])
    expect(code).toBe(2)
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([])
  })
})

test('a collection larger than a document is converted record by record', async () => {
  const xml = readFileSync('examples/citizen.xml', 'utf8').replace(/^<\?xml[^>]*>\s*/u, '')
  const count = Math.ceil(10_500_000 / Buffer.byteLength(xml))
  const file = write('large.xml', `<DanhSach>\n${xml.repeat(count)}</DanhSach>\n`)
  const { code, err, out } = await runChuan(['convert', file, '--to', 'json'])
  expect([code, err]).toEqual([0, expect.stringContaining(`${count} records converted`)])
  expect(new Set(out.trimEnd().split('\n')).size).toBe(1)
}, 120_000)
