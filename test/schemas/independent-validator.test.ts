/** A second, independent validator agrees with ours on the structure of every example. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { registerSchema, unregisterSchema } from '@hyperjump/json-schema'
import { validate } from '@hyperjump/json-schema/draft-2020-12'
import { describe, expect, test } from 'vitest'
import { bundleSchema } from '../../codegen/index.ts'
import { readCatalogueFolder } from '../../sources/index.ts'
import {
  createCatalogue,
  createValidator,
  parseSchemaRef,
  type SchemaVersion,
} from '../../validator/index.ts'
import { MEANING } from '../../validator/issues/meaning.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })

/** Codes that no JSON Schema keyword decides: meaning, which is ours alone. */
const meaningCodes = new Set<string>(Object.keys(MEANING))

/** `format` is an annotation for others (JSON Schema 2020-12 §7.2.1); a long list has no `enum`. */
const EITHER = /^(?:format-mismatch|date-notation-mismatch|code-unknown)/u

const examples = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/examples\/(?:valid|invalid)\/[^/]+\.json$/u.test(file))
  .filter((file) => !file.endsWith('.issues.json'))
  .map((file) => {
    const [, path = '', version = ''] = /^(.*)\/([^/]+)\/examples\//u.exec(file) ?? []
    return { file, version: catalogue.get(parseSchemaRef(`${path}@${version}`)) }
  })

async function theirVerdict(version: SchemaVersion, value: unknown): Promise<boolean> {
  registerSchema(bundleSchema(version, catalogue) as never)
  try {
    return (await validate(version.id, value as never)).valid
  } finally {
    unregisterSchema(version.id)
  }
}

describe('an independent validator', () => {
  test.for(examples)('agrees on $file', async ({ file, version }) => {
    const bytes = readFileSync(join('schemas', file))
    const { issues } = await validator.validate(bytes, { schema: version.ref })
    const codes = issues
      .map(({ code }) => code)
      .filter((code) => !meaningCodes.has(code) || EITHER.test(code))
    const valid = await theirVerdict(version, JSON.parse(bytes.toString('utf8')))
    if (codes.some((code) => !EITHER.test(code))) expect(valid).toBe(false)
    if (codes.length === 0) expect(valid).toBe(true)
  })

  test('agrees on codes of a list that is short enough to be written out', async () => {
    const sex = catalogue.get(parseSchemaRef('codelists/sex@1.0.0'))
    expect(await theirVerdict(sex, '1')).toBe(true)
    expect(await theirVerdict(sex, '9')).toBe(false)
  })
})
