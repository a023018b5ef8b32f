import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { GeneratedFile } from '../../../codegen/index.ts'
import { emitTypescript, emitTypescriptModule, writeFiles } from '../../../codegen/index.ts'
import { VALUES_MAX } from '../../../codegen/typescript/code-list.ts'
import type { JsonObject } from '../../../validator/index.ts'
import { ENUM_VALUES_MAX, Problem } from '../../../validator/index.ts'
import type { SmallEntry } from '../catalogues.ts'
import { realCatalogue, smallCatalogue, versionOf } from '../catalogues.ts'

const TSC = join(process.cwd(), 'node_modules/.bin/tsc')

const STRICT = {
  target: 'ES2022',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  verbatimModuleSyntax: true,
  types: [],
}

/** What the compiler says of the files, in one run. */
async function compile(files: readonly GeneratedFile[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-typescript-'))
  await writeFiles(files, folder)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT }))
  try {
    return execFileSync(TSC, ['--project', folder], { encoding: 'utf8' })
  } catch (thrown) {
    return String((thrown as { stdout?: unknown }).stdout)
  }
}

async function emit(entries: SmallEntry): Promise<ReadonlyMap<string, string>> {
  const catalogue = smallCatalogue(entries)
  const files = await emitTypescript(catalogue.versions, catalogue)
  expect(await compile(files)).toBe('')
  return new Map(files.map(({ path, text }) => [path, text]))
}

async function emitOne(document: JsonObject): Promise<string> {
  return (await emit({ 'test/thing@1.0.0': document })).get('test/thing/1.0.0.ts') ?? ''
}

function refuse(document: JsonObject): Promise<unknown> {
  const catalogue = smallCatalogue({ 'test/thing@1.0.0': document })
  return emitTypescript(catalogue.versions, catalogue).catch((thrown: unknown) => thrown)
}

