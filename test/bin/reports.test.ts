/** Reports at the keyboard: several at once, thresholds, and what is known already. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const home = mkdtempSync(join(tmpdir(), 'chuan-reports-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const EXAMPLE = 'schemas/national/population/citizen/2.0.0/examples/valid/full.json'
const good = JSON.parse(readFileSync(EXAMPLE, 'utf8'))
const SCHEMA = ['--schema', 'national/population/citizen']

function write(name: string, value: unknown): string {
  const file = join(home, name)
  writeFileSync(file, JSON.stringify(value))
  return file
}

const wrong = write('wrong.json', { ...good, SoDinhDanh: '12' })
const worse = write('worse.json', { ...good, SoDinhDanh: '12', GioiTinh: 'x' })

test('writes several reports at once, each whole', async () => {
  const [sarif, junit] = [join(home, 'a.sarif'), join(home, 'a.xml')]
  const argv = [
    'validate',
    wrong,
    ...SCHEMA,
    '--report',
    `sarif=${sarif}`,
    '--report',
    `junit=${junit}`,
  ]
  const { code, out } = await runChuan(argv)
  expect(code).toBe(1)
  expect(out).toContain('pattern-mismatch')
  expect(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results).toHaveLength(1)
  expect(readFileSync(junit, 'utf8')).toContain('</testsuites>')
})

test('tells in JUnit how long each document took', async () => {
  const { out } = await runChuan(['validate', wrong, worse, ...SCHEMA, '--format', 'junit'])
  const times = [...out.matchAll(/<testsuite [^>]* time="([0-9.]+)"/gu)].map(([, time]) => time)
  expect(times).toHaveLength(2)
  for (const time of times) expect(Number(time)).toBeGreaterThan(0)
})

test('closes a report when a later file cannot be read', async () => {
  const sarif = join(home, 'b.sarif')
  const argv = [
    'validate',
    wrong,
    join(home, 'absent.json'),
    ...SCHEMA,
    '--report',
    `sarif=${sarif}`,
  ]
  expect((await runChuan(argv)).code).toBe(2)
  const broken = ['validate', wrong, write('broken.gz', 'x'), ...SCHEMA]
  writeFileSync(join(home, 'broken.gz'), Buffer.from([0x1f, 0x8b, 0, 0]))
  expect((await runChuan([...broken, '--report', `sarif=${sarif}`])).code).toBe(2)
  expect(JSON.parse(readFileSync(sarif, 'utf8')).runs).toHaveLength(1)
})

test('refuses a report and a baseline in one file', async () => {
  const file = join(home, 'both')
  const argv = ['validate', wrong, ...SCHEMA, '--report', `json=${file}`, '--write-baseline', file]
  const { code, err } = await runChuan(argv)
  expect([code, err]).toEqual([2, expect.stringContaining('to be written twice')])
})

test('says in every report that a file was missing', async () => {
  const formats = ['sarif', 'junit', 'gitlab', 'html']
  const files = formats.map((format) => join(home, `missing.${format}`))
  const reports = formats.flatMap((format, at) => ['--report', `${format}=${files[at]}`])
  const argv = ['validate', join(home, 'absent.json'), ...SCHEMA, ...reports]
  expect((await runChuan(argv)).code).toBe(2)
  for (const file of files) {
    expect([file, readFileSync(file, 'utf8')]).toEqual([
      file,
      expect.stringContaining('file-unreadable'),
    ])
  }
})

test.for([
  ['--report', 'sarif'],
  ['--report', 'csv=x.csv'],
  ['--format', 'csv'],
  ['--severity', 'fatal'],
])('refuses %s %s', async (argv) => {
  const { code, err } = await runChuan(['validate', wrong, ...argv])
  expect([code, err]).toEqual([2, expect.stringContaining('[usage-wrong]')])
})

test('shows what is as grave as asked, and fails all the same', async () => {
  const { code, out } = await runChuan(['validate', wrong, ...SCHEMA, '--severity', 'error'])
  expect([code, out]).toEqual([1, expect.stringContaining('pattern-mismatch')])
})

test('refuses two reports in one file', async () => {
  const file = join(home, 'same')
  const reports = ['--report', `sarif=${file}`, '--report', `junit=${join(home, '.', 'same')}`]
  const { code, err } = await runChuan(['validate', wrong, ...SCHEMA, ...reports])
  expect([code, err]).toEqual([2, expect.stringContaining('to be written twice')])
})

test.for(['examples/signed-citizen.xml', 'examples/signed-dossier.jws'])(
  'tells the signature of %s once, where nobody is trusted',
  async (file) => {
    const { code, out } = await runChuan(['validate', file, '--format', 'junit'])
    expect([code, out.match(/<failure /gu)?.length]).toEqual([1, 1])
    expect(out).toMatch(/type="signature-(?:invalid|undecided)"/u)
  },
)

describe('the failing line', () => {
  test('is shown with its values masked', async () => {
    const { out } = await runChuan(['validate', wrong, ...SCHEMA])
    expect(out).toMatch(/1 \| .*"SoDinhDanh":"••"/u)
    expect(out).toMatch(/\n +\| +\^\n/u)
  })

  test('is as long as the terminal is wide', async () => {
    const lengthAt = async (columns?: number) => {
      const { out } = await runChuan(['validate', wrong, ...SCHEMA], {
        ...(columns && { columns }),
      })
      return out.split('\n').find((line) => line.includes(' | {'))?.length
    }
    expect([await lengthAt(), await lengthAt(60), await lengthAt(120)]).toEqual([80, 60, 120])
  })

  test('is shown as it is where that is asked for, in the text alone', async () => {
    const report = join(home, 'frames.sarif')
    const argv = ['validate', wrong, ...SCHEMA, '--show-values', '--report', `sarif=${report}`]
    const { out } = await runChuan(argv)
    expect(out).toContain('"SoDinhDanh":"12"')
    expect(readFileSync(report, 'utf8')).not.toContain('"12"')
  })

  test('is that of the record, in lines that are compressed', async () => {
    const records = ['{"SoDinhDanh":"12"}', JSON.stringify(good), '{"SoDinhDanh":"13"}']
    const file = join(home, 'lines.ndjson.gz')
    writeFileSync(file, gzipSync(records.join('\r\n')))
    const { out } = await runChuan(['validate', file, ...SCHEMA, '--show-values'])
    expect(out).toContain('1 | {"SoDinhDanh":"12"}')
    expect(out).toContain('3 | {"SoDinhDanh":"13"}')
  })
})

describe('a baseline', () => {
  const baseline = join(home, 'baseline.json')

  test('of a run makes the same run pass, and tells what is new', async () => {
    const written = await runChuan(['validate', wrong, ...SCHEMA, '--write-baseline', baseline])
    expect(written.code).toBe(1)
    const again = await runChuan(['validate', wrong, ...SCHEMA, '--baseline', baseline])
    expect([again.code, again.out]).toEqual([0, expect.not.stringContaining('pattern-mismatch')])
    writeFileSync(wrong, readFileSync(worse))
    const more = await runChuan(['validate', wrong, ...SCHEMA, '--baseline', baseline])
    writeFileSync(wrong, JSON.stringify({ ...good, SoDinhDanh: '12' }))
    expect(more.code).toBe(1)
    expect(more.out).toContain('/GioiTinh')
    expect(more.out).not.toContain('/SoDinhDanh')
  })

  test('holds no value of a document', () => {
    expect(readFileSync(baseline, 'utf8')).not.toContain('"12"')
  })

  test('says when what it knows is gone', async () => {
    const mended = write('mended.json', good)
    const { code, err } = await runChuan(['validate', mended, ...SCHEMA, '--baseline', baseline])
    expect([code, err]).toEqual([0, expect.stringContaining('no longer there: 1')])
    expect(err).toContain('pattern-mismatch')
  })

  test('does not hide what a signature lacks', async () => {
    const file = join(home, 'signatures.json')
    const signed = ['validate', 'examples/signed-citizen.xml']
    expect((await runChuan([...signed, '--write-baseline', file])).code).toBe(1)
    expect((await runChuan([...signed, '--baseline', file])).code).toBe(1)
  })

  test('leaves no number of wrong records that nobody counted', async () => {
    const records = write('records.json', [{ ...good, SoDinhDanh: '12' }])
    const file = join(home, 'records-baseline.json')
    await runChuan(['validate', records, ...SCHEMA, '--write-baseline', file])
    writeFileSync(
      records,
      JSON.stringify([
        { ...good, SoDinhDanh: '12' },
        { ...good, Ho: 1 },
      ]),
    )
    const argv = ['validate', records, ...SCHEMA, '--baseline', file, '--format', 'json']
    const { code, out } = await runChuan(argv)
    expect([code, JSON.parse(out)]).toMatchObject([1, { records: 2, issues: [{}] }])
    expect(JSON.parse(out)).not.toHaveProperty('invalidRecords')
  })

  test('of another version is refused', async () => {
    const other = write('other-baseline.json', { version: 2, issues: {} })
    const { code, err } = await runChuan(['validate', wrong, ...SCHEMA, '--baseline', other])
    expect([code, err]).toEqual([2, expect.stringContaining('no baseline of this version')])
  })

  test('that is none is refused', async () => {
    const { code, err } = await runChuan(['validate', wrong, ...SCHEMA, '--baseline', EXAMPLE])
    expect([code, err]).toEqual([2, expect.stringContaining('is no baseline')])
  })
})
