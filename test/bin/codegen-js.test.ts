/** `chuan codegen --emit js --validators`: types and validators for who has no compiler. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const home = mkdtempSync(join(tmpdir(), 'chuan-js-'))
const out = join(home, 'generated')
const PATH = 'exchange/dossiers/dossier-sync'
const ARGV = ['codegen', `${PATH}@2.0.0`, '--emit', 'js', '--validators', '--out', out]

beforeAll(async () => {
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  expect(await runChuan(ARGV)).toMatchObject({ code: 0, err: '' })
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const files = () =>
  readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))

test('writes a module and its declarations side by side, and nothing to compile', () => {
  const modules = files().filter((file) => file.endsWith('.js'))
  const declared = files().filter((file) => file.endsWith('.d.ts'))
  expect(modules.length).toBeGreaterThan(20)
  expect(declared.map((file) => file.replace(/\.d\.ts$/u, '.js')).sort()).toEqual(modules.sort())
  expect(files().length).toBe(modules.length + declared.length + 1)
})

test('imports only its own modules, but for the readers of XML', () => {
  const foreign = files().flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    const names = [...text.matchAll(/^(?:import|export)[^'"]*? from ["']([^'"]+)["']/gmu)]
    return names.flatMap(([, name = '']) => (name.startsWith('.') ? [] : [`${file}: ${name}`]))
  })
  expect([...new Set(foreign)]).toEqual([`${join(out, 'chuan/xml.js')}: libxml2-wasm`])
})

test('runs under plain Node where no package is installed', () => {
  const example = `schemas/${PATH}/2.0.0/examples/valid`
  const [name = ''] = readdirSync(example).filter((each) => each.endsWith('.json'))
  const program = `import { readFileSync } from 'node:fs'
import { validateDossierSync } from './generated/validators.js'
import { applicantTypeAsOf } from './generated/index.js'
const { valid } = validateDossierSync(readFileSync(process.argv[2]))
const bad = validateDossierSync('{}')
console.log(JSON.stringify([valid, bad.valid, typeof applicantTypeAsOf('', '2026-01-01').kind]))
`
  writeFileSync(join(home, 'consumer.mjs'), program)
  const file = join(process.cwd(), example, name)
  const { stdout, stderr } = spawnSync(process.execPath, ['consumer.mjs', file], {
    cwd: home,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  })
  expect([stderr, stdout]).toEqual(['', '[true,false,"string"]\n'])
})

test('is what a strict compiler takes, and refuses to use wrongly', () => {
  const consumer = `import type { DossierSync, Verdict } from './types.js'
import { isDossierSync, validateDossierSync } from './generated/${PATH}/2.0.0.validate.js'

export const verdict: Verdict = validateDossierSync('{}', { asOf: '2026-01-25' })
export function numbers(value: unknown): readonly string[] {
  if (!isDossierSync(value)) return []
  const message: DossierSync = value
  return message.data.map(({ MaHoSo }) => MaHoSo)
}
// @ts-expect-error a number is no document
export const wrong = () => validateDossierSync(7)
// @ts-expect-error it has data
export const empty: DossierSync = {}
`
  const types = `export type { DossierSync } from './generated/${PATH}/2.0.0.js'
export type { Verdict } from './generated/validators.js'
`
  writeFileSync(join(home, 'types.ts'), types)
  writeFileSync(join(home, 'consumer.ts'), consumer)
  const compilerOptions = {
    ...{ target: 'ES2022', module: 'NodeNext', lib: ['ES2023', 'DOM'], types: [] },
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ verbatimModuleSyntax: true, isolatedModules: true, noEmit: true, skipLibCheck: false },
  }
  const config = { compilerOptions, files: ['consumer.ts'] }
  writeFileSync(join(home, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(process.cwd(), 'node_modules/.bin/tsc')
  const told = spawnSync(process.execPath, [tsc, '--project', home], { encoding: 'utf8' })
  expect([told.status, told.stdout]).toEqual([0, ''])
})

test('is as it would be when it is checked', async () => {
  expect((await runChuan([...ARGV, '--check'])).code).toBe(0)
})