describe('TypeScript of the whole catalogue', async () => {
  const catalogue = await realCatalogue()
  const files = await emitTypescript(catalogue.versions, catalogue)

  test('compiles under every strict option, in one run', async () => {
    expect(await compile(files)).toBe('')
  })

  test('is the same bytes twice, whatever the order asked for', async () => {
    expect(await emitTypescript([...catalogue.versions].reverse(), catalogue)).toEqual(files)
  })

  test('has one module for each version, and an index', () => {
    const paths = files.map(({ path }) => path)
    expect(paths).toEqual([...new Set(paths)])
    const modules = paths.filter((path) => /\d\.ts$/u.test(path))
    expect(modules.length).toBe(catalogue.versions.length)
    expect(paths).toEqual(expect.arrayContaining(['index.ts', 'code-value.ts', 'identifier.ts']))
  })

  test('compiles as one module for each version, too', async () => {
    const modules = await Promise.all(
      catalogue.versions.map(async (version, index) => ({
        path: `module-${index}.ts`,
        text: await emitTypescriptModule(version, catalogue),
      })),
    )
    expect(modules.filter(({ text }) => /^import /mu.test(text))).toEqual([])
    expect(await compile(modules)).toBe('')
  })

  test('compiles as JavaScript with declarations beside it, readonly, the same bytes twice', async () => {
    const options = { emit: 'js', readonly: true } as const
    const emitted = await emitTypescript(catalogue.versions, catalogue, options)
    expect(await emitTypescript(catalogue.versions, catalogue, options)).toEqual(emitted)
    const scripts = emitted.filter(({ path }) => path.endsWith('.js')).map(({ path }) => path)
    const typed = emitted.filter(({ path }) => path.endsWith('.d.ts')).map(({ path }) => path)
    expect(typed).toEqual(scripts.map((path) => path.replace(/js$/u, 'd.ts')))
    const use = `import type { PersonalId } from './index.js'
import { citizenV2Context, parsePersonalId, provincesAsOf } from './index.js'
export const id: PersonalId = parsePersonalId('001099000001')
export const status: string = provincesAsOf('01', '2026-01-01').kind
export const version: 1.1 = citizenV2Context['@context']['@version']
`
    expect(await compile([...emitted, { path: 'use.ts', text: use }])).toBe('')
  })

  test('has no identifier made from a title', () => {
    const declared = files.flatMap(({ text }) =>
      [...text.matchAll(/^export (?:interface|type|const) ([^\s:<={]+)/gmu)].map(
        ([, name]) => name,
      ),
    )
    expect(declared.filter((name) => !/^[A-Za-z][A-Za-z0-9_]*$/u.test(name ?? ''))).toEqual([])
  })
})

describe('a structure', () => {
  test('keeps the order of the law, and its descriptions', async () => {
    const text = await emitOne({
      title: 'Hồ sơ',
      'x-en': { title: 'Dossier' },
      type: 'object',
      properties: {
        Zulu: {
          type: 'string',
          title: 'Trường cuối',
          description: 'Mô tả.',
          'x-en': { title: 'Last field' },
          'x-legalBasis': [
            { instrument: '1/2000/X', article: '4', clause: '1', point: 'a' },
            { instrument: '2/2000/X', title: 'Luật Ví dụ', url: 'https://law.example/2' },
            { instrument: '3/2000/X', title: 'Thông tư số 3/2000/X' },
          ],
          'x-evidence': { level: 'verified', source: 'Nguồn' },
          'x-personalData': 'basic',
          pattern: '^[0-9]$',
        },
        alpha: { type: 'integer' },
      },
      required: ['alpha'],
      additionalProperties: false,
    })
    expect(text).toContain('export interface Thing {')
    expect(text.indexOf('Zulu?: string')).toBeLessThan(text.indexOf('alpha: number'))
    for (const words of [
      'Trường cuối: Mô tả.',
      'Last field',
      '- Legal basis: 1/2000/X, Điều 4 khoản 1 điểm a',
      '- Legal basis: Luật Ví dụ (2/2000/X)\n',
      '- Legal basis: Thông tư số 3/2000/X\n',
      '- Evidence: verified (Nguồn)',
      '- Personal data: basic',
      '- Pattern: `^[0-9]$`',
      '@see https://law.example/2\n',
      '@see https://registry.example/schemas/test/thing/1.0.0#Zulu\n',
    ]) {
      expect(text).toContain(words)
    }
  })

  test('says once what is said twice, and of items in a line', async () => {
    const text = await emitOne({
      type: 'object',
      properties: {
        a: { type: 'string', title: 'Tên', description: 'Tên.' },
        b: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 2 } },
      },
    })
    expect(text.match(/Tên\./gu)).toHaveLength(1)
    expect(text).toContain('Items: Minimum length: `1`; Maximum length: `2`')
  })

  test('names a nested object by its place', async () => {
    const nested = { type: 'object', properties: { a: { type: 'string' } } }
    const text = await emitOne({
      type: 'object',
      properties: { DanhSach: { type: 'array', minItems: 2, items: nested }, chuHoSo: nested },
    })
    expect(text).toContain('DanhSach?: ThingDanhSachItem[]')
    expect(text).toContain('chuHoSo?: ThingChuHoSo')
  })

  test('imports what it refers to, once', async () => {
    const files = await emit({
      'elements/code@1.0.0': { type: 'string' },
      'exchange/message@1.0.0': {
        type: 'object',
        properties: {
          a: { $ref: '/schemas/elements/code/1.0.0', title: 'Mã' },
          b: { $ref: '/schemas/elements/code/1.0.0' },
        },
      },
    })
    const text = files.get('exchange/message/1.0.0.ts') ?? ''
    expect(
      text.match(/import type \{ Code \} from '\.\.\/\.\.\/elements\/code\/1\.0\.0\.js'/gu),
    ).toHaveLength(1)
    expect(text).toContain('a?: Code')
    expect(text).not.toContain('export type Code')
  })

  test('tells apart versions of one path, and paths that end alike', async () => {
    const files = await emit({
      'a/thing@1.0.0': { type: 'string' },
      'a/thing@1.1.0': { type: 'string' },
      'a/thing@2.0.0': { type: 'string' },
      'b/thing@1.0.0': { type: 'string' },
      'elements/date@1.0.0': { type: 'string' },
    })
    const index = files.get('index.ts') ?? ''
    expect([...index.matchAll(/\{ (\w+) \}/gu)].map(([, name]) => name)).toEqual([
      'AThingV1_0_0',
      'AThingV1_1_0',
      'AThingV2',
      'BThing',
      'DateValue',
    ])
  })

  test('does not collide with what it imports', async () => {
    const files = await emit({
      'elements/fee-code@1.0.0': { type: 'string' },
      'elements/fee@1.0.0': {
        type: 'object',
        properties: {
          code: { type: 'object', properties: { a: { $ref: '/schemas/elements/fee-code/1.0.0' } } },
        },
      },
    })
    expect(files.get('elements/fee/1.0.0.ts')).toContain('code?: FeeCode_2')
  })

  test('does not collide with what is beside it in one module', async () => {
    const catalogue = smallCatalogue({
      'elements/fee-code@1.0.0': {
        type: 'object',
        properties: { kind: { type: 'object', properties: { a: { type: 'string' } } } },
      },
      'elements/fee@1.0.0': {
        type: 'object',
        properties: {
          code: { type: 'object', properties: { kind: { type: 'object', properties: {} } } },
          other: { $ref: '/schemas/elements/fee-code/1.0.0' },
        },
      },
    })
    const text = await emitTypescriptModule(versionOf(catalogue, 'elements/fee@1.0.0'), catalogue)
    expect(await compile([{ path: 'module.ts', text }])).toBe('')
  })

  test('may refer to itself', async () => {
    const text = await emitOne({
      type: 'object',
      properties: { parent: { $ref: '#' }, part: { $ref: '#/$defs/part' } },
      $defs: { part: { type: 'object', properties: { parts: { $ref: '#/$defs/part' } } } },
    })
    expect(text).toContain('parent?: Thing')
    expect(text).toContain('export interface ThingPart {')
  })

  test('ignores alternatives that only require fields', async () => {
    const text = await emitOne({
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
      additionalProperties: false,
    })
    expect(text).toMatch(/export interface Thing \{\n[^|&]*a\?: string\n[^|&]*b\?: string\n\}/u)
  })

  test('cannot be broken out of by its words', async () => {
    const text = await emitOne({
      title: '*/ export const broken = 1 /*',
      description: '`back-tick` \u2028 @deprecated',
      type: 'object',
      properties: { "it's `a` */ name": { enum: ["'", '`1`', '*/'], pattern: '`*/' } },
    })
    expect(text).not.toMatch(/^export const broken/mu)
  })

  test('takes no TypeScript from a schema: a registry could put a program into it', async () => {
    const tsType = "string } fetch('evil'); interface Q { z: string"
    const text = await emitOne({
      type: 'object',
      tsType,
      tsEnumNames: [tsType],
      properties: {
        A: { type: 'string', tsType },
        B: { type: 'array', items: { tsType } },
        C: { anyOf: [{ type: 'number', tsType }, { type: 'string' }] },
        D: { type: 'object', additionalProperties: { tsType } },
        E: { $ref: '#/$defs/e' },
        F: { enum: ['a'], tsEnumNames: [tsType] },
      },
      $defs: { e: { type: 'object', properties: { G: { tsType } }, tsType } },
    })
    expect(text).not.toContain('evil')
    expect(text).toContain('A?: string')
  })

  test('says where in a schema that is refused', async () => {
    const a = { type: 'object', properties: { 'Hồ sơ': { prefixItems: [] } } }
    const thrown = await refuse({ type: 'object', properties: { A: a } })
    expect(String(thrown)).toContain(`#A/${encodeURIComponent('Hồ sơ')}: prefixItems has no`)
  })

  test.for([
    { keyword: 'prefixItems', document: { type: 'array', prefixItems: [{ type: 'string' }] } },
    {
      keyword: 'unevaluatedProperties beside what is extended',
      document: { allOf: [{ type: 'object' }], unevaluatedProperties: false },
    },
    { keyword: 'patternProperties', document: { patternProperties: { '^a': {} } } },
    { keyword: 'a list of items', document: { type: 'array', items: [{ tsType: 'evil' }] } },
    { keyword: 'alternatives that are no list', document: { anyOf: { tsType: 'evil' } } },
    { keyword: 'a member that is no schema', document: { properties: { a: ['evil'] } } },
    { keyword: 'a reference that leads nowhere', document: { $ref: '/schemas/no/where/1.0.0' } },
  ])('is refused for $keyword', async ({ document }) => {
    const thrown = await refuse(document as unknown as JsonObject)
    expect(thrown).toBeInstanceOf(Problem)
    expect((thrown as Problem).kind.code).toBe('schema-unusable')
  })
})

