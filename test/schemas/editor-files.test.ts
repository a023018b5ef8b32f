/** The published shapes of the files that people write: what the commands read is what they say. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import { readProjectConfig } from '../../sources/project-members.ts'
import type { JsonValue } from '../../validator/index.ts'
import { createCatalogue, createStructureChecker, parseSchemaRef } from '../../validator/index.ts'
import { readSchemaTests } from '../../validator/schema-tests/read-cases.ts'

const catalogue = createCatalogue(
  await readCatalogueFolder(undefined, (version) => version.startsWith('api/')),
)
const checker = createStructureChecker(catalogue)

function fits(path: string, value: JsonValue): boolean {
  const version = catalogue.get(parseSchemaRef(`${path}@1.0.0`))
  return checker.check(version, value, { today: '2026-11-23' }).issues.length === 0
}

describe('api/config', () => {
  test.for<JsonValue>([
    {},
    { structures: [] },
    { structures: ['elements/money@latest', 'a/b@2', 'a/b@2.0', 'a/b@2.0.0'] },
    { codegen: [{ out: 'x', language: 'go', structures: [], readonly: false }] },
    { validate: { severity: 'warning', asOf: '2026-02-28', mapping: [] } },
    { $schema: '' },
    { structures: 'elements/money' },
    { structures: ['Elements/Money'] },
    { structures: ['elements/money@'] },
    { registry: 'file:///etc' },
    { codegen: [{}] },
    { codegen: [{ out: '' }] },
    { validate: { severity: 'info' } },
    { validate: { asOf: '2026-02-30' } },
    { validate: { mapping: [{ files: '*' }] } },
    { surprise: true },
    [],
  ])('says of %j what the reader says', (value) => {
    expect(fits('api/config', value)).toBe(isRead(() => readProjectConfig(value)))
  })

  test.for(['docs/projects.md', 'examples/project/chuan.config.json'])('holds for %s', (file) => {
    const text = readFileSync(file, 'utf8')
    const value = JSON.parse(file.endsWith('.md') ? jsonBlock(text) : text)
    expect(fits('api/config', value)).toBe(true)
  })
})

describe('api/schema-tests', () => {
  const one = { name: 'a', instance: null, valid: true }
  const refused = { name: 'a', file: 'b.xml', valid: false }
  test.for<JsonValue>([
    { cases: [one] },
    { $schema: 'x', schema: 'a/b@1.0.0', asOf: '2026-01-01', cases: [one, refused] },
    { cases: [{ ...refused, issues: [{ code: 'a', at: '' }], asOf: '2026-01-01' }] },
    { cases: [] },
    {},
    { cases: [{ ...one, name: 7 }] },
    { cases: [{ name: 'a', valid: true }] },
    { cases: [{ ...one, file: 'b.json' }] },
    { cases: [{ name: 'a', instance: {} }] },
    { cases: [{ ...refused, issues: [] }] },
    { cases: [{ ...refused, issues: [{ code: 'a' }] }] },
    { cases: [{ ...refused, issues: [{ code: 'a', at: '', line: 1 }] }] },
    { cases: [{ ...one, asOf: '2026-13-01' }] },
    { cases: [one], more: 1 },
  ])('says of %j what the reader says', (value) => {
    const isRight = isRead(() => readSchemaTests(JSON.stringify(value), 'a.test.json'))
    expect(fits('api/schema-tests', value)).toBe(isRight)
  })

  test('holds for the example of docs/testing-schemas.md', () => {
    const value = JSON.parse(jsonBlock(readFileSync('docs/testing-schemas.md', 'utf8')))
    expect(fits('api/schema-tests', value)).toBe(true)
  })
})

function isRead(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}

function jsonBlock(text: string): string {
  const [, block = ''] = /```json\n([^`]*)```/u.exec(text) ?? []
  return block
}
