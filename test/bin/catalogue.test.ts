/** Checks a catalogue on disk as a person does, and makes the table of what it holds. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CatalogueCheck } from '../../bin/catalogue-check.ts'
import { runChuan } from './terminal.ts'

const SEX = 'codelists/sex/1.0.0'
const MESSAGE = 'exchange/dossiers/dossier-progress/2.0.0'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-catalogue-'))
})

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  for (const version of [SEX, MESSAGE]) {
    cpSync(join('schemas', version), join(folder, version), { recursive: true })
  }
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function put(file: string, text: string): void {
  writeFileSync(join(folder, file), text)
}

async function check(...options: readonly string[]): Promise<CatalogueCheck & { code: number }> {
  const { code, out } = await runChuan([
    'catalogue',
    'check',
    folder,
    '--format',
    'json',
    ...options,
  ])
  return { ...(JSON.parse(out) as CatalogueCheck), code }
}

async function errorsOf(...options: readonly string[]): Promise<readonly string[]> {
  const { code, findings } = await check(...options)
  const errors = findings.filter(({ severity }) => severity === 'error')
  expect(code).toBe(errors.length === 0 ? 0 : 1)
  return errors.map((finding) => `${finding.ref} ${finding.at} ${finding.code}`)
}

describe('chuan catalogue check', () => {
  test('passes for the catalogue of the package', async () => {
    const { code, out } = await runChuan(['catalogue', 'check'])
    expect(out).toMatch(/^ +0 {2}errors$/mu)
    expect(code).toBe(0)
  })

  test('counts what is in a folder, and finds no error where there is none', async () => {
    const result = await check()
    expect(result).toMatchObject({ versions: 2, codes: 3, code: 0 })
    expect(result.examples.valid).toBeGreaterThan(0)
    expect(await errorsOf()).toEqual([])
  })

  test('says which example is not judged as its folder says', async () => {
    put(`${SEX}/examples/valid/wrong.json`, '"no such code"')
    put(`${SEX}/examples/invalid/right.json`, '"1"')
    put(
      `${SEX}/examples/invalid/right.issues.json`,
      '{"asOf":"2026-11-23","issues":[{"code":"code-unknown","at":""}]}',
    )
    put(`${SEX}/examples/invalid/silent.json`, '"no such code"')
    put(`${SEX}/examples/invalid/nothing.json`, '"no such code"')
    put(`${SEX}/examples/invalid/nothing.issues.json`, '{"asOf":"2026-11-23","issues":[]}')
    expect(await errorsOf()).toEqual([
      'codelists/sex@1.0.0 examples/valid/wrong.json example-not-valid',
      'codelists/sex@1.0.0 examples/invalid/nothing.json example-expects-nothing',
      'codelists/sex@1.0.0 examples/invalid/right.json example-issue-missing',
      'codelists/sex@1.0.0 examples/invalid/silent.json example-without-expectation',
    ])
  })

  test('says which issue of an invalid example was not expected', async () => {
    put(`${SEX}/examples/invalid/two.json`, '17')
    put(
      `${SEX}/examples/invalid/two.issues.json`,
      '{"asOf":"2026-11-23","issues":[{"code":"code-unknown","at":""}]}',
    )
    const { findings } = await check()
    expect(findings.filter(({ at }) => at.endsWith('two.json'))).toMatchObject([
      { code: 'example-issue-missing', issues: ['code-unknown'] },
      { code: 'example-issue-unexpected', issues: ['type-mismatch'] },
    ])
  })

  test('asks for notes of change, and for enough examples unless lenient', async () => {
    put(`${SEX}/CHANGES.md`, ' \n')
    rmSync(join(folder, MESSAGE, 'examples/invalid'), { recursive: true })
    expect(await errorsOf('--lenient')).toEqual(['codelists/sex@1.0.0 CHANGES.md changes-missing'])
    expect(await errorsOf()).toContain(
      'exchange/dossiers/dossier-progress@2.0.0 examples examples-few',
    )
  })

  test('lints every schema', async () => {
    const file = `${SEX}/schema.json`
    const text = readFileSync(join(folder, file), 'utf8')
    put(file, text.replace('"x-owner"', '"x-owned"'))
    const { out, code } = await runChuan(['catalogue', 'check', folder, '--lang', 'vi'])
    expect(code).toBe(1)
    expect(out).toContain('error   codelists/sex@1.0.0  schema.json#  owner-stated')
    expect(out).toContain('Chưa nêu cơ quan chủ quản')
    expect(out).toContain('error   codelists/sex@1.0.0  schema.json  schema-unusable')
  })
})

describe('chuan catalogue table', () => {
  test('prints the table, or writes it where it is told', async () => {
    const { out, code } = await runChuan(['catalogue', 'table', folder])
    expect(code).toBe(0)
    expect(out).toContain('| `codelists/sex` 1.0.0 |')
    const file = join(folder, 'docs/table.md')
    const argv = ['catalogue', 'table', folder, '--write', file]
    expect((await runChuan(argv)).out).toBe(`${file}: written\n`)
    expect((await runChuan(argv)).out).toBe(`${file}: unchanged\n`)
    expect(readFileSync(file, 'utf8')).toBe(out)
  })

  test('in the documents is that of the catalogue: chuan catalogue table --write docs/catalogue.md', async () => {
    const { out } = await runChuan(['catalogue', 'table'])
    expect(readFileSync('docs/catalogue.md', 'utf8')).toBe(out)
  })
})