describe('what the engine would get wrong', () => {
  test('unevaluatedProperties: false closes an object that extends nothing', async () => {
    const properties = { a: { type: 'string' } }
    const text = await emitOne({ type: 'object', properties, unevaluatedProperties: false })
    expect(text).toContain('a?: string')
    expect(text).not.toContain('[k: string]')
  })

  test('tagged alternatives are told apart by their tag, whatever their order', async () => {
    const catalogue = smallCatalogue({
      'test/thing@1.0.0': {
        type: 'object',
        properties: { kind: { type: 'string', enum: ['fee', 'form'] }, id: { type: 'string' } },
        required: ['kind', 'id'],
        additionalProperties: false,
        oneOf: [
          {
            properties: { kind: { const: 'fee' }, amount: { type: 'integer' } },
            required: ['amount'],
          },
          {
            properties: {
              kind: { const: 'form' },
              pages: { type: 'array', items: { type: 'string' } },
            },
          },
        ],
      },
    })
    const use = `import type { Thing, ThingFee } from './index.js'
export function read(thing: Thing): number | undefined {
  const fee: ThingFee | undefined = thing.kind === 'fee' ? thing : undefined
  return thing.kind === 'fee' ? thing.amount + (fee?.id.length ?? 0) : thing.pages?.length
}
// @ts-expect-error a fee has no pages
export const wrong: Thing = { kind: 'fee', id: '1', amount: 1, pages: [] }
export function write(thing: Thing): void {
  // @ts-expect-error a member of another alternative
  thing.amount = 2
}
`
    const files = await emitTypescript(catalogue.versions, catalogue)
    expect(await compile([...files, { path: 'use.ts', text: use }])).toBe('')
  })

  test('readonly reaches members, lists and lists of lists', async () => {
    const item = { enum: ['a[]', 'b?: c'] }
    const catalogue = smallCatalogue({
      'test/thing@1.0.0': {
        type: 'object',
        properties: {
          'a-b': { type: 'array', items: { type: 'array', items: item } },
          c: { type: 'array', items: { type: 'object', properties: { d: { type: 'string' } } } },
        },
        required: ['a-b', 'c'],
        additionalProperties: false,
      },
    })
    const use = `import type { Thing } from './index.js'
export function write(thing: Thing): void {
  const text: 'a[]' | 'b?: c' | undefined = thing['a-b'][0]?.[0]
  // @ts-expect-error
  thing['a-b'] = []
  // @ts-expect-error
  thing['a-b'][0] = []
  // @ts-expect-error
  thing['a-b'][0]?.push(text)
  // @ts-expect-error
  thing.c.push({})
}
`
    const files = await emitTypescript(catalogue.versions, catalogue, { readonly: true })
    expect(await compile([...files, { path: 'use.ts', text: use }])).toBe('')
  })
})

