/** A database has an entry and records; nothing is judged by the entry. */
import { describe, expect, test } from 'vitest'
import { emitHtml, emitMarkdown, representationsOf } from '../../codegen/index.ts'
import {
  createCatalogue,
  createValidator,
  parseSchemaRef,
  recordsOfDatabase,
} from '../../validator/index.ts'

const database = { 'x-kind': 'database', 'x-status': 'Incomplete', title: 'Cơ sở dữ liệu' }
const record = { 'x-kind': 'record', type: 'object', 'x-root': 'Dong' }
const catalogue = createCatalogue(
  [
    { ref: parseSchemaRef('national/known@1.0.0'), document: database },
    { ref: parseSchemaRef('national/known/row@1.0.0'), document: record },
    { ref: parseSchemaRef('national/known/row@1.1.0'), document: record },
    { ref: parseSchemaRef('national/known-not@1.0.0'), document: database },
  ],
  'https://schemas.example',
)
const known = catalogue.get(parseSchemaRef('national/known@1.0.0'))
const unknown = catalogue.get(parseSchemaRef('national/known-not@1.0.0'))
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })
const bytes = (text: string) => new TextEncoder().encode(text)

describe('a database', () => {
  test('has the newest version of each structure below its path', () => {
    const records = recordsOfDatabase(known, catalogue).map(({ id }) => id)
    expect(records).toEqual(['https://schemas.example/schemas/national/known/row/1.1.0'])
    expect(recordsOfDatabase(unknown, catalogue)).toEqual([])
  })

  test.for([
    { name: 'by request', text: '{}', schema: 'national/known@1.0.0', records: 1 },
    { name: 'when no field is known', text: '{}', schema: 'national/known-not@1.0.0', records: 0 },
    { name: 'by $schema', text: `{"$schema":"${known.id}"}`, schema: undefined, records: 1 },
  ])('judges nothing $name', async ({ text, schema, records }) => {
    const request = schema === undefined ? {} : { schema: parseSchemaRef(schema) }
    await expect(validator.validate(bytes(text), request)).rejects.toMatchObject({
      kind: { code: 'schema-not-judging' },
      extensions: { records: Array.from({ length: records }, () => 'national/known/row@1.1.0') },
    })
  })

  test('claims no XML element', async () => {
    const text = '<Known xmlns="https://schemas.example/xml/national/known/1"/>'
    await expect(validator.validate(bytes(text))).rejects.toMatchObject({
      kind: { code: 'schema-undetermined' },
    })
  })

  test('has pages that list its structures, and no file that describes a document', () => {
    const files = representationsOf(known).map(({ file }) => file)
    expect(files).toEqual(['schema.json', 'reference.md'])
    expect(emitMarkdown(known, catalogue)).toContain('national/known/row@1.1.0')
    expect(emitHtml(known, catalogue, 'vi')).toContain('national/known/row@1.1.0')
    expect(emitHtml(unknown, catalogue, 'en')).toContain('not known yet')
  })
})
