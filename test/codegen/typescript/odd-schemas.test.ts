/** Schemas of authors who use every letter, mark and shape there is: still strict TypeScript. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { emitTypescript, emitXsd, writeFiles } from '../../../codegen/index.ts'
import { smallCatalogue, versionOf } from '../catalogues.ts'
import { HOSTILE } from '../languages/hostile.ts'

const TSC = join(process.cwd(), 'node_modules/.bin/tsc')
const STRICT = {
  target: 'ES2022',
  module: 'Preserve',
  moduleResolution: 'Bundler',
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  types: [],
}

const RTL = '\u202e\u2066\u200f'
const WORDS = `*/ \n\n \u{1f600} ${RTL} \`x\` @see ${'rất dài '.repeat(200)}`
const CODES = ['01', '1e3', '__proto__', 'constructor', 'toString', '1', '-1', "it's", '', 'Đ']
const empty = { type: 'object', additionalProperties: false }
const tags = Array.from({ length: 20 }, (_, index) => `loai-${index}`)

const catalogue = smallCatalogue({
  'vi-du/hostile@1.0.0': HOSTILE,
  'codelists/odd@1.0.0': {
    title: WORDS,
    'x-kind': 'codelist',
    type: 'string',
    values: CODES.map((code) => ({ code, vi: WORDS, validTo: '2025-06-30' })),
  },
  'vi-du/definitions@1.0.0': {
    type: 'object',
    properties: { Mot: { $ref: '#/$defs/phần tử' }, Hai: { $ref: '#/$defs/phần-tử' } },
    additionalProperties: false,
    $defs: {
      'phần tử': { ...empty, properties: { A: { type: 'string' } } },
      'phần-tử': { ...empty, properties: { B: { type: 'string' } } },
    },
  },
  'vi-du/tagged@1.0.0': {
    type: 'object',
    properties: { Loai: { enum: tags }, Chung: { type: 'string' } },
    required: ['Loai'],
    oneOf: tags.map((tag, index) => ({
      properties: { Loai: { const: tag }, [`Rieng${index}`]: { type: 'string' } },
      required: [`Rieng${index}`],
    })),
    additionalProperties: false,
  },
} as never)

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-generated-odd-'))
  folders.push(folder)
  return folder
}

const USE = `import type { Definitions, Hostile, Tagged } from './index.js'
import { odd, oddAsOf } from './index.js'

export const definitions: Definitions = { Mot: { A: 'a' }, Hai: { B: 'b' } }
export const hostile: Hostile = { class: 'x', constructor: 'x', Any: 7, Mixed: false, 'số nhà': '12', đường: {} }
export const label: string = odd['1e3'].vi + odd['__proto__'].vi
export const kind: string = oddAsOf('constructor', '2025-01-01').kind
export function own(tagged: Tagged): string {
  return tagged.Loai === 'loai-13' ? tagged.Rieng13 : (tagged.Chung ?? '')
}
// @ts-expect-error a member of another alternative
export const wrong: Tagged = { Loai: 'loai-1', Rieng2: 'x' }
`

test('compile under every strict option, and are used as they read', async () => {
  const folder = newFolder()
  const files = await emitTypescript(catalogue.versions, catalogue)
  await writeFiles([...files, { path: 'use.ts', text: USE }], folder)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT }))
  try {
    expect(execFileSync(TSC, ['--project', folder], { encoding: 'utf8' })).toBe('')
  } catch (thrown) {
    expect((thrown as { readonly stdout?: string }).stdout ?? thrown).toBe('')
  }
  expect(files.filter(({ text }) => /[\u202a-\u202e\u2066-\u2069\u200f]/u.test(text))).toEqual([])
  // Two types, or a type and the comment of the next, never stick together.
  expect(
    files.filter(({ text }) => /^(?:\}|export type \w.*)\n(?:\/\*|export)/mu.test(text)),
  ).toEqual([])
})

test('definitions whose names differ by a mark alone have a type each', async () => {
  const version = versionOf(catalogue, 'vi-du/definitions@1.0.0')
  const files = await emitTypescript([version], catalogue)
  const text = files.map((file) => file.text).join('\n')
  expect(text).toContain('Mot?: DefinitionsPhanTu\n')
  expect(text).toContain('Hai?: DefinitionsPhanTu_2\n')
  expect(text).toContain('  DefinitionsPhanTu,\n  DefinitionsPhanTu_2,\n} from')
  expect(emitXsd(version, catalogue)).toContain('<xs:complexType name="DefinitionsPhanTu_2">')
})

test('a field that asks for no type takes anything', async () => {
  const files = await emitTypescript([versionOf(catalogue, 'vi-du/hostile@1.0.0')], catalogue)
  expect(files.map(({ text }) => text).join('\n')).toContain('  Any?: unknown\n')
})

test('codes that are names of the language are looked up like any other', async () => {
  const folder = newFolder()
  await writeFiles(await emitTypescript(catalogue.versions, catalogue, { emit: 'js' }), folder)
  const { odd, oddAsOf } = await import(pathToFileURL(join(folder, 'index.js')).href)
  expect(Object.keys(odd).sort()).toEqual([...CODES].sort())
  for (const code of CODES) {
    expect(oddAsOf(code, '2025-01-01')).toEqual({
      kind: 'in-force',
      value: { vi: WORDS, validTo: '2025-06-30' },
    })
    expect(oddAsOf(code, '2025-07-01').kind).toBe('not-in-force')
  }
  expect(oddAsOf('hasOwnProperty', '2025-01-01')).toEqual({ kind: 'unknown' })
})