describe('a code list', () => {
  function list(values: readonly JsonObject[], document: JsonObject = {}): Promise<string> {
    const entry = { type: 'string', ...document, values }
    return emit({ 'codelists/kind@1.0.0': entry }).then(
      (files) => files.get('codelists/kind/1.0.0.ts') ?? '',
    )
  }

  function codes(count: number): readonly JsonObject[] {
    return Array.from({ length: count }, (_, index) => ({ code: String(index), vi: 'Tên' }))
  }

  test('is a union of its codes and a constant of their labels', async () => {
    const text = await list([
      { code: '0', vi: "Người 'dân'", en: 'Citizen' },
      { code: '1', vi: 'Tổ chức', validFrom: '2025-07-01', validTo: '2026-04-29' },
    ])
    expect(text).toContain("export type Kind = '0' | '1'")
    expect(text).toContain("  '0': { vi: 'Người \\'dân\\'', en: 'Citizen' },")
    expect(text).toContain(
      "  '1': { vi: 'Tổ chức', validFrom: '2025-07-01', validTo: '2026-04-29' },",
    )
  })

  test('says all that a code has meant, oldest first', async () => {
    const text = await list([
      { code: '24', vi: 'Sau', validFrom: '2025-07-01' },
      { code: '24', vi: 'Trước', validTo: '2025-06-30' },
    ])
    expect(text.indexOf('Trước')).toBeLessThan(text.indexOf('Sau'))
    expect(text).toContain('Readonly<Record<Kind, readonly CodeValue[]>>')
  })

  test('may be called after a word of the language', async () => {
    const files = await emit({ 'codelists/case@1.0.0': { type: 'string', values: codes(1) } })
    expect(files.get('index.ts')).toContain('export { caseCodes, caseCodesAsOf }')
  })

  test('has numbers for codes when its type is a number', async () => {
    expect(await list(codes(2), { type: 'integer' })).toContain('export type Kind = 0 | 1')
  })

  test('is a string when it is long, with its labels', async () => {
    const text = await list(codes(ENUM_VALUES_MAX + 1))
    expect(text).toContain('export type Kind = string')
    expect(text).toContain(`  '${ENUM_VALUES_MAX}': {`)
  })

  test('is packed when it is very long', async () => {
    const text = await list(codes(VALUES_MAX + 1))
    expect(text).not.toContain('Readonly<Record<')
    expect(text).toContain('readLater(`0\tTên\n1\tTên\n')
  })
})
