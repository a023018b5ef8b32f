/** The convert command: documents on standard output, what they cost on standard error. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const PROGRESS = 'schemas/exchange/dossiers/dossier-progress/1.0.0/examples/valid/in-process.json'
const CITIZEN = 'schemas/national/population/citizen/1.0.0/examples/valid/as-deployed.xml'
const TO_PROGRESS = ['--to', 'exchange/dossiers/dossier-progress@2']
const TO_CITIZEN = ['--to', 'national/population/citizen@2']
const folder = mkdtempSync(join(tmpdir(), 'chuan-convert-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('chuan convert', () => {
  test('prints the document alone on standard output and the report on standard error', async () => {
    const { code, out, err } = await runChuan(['convert', PROGRESS, ...TO_PROGRESS])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ madonvi: 'H56', data: [{ TrangThai: '4' }] })
    expect(err).toContain(
      'dossier-progress@1.0.0 → exchange/dossiers/dossier-progress@2.0.0  nothing lost',
    )
    expect(err).toContain('conversion-set-aside  /session')
  })

  test('writes XML where XML came in, and another form where one is asked for', async () => {
    const xml = await runChuan(['convert', CITIZEN, ...TO_CITIZEN])
    expect(xml.out).toContain('<NgayThangNamSinh>1990-01-31</NgayThangNamSinh>')
    const json = await runChuan(['convert', CITIZEN, ...TO_CITIZEN, '--to-format', 'json'])
    expect(JSON.parse(json.out)).toMatchObject({ NgayThangNamSinh: '1990-01-31' })
  })

  test('changes only the form when the structure stays the same', async () => {
    const to = ['--to', 'national/population/citizen@1', '--to-format', 'json']
    const { code, out, err } = await runChuan(['convert', CITIZEN, ...to, '--strict'])
    expect(JSON.parse(out)).toHaveProperty('SoDinhDanh')
    expect(err).not.toContain('conversion-')
    expect(code).toBe(0)
  })

  test.for([
    { form: 'json', shown: '"SoDinhDanh":' },
    { form: 'xml', shown: '<CongDan xmlns=' },
    { form: 'jsonld', shown: '/schemas/national/population/citizen/1.0.0/context.jsonld' },
    { form: 'turtle', shown: '/schemas/national/population/citizen/1.0.0#SoDinhDanh> "' },
    { form: 'nquads', shown: '/schemas/national/population/citizen/1.0.0#this> .' },
  ])('writes $form when that is all it is to become', async ({ form, shown }) => {
    const { code, out, err } = await runChuan(['convert', CITIZEN, '--to', form])
    expect(out).toContain(shown)
    expect(err).toContain('✓ valid  national/population/citizen@1.0.0')
    expect(err).not.toContain('conversion-')
    expect(code).toBe(0)
  })

  test('goes to XML and back without a change', async () => {
    const file = 'schemas/national/population/citizen/2.0.0/examples/valid/full.json'
    const xml = join(folder, 'full.xml')
    const structure = ['--from', 'national/population/citizen@2.0.0']
    writeFileSync(xml, (await runChuan(['convert', file, ...structure, '--to', 'xml'])).out)
    const { out } = await runChuan(['convert', xml, '--to', 'json'])
    expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync(file, 'utf8')))
  })

  test('exits 1 for a loss only when told to be strict', async () => {
    expect((await runChuan(['convert', CITIZEN, ...TO_CITIZEN])).code).toBe(0)
    expect((await runChuan(['convert', CITIZEN, ...TO_CITIZEN, '--strict'])).code).toBe(1)
  })

  test('exits 1 when the result lacks what its structure requires', async () => {
    const file = 'schemas/exchange/dossiers/dossier-sync/1.0.0/examples/valid/accepted.json'
    const oldShapeToday = join(folder, 'today.json')
    writeFileSync(
      oldShapeToday,
      readFileSync(file, 'utf8').replaceAll('202006', '202606').replace('-200615-', '-260615-'),
    )
    const argv = ['convert', oldShapeToday, '--to', 'exchange/dossiers/dossier-sync']
    const { code, err } = await runChuan(argv)
    expect(code).toBe(1)
    expect(err).toContain('field-needed')
  })

  test('writes files and gives reports to programs', async () => {
    const argv = ['convert', PROGRESS, ...TO_PROGRESS, '--out', folder, '--report', 'json']
    const { code, out, err } = await runChuan(argv)
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(JSON.parse(readFileSync(join(folder, 'in-process.json'), 'utf8'))).toHaveProperty('data')
    expect(JSON.parse(err)).toMatchObject({ lossless: true, verdict: { document: PROGRESS } })
  })

  test('names the file that cannot be read and converts the others', async () => {
    const argv = ['convert', 'examples/tampered-citizen.xml', CITIZEN, ...TO_CITIZEN]
    const { code, out, err } = await runChuan([...argv, '--lang', 'en'])
    expect(code).toBe(2)
    expect(out).toContain('<NgayThangNamSinh>1990-01-31</NgayThangNamSinh>')
    expect(err).toContain('chuan: examples/tampered-citizen.xml: ')
    expect(err).toContain('[document-unconvertible]')
  })

  test('exits 1 for a signature nobody vouches for, and says whose it is', async () => {
    const argv = ['convert', 'examples/signed-citizen.xml', ...TO_CITIZEN]
    const now = new Date('2026-12-01T00:00:00Z')
    const alone = await runChuan(argv, { now })
    expect(alone.code).toBe(1)
    expect(alone.err).toContain('INDETERMINATE')
    expect(alone.err).toContain('conversion-signature-lost')
    expect((await runChuan([...argv, '--trust', 'examples/trust'], { now })).code).toBe(0)
  })

  test('tells of a problem in the language that was asked for', async () => {
    const argv = ['convert', PROGRESS, '--to', 'no/such']
    expect((await runChuan([...argv, '--lang', 'vi'])).err).toContain('Không có lược đồ này')
    expect((await runChuan([...argv, '--lang=en'])).err).toContain('There is no such schema')
  })

  test.for([
    { name: 'no file', argv: TO_PROGRESS, code: 'usage-wrong' },
    { name: 'no target', argv: [PROGRESS], code: 'usage-wrong' },
    {
      name: 'a target to which nothing leads',
      argv: [PROGRESS, ...TO_CITIZEN],
      code: 'conversion-unknown',
    },
    {
      name: 'two files of one name',
      argv: [PROGRESS, PROGRESS, ...TO_PROGRESS, '--out', 'x'],
      code: 'usage-wrong',
    },
  ])('exits 2 for $name', async ({ argv, code }) => {
    const ran = await runChuan(['convert', ...argv])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(`[${code}]`)
    expect(existsSync('x')).toBe(false)
  })
})
