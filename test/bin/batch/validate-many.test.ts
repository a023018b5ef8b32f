/** The command on many files and many records. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { formatProgress } from '../../../bin/batch/progress.ts'
import { runChuan } from '../terminal.ts'

const CITIZEN = 'national/population/citizen'
const EXAMPLE = `schemas/${CITIZEN}/2.0.0/examples/valid/full.json`
const home = mkdtempSync(join(tmpdir(), 'chuan-batch-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const { default: citizen } = await import(join(process.cwd(), EXAMPLE), { with: { type: 'json' } })
const good = JSON.stringify(citizen)
const bad = JSON.stringify({ ...citizen, SoDinhDanh: '12' })

function write(name: string, content: string | Uint8Array): string {
  const file = join(home, name)
  writeFileSync(file, content)
  return file
}

async function judge(argv: readonly string[], input?: Uint8Array) {
  const ran = await runChuan(['validate', ...argv, '--format', 'json'], input ? { input } : {})
  const verdicts = ran.out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { ...ran, verdicts }
}

const PLACE = { code: 'pattern-mismatch', line: 3, instanceLocation: '/SoDinhDanh' }

describe('records', () => {
  const lines = `${good}\n${good}\n${bad}\n${good}\n`

  test.for([
    ['on lines', 'a.ndjson', lines],
    ['on lines of a .json file', 'b.json', lines],
    ['on lines, gzip', 'c.ndjson.gz', gzipSync(lines)],
    ['on lines, gzip without a telling name', 'd.bin', gzipSync(lines)],
  ] as const)('%s are told with line and pointer', async ([, name, content]) => {
    const file = write(name, content)
    const { code, verdicts } = await judge([file, '--schema', CITIZEN])
    expect(code).toBe(1)
    expect(verdicts).toMatchObject([
      { document: file, valid: false, records: 4, invalidRecords: 1, issues: [PLACE] },
    ])
    expect(verdicts[0].issueCounts).toEqual({ 'pattern-mismatch': 1 })
  })

  test.for([
    ['a record', `[\n${good},\n${good}`, 2, { line: 3, column: good.length + 1 }],
    ['a record and a line feed', `[\n${good},\n${good}\n`, 2, { line: 3 }],
    ['half a record', `[\n${good},\n${good.slice(0, 200)}\n`, 2, { line: 3 }],
    ['a comma', `[\n${good},\n`, 2, { line: 3, column: 1 }],
    ['two commas', `[${good},,${good}]`, 3, { line: 1, instanceLocation: '/1' }],
  ] as const)('of an array cut short behind %s: its fault is told once', async (row) => {
    const [name, text, records, place] = row
    const file = write(`cut-${name}.json`, text)
    const { code, verdicts } = await judge([file, '--input', 'array', '--schema', CITIZEN])
    expect(code).toBe(1)
    expect(verdicts).toMatchObject([
      { records, invalidRecords: 1, issues: [{ code: 'json-malformed', ...place }] },
    ])
    expect(verdicts[0].issues).toHaveLength(1)
    const converted = ['convert', file, '--from', CITIZEN, '--to', 'xml', '--out', home]
    expect((await runChuan(converted)).code).toBe(2)
  })

  test('in zstd are opened', async ({ skip }) => {
    const plain = write('e.ndjson', lines)
    try {
      execFileSync('zstd', ['-q', '-f', plain], { stdio: 'ignore' })
    } catch {
      skip('there is no zstd on this machine')
    }
    const { verdicts } = await judge([`${plain}.zst`, '--schema', CITIZEN])
    expect(verdicts).toMatchObject([{ records: 4, invalidRecords: 1, issues: [PLACE] }])
  })

  test('in a JSON array are told with their index', async () => {
    const file = write('f.json', `[${good},\n${good},\n${bad}]`)
    const { verdicts } = await judge([file, '--schema', CITIZEN])
    expect(verdicts).toMatchObject([
      { records: 3, issues: [{ ...PLACE, instanceLocation: '/2/SoDinhDanh' }] },
    ])
  })

  test.for([
    ['on lines', `[\n${good},\n${good},\n${bad}\n]\n`],
    ['on lines, with its brackets on those of records', `[${good},\r\n${bad},\r\n${good}]\r\n`],
    ['with commas before', `[ ${good}\n, ${bad}\n, ${good}\n]`],
    ['of several lines each', JSON.stringify([JSON.parse(good), JSON.parse(bad)], null, 1)],
    ['where a record looks like two', `[\n{"a":[{"b":1},\n{"c":2}]},\n${bad}\n]`],
    ['with a comma too many', `[\n${good},\n${bad},\n]\n`],
    ['with a comma too few', `[\n${good}\n${bad}\n]\n`],
    ['without an end', `[\n${good},\n${bad},\n`],
    ['cut in a record', `[\n${good},\n${bad.slice(0, -9)}`],
    ['with something behind', `[\n${good},\n${bad}\n]\n${good}\n`],
    ['with a letter behind', `[\n${good}\n]\nệ`],
    ['with a letter before', `ệ[${good},\n${bad}]`],
    ['two in a line', `[\n${good},${good},\n${bad}\n]\n`],
    ['of texts and numbers', '[\n"a,\\n]",\n1,\n[1,2],\n{}\n]'],
    ['that is empty', '[\n\n]\n'],
    ['with a member twice', `[\n{"a":1,"a":2},\n${bad}\n]`],
  ])('in an array are told the same however it stands: %s', async ([name = '', text = '']) => {
    const file = write(`array-${name}.json`, text)
    const asked = ['--schema', CITIZEN, '--input', 'array']
    const [{ verdicts }, streamed] = [
      await judge([file, ...asked]),
      await judge(['-', ...asked], new TextEncoder().encode(text)),
    ]
    const { document: _, ...verdict } = verdicts[0]
    const { document: _streamed, ...exact } = streamed.verdicts[0]
    expect(verdict).toEqual(exact)
  })

  test('from standard input are judged as they come', async () => {
    const { verdicts } = await judge(['-', '--schema', CITIZEN], new TextEncoder().encode(lines))
    expect(verdicts).toMatchObject([{ document: '-', records: 4, invalidRecords: 1 }])
  })

  test('in the hundred thousands are judged in threads, and one bad one is found', async () => {
    const count = 12_000
    const all = Array.from({ length: count }, (_, at) => (at === count / 2 ? bad : good))
    const file = write('g.ndjson', `${all.join('\n')}\n`)
    const { verdicts } = await judge([file, '--schema', CITIZEN, '--jobs', '2'])
    expect(verdicts).toMatchObject([
      { records: count, invalidRecords: 1, issues: [{ ...PLACE, line: count / 2 + 1 }] },
    ])
    const alone = await judge([file, '--schema', CITIZEN, '--jobs', '1'])
    expect(alone.verdicts).toEqual(verdicts)
  })

  test.for([
    ['ndjson', (all: readonly string[]) => `\uFEFF${all.join('\r\n')}`],
    ['array', (all: readonly string[]) => `\uFEFF [${all.join(' ,\n')}]\n`],
  ] as const)('that are longer than what is read at once (%s)', async ([input, join]) => {
    const long = JSON.stringify({ ...citizen, GhiChu: 'x'.repeat(2_500_000) })
    const some = Array.from({ length: 1_500 }, () => good)
    const file = write(`long-${input}`, join([...some, long, ...some, bad, good]))
    const ran = ['1', '2', '3'].map((jobs) =>
      judge([file, '--schema', CITIZEN, '--input', input, '--jobs', jobs]),
    )
    const [alone, ...others] = await Promise.all(ran)
    expect(alone?.verdicts).toMatchObject([
      { records: 3_003, invalidRecords: 2, issues: [{ line: 1_501 }, { line: 3_002 }] },
    ])
    for (const other of others) expect(other).toEqual(alone)
  })

  test('of which one is larger than a document may be end the run', async () => {
    const endless = `"${'x'.repeat(10_000_001)}"`
    const file = write('endless.ndjson', `${good}\n${endless}\n`)
    for (const jobs of ['1', '2']) {
      const { code, err } = await judge([file, '--schema', CITIZEN, '--jobs', jobs])
      expect(code).toBe(2)
      expect(err).toContain(`[document-too-large]\n  ${file}: The record of line 2`)
      expect(err).toContain('line 2')
    }
  })

  test('that are cut short in gzip are a problem of the file', async () => {
    const file = write('h.ndjson.gz', gzipSync(lines).subarray(0, 60))
    const { code, err } = await judge([file, '--schema', CITIZEN])
    expect(code).toBe(2)
    expect(err).toContain('[file-unreadable]')
  })
})

describe('files', () => {
  const folder = join(home, 'in')
  mkdirSync(join(folder, 'deep'), { recursive: true })
  cpSync(EXAMPLE, join(folder, 'deep/citizen-1.json'))
  cpSync('examples/dossier.json', join(folder, 'dossier.json'))
  writeFileSync(join(folder, 'note.txt'), 'not looked at')

  test('of a folder are found in it and below it, by name', async () => {
    const { code, verdicts } = await judge([folder, '--map', `**/citizen-*.json=${CITIZEN}`])
    expect(verdicts.map(({ schema }) => schema.ref)).toEqual([
      'national/population/citizen@2.0.0',
      'exchange/dossiers/dossier-sync@2.0.0',
    ])
    expect(code).toBe(0)
  })

  test('are found by a pattern, each once', async () => {
    const pattern = join(folder, '**/*.json')
    const mapping = ['--map', `**/citizen-*.json=${CITIZEN}`]
    const { verdicts } = await judge([pattern, join(folder, 'dossier.json'), ...mapping])
    expect(verdicts).toHaveLength(2)
  })

  test.for([
    ['a pattern that nothing fits', 'nothing-*.json'],
    ['a folder without documents', 'empty'],
    ['a file that is not there', 'absent.json'],
  ])('%s is a problem that says so', async ([, name = '']) => {
    mkdirSync(join(home, 'empty'), { recursive: true })
    const { code, err } = await judge([join(home, name)])
    expect(code).toBe(2)
    expect(err).toContain('[file-unreadable]')
  })

  test.for([
    ['--map', 'no-structure'],
    ['--jobs', '0'],
    ['--input', 'csv'],
  ])('refuses %s %s', async (argv) => {
    const { code, err } = await judge([EXAMPLE, ...argv])
    expect(code).toBe(2)
    expect(err).toContain('[usage-wrong]')
  })
})

test('progress tells share, rate and time left, and only a rate where the end is not known', () => {
  expect(formatProgress(25_000_000, 100_000_000, 2_000)).toBe(
    '██████░░░░░░░░░░░░░░░░░░ 25 %  25.0 MB  12.5 MB/s  0:06',
  )
  expect(formatProgress(25_000_000, undefined, 2_000)).toBe('25.0 MB  12.5 MB/s')
})
