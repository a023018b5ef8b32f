/** Tests of schemas as an author of schemas runs them: examples, inline cases, coverage. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: '/schemas/permits/permit/1.0.0',
  title: 'Giấy phép',
  'x-kind': 'record',
  type: 'object',
  required: ['So', 'GioiTinh'],
  additionalProperties: false,
  properties: {
    So: { type: 'string', pattern: '^P[0-9]+$' },
    GioiTinh: { $ref: '/schemas/codelists/sex/1.0.0' },
    Loai: { type: 'string', enum: ['A', 'B'] },
    TuNgay: { type: 'string', format: 'date' },
    DenNgay: { type: 'string', format: 'date' },
  },
  anyOf: [{ required: ['Loai'] }, { required: ['TuNgay'] }],
  'x-rules': [
    { id: 'in-order', kind: 'date-order', fields: { earlier: '/TuNgay', later: '/DenNgay' } },
  ],
}

const VALID = { name: 'a permit', instance: { So: 'P1', GioiTinh: '1', Loai: 'A' }, valid: true }
const REFUSED = {
  name: 'a bad number',
  instance: { So: 'X', GioiTinh: '1', Loai: 'A' },
  valid: false,
  issues: [{ code: 'pattern-mismatch', at: '/So' }],
}

const home = mkdtempSync(join(tmpdir(), 'chuan-test-'))
const version = join(home, 'permits/permit/1.0.0')

function write(file: string, content: unknown): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

beforeEach(() => {
  rmSync(home, { recursive: true, force: true })
  write(join(version, 'schema.json'), SCHEMA)
})

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

async function runJson(argv: readonly string[]) {
  const { code, out, err } = await runChuan(['test', ...argv, '--format', 'json'])
  const results = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { code, err, results }
}

describe('chuan test', () => {
  test('judges examples and cases of a folder whose references lead to the package', async () => {
    write(join(version, 'examples/valid/one.json'), { So: 'P2', GioiTinh: '2', Loai: 'B' })
    write(join(version, 'permit.test.json'), { cases: [VALID, REFUSED] })
    const { code, results } = await runJson([home])
    expect(code).toBe(0)
    expect(results).toMatchObject([
      {
        schema: 'permits/permit@1.0.0',
        cases: [
          { name: 'examples/valid/one.json', faults: [] },
          { name: 'a permit', faults: [] },
          { name: 'a bad number', faults: [] },
        ],
      },
    ])
  })

  test('says of each case that fails what was expected and what came', async () => {
    const cases = [
      { ...VALID, name: 'wrongly good', instance: { So: 'P1', Loai: 'A' } },
      { ...REFUSED, issues: [{ code: 'required-missing', at: '/So' }] },
      { ...VALID, name: 'wrongly bad', valid: false },
    ]
    write(join(version, 'permit.test.json'), { cases })
    const { code, results } = await runJson([version])
    expect(code).toBe(1)
    expect(results[0].cases).toMatchObject([
      { faults: [{ code: 'example-not-valid', issues: ['required-missing'] }] },
      {
        faults: [
          { code: 'example-issue-missing', issues: ['required-missing /So'] },
          { code: 'example-issue-unexpected', issues: ['pattern-mismatch /So'] },
        ],
      },
      { faults: [{ code: 'example-not-refused' }] },
    ])
    const { out } = await runChuan(['test', version])
    expect(out).toContain('✗ permits/permit@1.0.0')
    expect(out).toContain('expected: required-missing /So')
    expect(out).toContain('found: pattern-mismatch /So')
    expect(out).not.toContain('P1')
  })

  test('takes a document from a file, judged as of the day of the case', async () => {
    write(join(home, 'cases/one.json'), { So: 'P1', GioiTinh: '1', Loai: 'A' })
    const file = write(join(home, 'cases/one.test.json'), {
      schema: 'permits/permit@1.0.0',
      cases: [{ name: 'from a file', file: 'one.json', valid: true, asOf: '2026-01-01' }],
    })
    const { code, results } = await runJson([file, '--schemas', home])
    expect(code).toBe(0)
    expect(results).toMatchObject([{ schema: 'permits/permit@1.0.0', cases: [{ faults: [] }] }])
  })

  test('judges a test file anywhere by the catalogue of the package', async () => {
    const file = write(join(home, '..', `${home.split('/').at(-1)}-apart/sex.test.json`), {
      schema: 'codelists/sex@1.0.0',
      cases: [
        { name: 'a code', instance: '1', valid: true },
        { name: 'no code', instance: 'x', valid: false },
      ],
    })
    const { code } = await runJson([file])
    const folder = await runJson([dirname(file)])
    rmSync(dirname(file), { recursive: true })
    expect([code, folder.code]).toEqual([0, 0])
  })

  test('counts what the cases touch and lists the rest', async () => {
    write(join(version, 'permit.test.json'), { cases: [VALID, REFUSED] })
    const { results } = await runJson([version])
    const { untouched, total, touched, percent } = results[0].coverage
    expect(total - touched).toBe(untouched.length)
    expect(percent).toBe(Math.floor((touched / total) * 100))
    const names = untouched.map((point: { kind: string; at: string; name?: string }) =>
      [point.kind, point.at, point.name].filter(Boolean).join(' '),
    )
    expect(names).toEqual([
      'absent /properties/Loai',
      'present /properties/TuNgay',
      'present /properties/DenNgay',
      'refused /required So',
      'refused /required GioiTinh',
      'refused /additionalProperties',
      'refused /x-rules in-order',
      'used /properties/Loai/enum B',
      'refused /properties/Loai/enum',
      'refused /properties/TuNgay/format',
      'refused /properties/DenNgay/format',
      'taken /anyOf/1',
    ])
    const { out } = await runChuan(['test', version, '--coverage'])
    expect(out).toContain('never taken         /anyOf/1')
  })

  test('is fully covered by cases that touch everything', async () => {
    const full = { So: 'P1', GioiTinh: '1', Loai: 'B', TuNgay: '2026-01-01', DenNgay: '2026-01-02' }
    const bad = (name: string, instance: object) => ({ name, instance, valid: false })
    const cases = [
      VALID,
      REFUSED,
      { name: 'full', instance: full, valid: true },
      { name: 'no kind', instance: { ...full, Loai: undefined }, valid: true },
      bad('no number', { ...full, So: undefined }),
      bad('no sex', { ...full, GioiTinh: undefined }),
      bad('a stranger', { ...full, Khac: 1 }),
      bad('other kind', { ...full, Loai: 'C' }),
      bad('no day', { ...full, TuNgay: '2026-02-30' }),
      bad('no last day', { ...full, DenNgay: '2026-02-30' }),
      bad('backwards', { ...full, DenNgay: '2025-01-01' }),
    ]
    write(join(version, 'permit.test.json'), { cases })
    const { code, results } = await runJson([version, '--min-coverage', '100'])
    expect(results[0].coverage.untouched).toEqual([])
    expect(code).toBe(0)
  })

  test('fails a version that is tested less than asked', async () => {
    write(join(version, 'permit.test.json'), { cases: [VALID] })
    expect((await runChuan(['test', home, '--min-coverage', '90'])).code).toBe(1)
    expect((await runChuan(['test', home, '--min-coverage', '10'])).code).toBe(0)
  })

  test('finds no fault in a part of the catalogue of the package, XML and signed included', async () => {
    const { code, results } = await runJson(['national/population/citizen@2.0.0'])
    expect(code).toBe(0)
    expect(results[0].coverage.touched).toBeGreaterThan(0)
  })

  test('fails a case whose file is not there, and goes on', async () => {
    const lost = { name: 'lost', file: 'lost.json', valid: true }
    write(join(version, 'permit.test.json'), { cases: [lost, VALID] })
    const { code, results } = await runJson([home])
    expect(code).toBe(1)
    expect(results[0].cases).toMatchObject([
      { name: 'lost', faults: [{ code: 'file-unreadable' }] },
      { name: 'a permit', faults: [] },
    ])
  })

  test('counts one as one', async () => {
    write(join(version, 'permit.test.json'), { cases: [VALID] })
    const { out } = await runChuan(['test', home])
    expect(out).toMatch(/ {2}1 case, /u)
    expect(out).toMatch(/\n1 version, 1 passed, /u)
    expect((await runChuan(['lint', home])).out).toMatch(/\n1 version, \d+ errors, /u)
  })

  test('says where a schema is no JSON Schema', async () => {
    write(join(version, 'schema.json'), { ...SCHEMA, type: 'objekt' })
    const { out } = await runChuan(['test', home])
    expect(out).toContain('cannot be compiled: it is no JSON Schema 2020-12 at /type\n')
  })

  test('says that a schema is unusable, once', async () => {
    write(join(version, 'schema.json'), { ...SCHEMA, 'x-rules': [{ id: 'x', kind: 'none' }] })
    write(join(version, 'permit.test.json'), { cases: [VALID, REFUSED] })
    const { code, results } = await runJson([home])
    expect(code).toBe(1)
    expect(results[0].cases).toMatchObject([{ faults: [{ code: 'schema-unusable' }] }])
  })

  test.for([
    ['{', ':1:2'],
    ['[]', 'JSON object'],
    [{ cases: [] }, '/cases'],
    [{ schema: 1, cases: [VALID] }, '/schema'],
    [{ asOf: 'today', cases: [VALID] }, '/asOf'],
    [{ case: [], cases: [VALID] }, 'case is no member'],
    [{ cases: [1] }, '/cases/0'],
    [{ cases: [{ ...VALID, name: undefined }] }, 'no name'],
    [{ cases: [{ ...VALID, valid: 'yes' }] }, '/cases/0/valid'],
    [{ cases: [{ ...VALID, file: 'x.json' }] }, 'either'],
    [{ cases: [{ ...VALID, issues: REFUSED.issues }] }, '/cases/0/issues'],
    [{ cases: [{ ...REFUSED, issues: [{ code: 'x' }] }] }, '/cases/0/issues/0'],
  ])('refuses a test file like %j', async ([content, says]) => {
    write(join(version, 'permit.test.json'), content)
    const { code, err } = await runChuan(['test', home])
    expect(code).toBe(2)
    expect(err).toContain('[schema-tests-malformed]')
    expect(err).toContain(says)
  })

  test.for([
    { argv: ['test', 'x.test.json'], says: '[file-unreadable]' },
    { argv: ['test', 'schemas', '--min-coverage', '101'], says: 'from 0 to 100' },
    { argv: ['test', 'schemas', '--watch'], says: '--watch is for a terminal' },
    { argv: ['test', 'nothing/there'], says: '[schema-not-found]' },
  ])('answers $argv with what to do', async ({ argv, says }) => {
    const { code, err } = await runChuan(argv)
    expect(code).toBe(2)
    expect(err).toContain(says)
  })

  test('asks where the catalogue is of a schema that it has not', async () => {
    const file = write(join(home, 'far.test.json'), { schema: 'far/away@1.0.0', cases: [VALID] })
    const { code, err } = await runChuan(['test', file])
    expect([code, err]).toEqual([2, expect.stringContaining('[schema-not-found]')])
    expect(err).toContain(`${file} is of far/away@1.0.0: where is its catalogue? Say --schemas DIR`)
  })

  test('asks which schema a file is of that lies beside none', async () => {
    const file = write(join(home, 'apart.test.json'), { cases: [VALID] })
    const { err } = await runChuan(['test', file])
    expect(err).toContain('lies beside no schema')
  })

  test('leaves the test files of installed packages alone', async () => {
    cpSync(version, join(home, 'a/b/1.0.0'), { recursive: true })
    write(join(version, 'node_modules/x/x.test.json'), '{')
    write(join(version, 'permit.test.json'), { cases: [VALID] })
    expect((await runChuan(['test', version])).code).toBe(0)
  })
})
