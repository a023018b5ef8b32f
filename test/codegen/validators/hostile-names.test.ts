/** Generated validators of schemas whose names and words try to become code. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { emitTypescript, emitValidators, writeFiles } from '../../../codegen/index.ts'
import { readStandaloneRuntime } from '../../../sources/index.ts'
import { createStructureChecker } from '../../../validator/index.ts'
import { smallCatalogue, versionOf } from '../catalogues.ts'

const folder = mkdtempSync(join(tmpdir(), 'chuan-hostile-names-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const EVIL = [
  '*/globalThis.hit=1/*',
  '</script><script>globalThis.hit=1</script>',
  "'+(globalThis.hit=1)+'",
  '"+(globalThis.hit=1)+"',
  '`+(globalThis.hit=1)+`',
  ['$', '{globalThis.hit=1}'].join(''),
  '\\"+(globalThis.hit=1)//',
  '\u2028globalThis.hit=1\u2029',
  '\nglobalThis.hit=1\n',
  'a"__proto__',
  'class',
  'Class',
  'await',
]
const words = EVIL.join(' ')
const field = (name: string, at: number) => ({
  title: `${name} ${at}`,
  description: words,
  type: 'string',
  enum: [name, 'x'],
})
const catalogue = smallCatalogue({
  'elements/evil@1.0.0': {
    title: words,
    description: words,
    'x-en': { title: words, description: words },
    'x-legalBasis': [{ instrument: words, url: words }],
    'x-status': words,
    type: 'object',
    properties: Object.fromEntries([
      ...EVIL.map((name, at) => [name, field(name, at)]),
      ['pattern', { type: 'string', pattern: '^[/\'"`*]*</script>\\u2028?$' }],
      ['place', { const: words }],
    ]),
    required: EVIL,
    additionalProperties: false,
  },
} as never)

test('hold them for words, and judge by them as the service does', async () => {
  const { versions } = catalogue
  const runtime = await readStandaloneRuntime()
  const types = await emitTypescript(versions, catalogue, { emit: 'js' })
  await writeFiles(
    [...types, ...emitValidators(versions, catalogue, { runtime, emit: 'js' })],
    folder,
  )
  const generated = await import(pathToFileURL(join(folder, 'validators.js')).href)
  await import(pathToFileURL(join(folder, 'index.js')).href)
  const checker = createStructureChecker(catalogue)
  const good = Object.fromEntries(EVIL.map((name) => [name, name]))
  const bad = { ...good, pattern: 'no', place: 'none', more: 1, class: 'y' }
  for (const value of [good, bad, {}]) {
    const version = versionOf(catalogue, 'elements/evil@1.0.0')
    const { issues } = checker.check(version, value, { today: '2026-01-01' })
    const verdict = generated.validateEvilValue(value)
    expect(verdict.valid).toBe(value === good)
    expect(verdict.issues.map(({ code }: { readonly code: string }) => code).sort()).toEqual(
      issues.map(({ code }) => code).sort(),
    )
  }
  expect('hit' in globalThis).toBe(false)
})

test.for(['constructor', 'toString', '__proto__'])('refuse a field called %s', async (name) => {
  const properties = Object.fromEntries([[name, { type: 'string' }]])
  const { versions, ...rest } = smallCatalogue({ 'elements/evil@1.0.0': { properties } } as never)
  const runtime = await readStandaloneRuntime()
  expect(() => emitValidators(versions, { versions, ...rest }, { runtime })).toThrow(
    `elements/evil@1.0.0 cannot be compiled: no field can be named ${name}`,
  )
})

test('know what a structure that is referred to has looked at', async () => {
  const both = smallCatalogue({
    'elements/base@1.0.0': { type: 'object', properties: { a: { type: 'string' } } },
    'elements/more@1.0.0': {
      type: 'object',
      anyOf: [{ $ref: '/schemas/elements/base/1.0.0' }],
      properties: { b: { type: 'string' } },
      unevaluatedProperties: false,
    },
  } as never)
  const runtime = await readStandaloneRuntime()
  const more = versionOf(both, 'elements/more@1.0.0')
  const target = join(folder, 'both')
  await writeFiles(emitValidators(both.versions, both, { runtime, emit: 'js' }), target)
  const generated = await import(pathToFileURL(join(target, 'validators.js')).href)
  const checker = createStructureChecker(both)
  for (const value of [{}, { a: '' }, { a: '', b: '' }, { c: '' }, { a: '', c: '' }, { a: 1 }]) {
    const { issues } = checker.check(more, value, { today: '2026-01-01' })
    expect([value, generated.isMore(value)]).toEqual([value, issues.length === 0])
  }
  expect([generated.isMore({ a: '', b: '' }), generated.isMore({ c: '' })]).toEqual([true, false])
})
