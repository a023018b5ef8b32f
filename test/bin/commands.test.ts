/** The commands on real files: what is printed, and which exit code. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalogueFolder, sourceProblems } from '../../sources/index.ts'
import type { Verdict } from '../../validator/index.ts'
import { createCatalogue, createValidator, parseSchemaRef } from '../../validator/index.ts'
import { runChuan } from './terminal.ts'

const SIGNED = ['examples/signed-dossier.jws', 'examples/signed-citizen.xml']
const TRUST = ['--trust', 'examples/trust']
const DAY = new Date('2026-11-24T05:00:00Z')

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-bin-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('chuan validate', () => {
  test('exits 0 and names the structure it found when all is valid', async () => {
    const { code, out } = await runChuan([
      'validate',
      'examples/dossier.json',
      'examples/citizen.xml',
    ])
    expect(code).toBe(0)
    expect(out).toContain('examples/dossier.json  ✓ valid  exchange/dossiers/dossier-sync@2.0.0')
    expect(out).toContain('2 of 2 documents valid, 0 errors, 0 warnings')
  })

  test('exits 1 and says where and what when one is invalid', async () => {
    const file = join(folder, 'broken.json')
    writeFileSync(file, '{\n  "a": tru\n}')
    const { code, out } = await runChuan(['validate', file, '--schema', 'codelists/sex'])
    expect(code).toBe(1)
    expect(out).toContain('2:8  error  json-malformed')
  })

  test('prints one verdict on each line for programs, as api/verdict says', async () => {
    const files = ['examples/dossier.json', 'examples/tampered-citizen.xml']
    const { code, out } = await runChuan(['validate', ...files, ...TRUST, '--format', 'json'], {
      now: DAY,
    })
    expect(code).toBe(1)
    const lines = out.trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as Verdict).document)).toEqual(files)
    const catalogue = createCatalogue(await readCatalogueFolder())
    const validator = createValidator({ catalogue, now: () => DAY })
    for (const line of lines) {
      const schema = parseSchemaRef('api/verdict@1.0.0')
      const { issues } = await validator.validate(Buffer.from(line), { schema })
      expect(issues).toEqual([])
    }
  })

  test('judges XML by its XSD as well when asked', async () => {
    const files = ['examples/citizen.xml', 'examples/dossier.json']
    const { code, out } = await runChuan(['validate', ...files, '--xsd', '--format', 'json'])
    const verdicts = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Verdict)
    expect([code, ...verdicts.map(({ xsdValid }) => xsdValid)]).toEqual([0, true, undefined])
    const told = await runChuan(['validate', ...files, '--xsd'])
    expect(told.out.match(/XSD: \w+/gu)).toEqual(['XSD: valid'])
  })

  test('reads standard input', async () => {
    const { code, out } = await runChuan(['validate', '-', '--schema', 'codelists/sex@1.0.0'], {
      input: Buffer.from('"1"'),
    })
    expect([code, out.startsWith('-  ✓ valid')]).toEqual([0, true])
  })

  test('reads code lists as of the day given', async () => {
    const input = Buffer.from('"27"')
    const argv = ['validate', '-', '--schema', 'codelists/provinces@1', '--as-of']
    expect((await runChuan([...argv, '2025-06-30'], { input })).code).toBe(0)
    const later = await runChuan([...argv, '2025-07-01', '--lang', 'vi'], { input })
    expect(later.code).toBe(1)
    expect(later.out).toContain('code-not-in-force')
    expect(later.out).toContain('Tỉnh Bắc Ninh')
  })

  test.for(SIGNED)('believes %s only by the certificates of --trust', async (file) => {
    expect((await runChuan(['validate', file, ...TRUST], { now: DAY })).code).toBe(0)
    const alone = await runChuan(['validate', file], { now: DAY })
    expect(alone.code).toBe(1)
    expect(alone.out).toContain('INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND')
    const env = { CHUAN_TRUST_DIR: 'examples/trust' }
    expect((await runChuan(['validate', file], { now: DAY, env })).code).toBe(0)
  })

  test('accepts by a policy what it would otherwise let pass', async () => {
    const file = 'schemas/exchange/ratings/rating/1.0.0/examples/valid/month.json'
    const policy = ['--policy', 'schemas/api/policy/1.0.0/examples/valid/minimal.json']
    expect((await runChuan(['validate', file], { now: DAY })).code).toBe(0)
    const asked = await runChuan(['validate', file, ...policy], { now: DAY })
    expect(asked.code).toBe(1)
    expect(asked.out).toContain('signature-required')
    const env = { CHUAN_POLICY: policy[1] }
    expect((await runChuan(['validate', file], { now: DAY, env })).code).toBe(1)
  })

  test('says which structure of a policy is nowhere, and judges all the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chuan-policy-'))
    const policy = join(folder, 'policy.json')
    writeFileSync(policy, '{"id":"a","rules":[{"id":"b","structures":["exchange/resluts"]}]}')
    const argv = ['validate', 'examples/citizen.xml', '--policy', policy]
    const english = await runChuan(argv, { now: DAY })
    expect([english.code, english.err]).toEqual([0, expect.stringContaining('exchange/results?')])
    const vietnamese = await runChuan([...argv, '--lang', 'vi'], { now: DAY })
    expect(vietnamese.err).toContain('Quy tắc b của chính sách nêu cấu trúc exchange/resluts')
    rmSync(folder, { recursive: true })
  })

  test('names the policy by which the records of a file were judged', async () => {
    const message = readFileSync('examples/dossier.json', 'utf8')
    const record = JSON.stringify(JSON.parse(message))
    const policy = ['--policy', 'schemas/api/policy/1.0.0/examples/valid/minimal.json']
    const argv = ['validate', '-', '--input', 'ndjson', '--format', 'json', ...policy]
    const { out } = await runChuan(argv, { now: DAY, input: Buffer.from(`${record}\n${record}\n`) })
    const { id } = JSON.parse(readFileSync(String(policy[1]), 'utf8'))
    expect(JSON.parse(out)).toMatchObject({ valid: false, records: 2, policy: { id } })
  })

  test.for([
    {
      name: 'a policy that is none',
      argv: ['-', '--policy', 'schemas/api/policy/1.0.0/examples/invalid/misspelt.json'],
      code: 'policy-malformed',
    },
    {
      name: 'a policy that is not there',
      argv: ['-', '--policy', 'nowhere'],
      code: 'file-unreadable',
    },
    { name: 'a file that is not there', argv: ['nowhere.json'], code: 'file-unreadable' },
    {
      name: 'a folder without documents',
      argv: ['bin'],
      code: sourceProblems.fileUnreadable.code,
    },
    {
      name: 'a schema that is not there',
      argv: ['-', '--schema', 'no/such'],
      code: 'schema-not-found',
    },
    {
      name: 'a version that is not there',
      argv: ['-', '--schema', 'codelists/sex@9'],
      code: 'schema-not-found',
    },
    { name: 'a day that is none', argv: ['-', '--as-of', '2025-02-30'], code: 'date-malformed' },
    { name: 'a message of no known structure', argv: ['-'], code: 'schema-undetermined' },
    {
      name: 'a trust folder that is not there',
      argv: ['-', '--trust', 'nowhere'],
      code: 'file-unreadable',
    },
    {
      name: 'a trust folder without certificates',
      argv: ['-', '--trust', 'bin'],
      code: 'file-unreadable',
    },
    {
      name: 'a registry that is no URL',
      argv: ['-', '--registry', 'x'],
      code: 'registry-unreachable',
    },
    {
      name: 'a registry that is not there',
      argv: ['-', '--registry', 'http://127.0.0.1:9'],
      code: 'registry-unreachable',
    },
  ])('exits 2 for $name', async ({ argv, code }) => {
    const ran = await runChuan(['validate', ...argv], { input: Buffer.from('{}') })
    expect(ran.code).toBe(2)
    expect(ran.out).toBe('')
    expect(ran.err).toContain(`[${code}]`)
    expect(ran.err).not.toMatch(/\n\s+at /u)
  })

  test('suggests structures for a name that is nearly right', async () => {
    const { err } = await runChuan(['validate', '-', '--schema', 'population/citizen'])
    expect(err).toContain('national/population/citizen')
  })
})

describe('chuan verify', () => {
  test('needs no structure', async () => {
    const { code, out } = await runChuan(['verify', ...SIGNED, ...TRUST, '--lang', 'vi'], {
      now: DAY,
    })
    expect(code).toBe(0)
    expect(out).toContain(
      'Chữ ký hợp lệ, nội dung toàn vẹn, ký bởi Example dossier system (Example agency).',
    )
  })

  test.for([
    { file: 'examples/tampered-citizen.xml', says: 'TOTAL_FAILED/HASH_FAILURE' },
    { file: 'examples/citizen.xml', says: 'signature-missing' },
  ])('exits 1 for $file', async ({ file, says }) => {
    const { code, out } = await runChuan(['verify', file, ...TRUST], { now: DAY })
    expect(code).toBe(1)
    expect(out).toContain(says)
  })
})

describe('chuan schemas', () => {
  test('lists the catalogue, or what has a text in it', async () => {
    const all = await runChuan(['schemas', 'list'])
    expect(all.out.split('\n').length).toBeGreaterThan(60)
    const found = await runChuan(['schemas', 'list', 'dân tộc', '--lang', 'vi'])
    expect(found.out).toContain('codelists/ethnic-groups-1979@1.0.0')
    expect((await runChuan(['schemas', 'list', 'no such thing'])).out).toContain('Nothing')
  })

  test('shows the fields of a structure and the values of a code list', async () => {
    const record = await runChuan([
      'schemas',
      'show',
      'national/population/citizen',
      '--lang',
      'vi',
    ])
    expect(record.out).toContain('*SoDinhDanh')
    const list = await runChuan(['schemas', 'show', 'codelists/sex'])
    expect(list.out).toContain('1       Male')
  })

  test('prints the JSON Schema itself for programs', async () => {
    const { out } = await runChuan(['schemas', 'show', 'codelists/sex@1.0.0', '--format', 'json'])
    expect(JSON.parse(out)).toMatchObject({ enum: ['1', '2', '3'] })
  })
})

describe('chuan codegen', () => {
  test('writes the structures named and all they refer to, and nothing the second time', async () => {
    const out = join(folder, 'generated')
    const argv = ['codegen', 'national/population/citizen', '--out', out]
    const first = await runChuan(argv)
    expect(first.code).toBe(0)
    expect(first.out).toMatch(/: \d+ files written, 0 unchanged\n$/u)
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' })
    expect(files).toContain('index.ts')
    expect((await runChuan(argv)).out).toMatch(/: 0 files written, \d+ unchanged\n$/u)
  })

  test('writes JavaScript with readonly declarations where asked', async () => {
    const out = join(folder, 'generated-js')
    const options = ['--emit', 'js', '--readonly', '--out', out]
    expect((await runChuan(['codegen', 'national/population/citizen', ...options])).code).toBe(0)
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' })
    expect(files).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'package.json']))
    expect(files.filter((file) => /(?<!\.d)\.ts$/u.test(file))).toEqual([])
    const types = join(out, 'national/population/citizen/2.0.0.d.ts')
    expect(readFileSync(types, 'utf8')).toMatch(/^ {2}readonly SoDinhDanh\??: PersonalId$/mu)
  })

  test('exits 2 where it may not write', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const { code, err } = await runChuan(['codegen', 'codelists/sex', '--out', join(file, 'x')])
    expect(code).toBe(2)
    expect(err).toContain('[file-unreadable]')
  })
})

describe('chuan sign', () => {
  test('refuses to sign without telling a secret', async () => {
    const key = join(folder, 'key.pem')
    writeFileSync(key, 'no key at all')
    const argv = [
      'sign',
      'examples/citizen.xml',
      '--key',
      key,
      '--cert',
      'examples/trust/example-ca.pem',
    ]
    const { code, out, err } = await runChuan(argv)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('[signing-key-unreadable]')
  })

  test.for([
    {
      argv: ['--as', 'enveloped', '--pkcs12', 'x'],
      file: 'examples/dossier.json',
      says: 'signs XML',
    },
    { argv: ['--as', 'paper'], file: 'examples/dossier.json', says: 'takes one of' },
    { argv: ['--pkcs12', 'x', '--key', 'y'], file: 'examples/dossier.json', says: 'or --pkcs12' },
  ])('explains $argv', async ({ argv, file, says }) => {
    const { code, err } = await runChuan(['sign', file, ...argv])
    expect(code).toBe(2)
    expect(err).toContain(says)
  })
})

describe('the command as a process', () => {
  const command = 'dist/bin/chuan.js'

  test('starts, answers and exits with the code of the verdict', () => {
    expect(execFileSync(process.execPath, [command, '--version'], { encoding: 'utf8' })).toMatch(
      /^\d/u,
    )
    const ran = spawnSync(process.execPath, [command, 'validate', 'examples/signed-citizen.xml'], {
      encoding: 'utf8',
    })
    expect(ran.status).toBe(1)
    expect(ran.stdout).not.toContain('\u001B[')
  })

  test('ends quietly when nobody reads on', () => {
    const script = `${process.execPath} ${command} schemas list | head -1`
    const ran = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
    expect(ran.stderr).toBe('')
    expect(ran.stdout.split('\n')).toHaveLength(2)
  })

  test('can be run by its own name', () => {
    chmodSync(command, 0o755)
    expect(readFileSync(command, 'utf8').startsWith('#!/usr/bin/env node')).toBe(true)
  })
})
