/** What json-schema-to-typescript alone makes of JSON Schema 2020-12, and what we make with it. */
import type { JSONSchema } from 'json-schema-to-typescript'
import { compile } from 'json-schema-to-typescript'
import { describe, expect, test } from 'vitest'
import { emitTypescript } from '../../../codegen/index.ts'
import type { JsonObject } from '../../../validator/index.ts'
import { smallCatalogue } from '../catalogues.ts'

function alone(document: JsonObject): Promise<string> {
  return compile(document as JSONSchema, 'Thing', { bannerComment: '' })
}

async function ours(document: JsonObject): Promise<string> {
  const catalogue = smallCatalogue({ 'test/thing@1.0.0': document })
  const files = await emitTypescript(catalogue.versions, catalogue)
  return files.find(({ path }) => path === 'test/thing/1.0.0.ts')?.text ?? ''
}

const text = { type: 'string' }
const closed = { type: 'object', additionalProperties: false }
const person = { ...closed, title: 'Số định danh', properties: { So: text } }

/** A case fails as well when the engine has learnt it: then ours can go. */
describe('is wrong alone and right with us', () => {
  test('a list with a kind of items for each place is no list of nothing: it is refused', async () => {
    const pair = { type: 'array', prefixItems: [text, text], items: false }
    expect(await alone(pair)).toContain('never[]')
    await expect(ours(pair)).rejects.toThrow('prefixItems has no TypeScript type')
  })

  test('an object without unevaluated members has no others', async () => {
    const shut = { type: 'object', properties: { A: text }, unevaluatedProperties: false }
    expect(await alone(shut)).toContain('[k: string]: unknown')
    expect(await ours(shut)).toContain('export interface Thing {')
    expect(await ours(shut)).not.toContain('[k: string]')
  })

  test('a name is never made of a Vietnamese title, which stays in the comment', async () => {
    const record = { ...closed, title: 'Công dân', properties: { DinhDanh: person } }
    expect(await alone(record)).toContain('SDNhDanh')
    const made = await ours(record)
    expect(made).toContain('DinhDanh?: ThingDinhDanh\n')
    expect(made).toContain('* Số định danh\n')
    expect(made).not.toContain('SDNhDanh')
  })

  test('an alternative is not called after its title either', async () => {
    const choice = {
      ...closed,
      properties: {
        GioiTinh: {
          oneOf: [
            { ...person, title: 'Nữ' },
            { ...person, title: 'Nam' },
          ],
        },
      },
    }
    expect(await alone(choice)).toMatch(/interface N \{/u)
    expect(await ours(choice)).toContain('GioiTinh?: ThingGioiTinhCase1 | ThingGioiTinhCase2\n')
  })

  test('what asks for no type is anything, not an object', async () => {
    const open = { ...closed, properties: { A: { description: 'Bất kỳ.' } } }
    expect(await alone(open)).toContain('[k: string]: unknown')
    expect(await ours(open)).toContain('A?: unknown\n')
  })

  test('a schema cannot write TypeScript of its own', async () => {
    const hostile = { ...closed, properties: { A: { type: 'string', tsType: 'Evil' } } }
    expect(await alone(hostile)).toContain('Evil')
    expect(await ours(hostile)).toContain('A?: string\n')
  })

  test('a list of at most so many is a list, not a union of tuples', async () => {
    const few = { ...closed, properties: { A: { type: 'array', items: text, maxItems: 3 } } }
    expect(await alone(few)).toContain('[string, string, string]')
    expect(await ours(few)).toContain('A?: string[]\n')
    expect(await ours(few)).toContain('- Maximum items: `3`')
  })
})

describe('is right alone and stays right', () => {
  test('definitions have types of their own', async () => {
    const made = await ours({
      ...closed,
      properties: { A: { $ref: '#/$defs/dia-chi' } },
      $defs: { 'dia-chi': { ...closed, properties: { B: text } } },
    })
    expect(made).toContain('A?: ThingDiaChi\n')
    expect(made).toContain('export interface ThingDiaChi {\n')
  })

  test('what stands beside a reference is said of the member', async () => {
    const made = await ours({
      ...closed,
      properties: { A: { $ref: '#/$defs/b', title: 'Nơi ở', description: 'Của thành viên.' } },
      $defs: { b: { ...closed, title: 'Địa chỉ', properties: { B: text } } },
    })
    expect(made).toMatch(/\* Nơi ở: Của thành viên\.\n(?: {3}\*.*\n)+ {2}A\?: ThingB\n/u)
    expect(made).toMatch(/\* Địa chỉ\n(?: \*.*\n)+export interface ThingB \{/u)
  })

  test('words do not end a comment', async () => {
    const made = await ours({ ...closed, description: 'a */ b', properties: { A: text } })
    expect(made).toContain('* a *\\/ b\n')
  })

  test('a condition narrows values and makes no type', async () => {
    const made = await ours({
      ...closed,
      properties: { A: text, B: text },
      if: { properties: { A: { const: 'x' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['B'] },
      else: { properties: { B: false } },
    })
    expect(made).toContain('  A?: string\n')
    expect(made).toContain('  B?: string\n')
  })
})
