/** A second, independent validator agrees with ours on the structure of every example. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/draft-2020-12'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleSchema } from '../../codegen/index.ts'
import { readCatalogueFolder } from '../../sources/index.ts'
import {
  createCatalogue,
  createValidator,
  type Issue,
  parseSchemaRef,
  type Verdict,
} from '../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })

/** Codes that no JSON Schema keyword decides: ours alone. */
const OURS_ALONE =
  /^(?:code-|personal-id-|identity-number-|tax-code-|dossier-number-|date-(?:impossible|order)|name-not-split|field-needed)/u

const examples = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/examples\/(?:valid|invalid)\/[^/]+\.json$/u.test(file))
  .filter((file) => !file.endsWith('.issues.json'))
  .map((file) => {
    const [, path = '', version = ''] = /^(.*)\/([^/]+)\/examples\//u.exec(file) ?? []
    return { file, ref: parseSchemaRef(`${path}@${version}`) }
  })

beforeAll(() => {
  for (const version of catalogue.versions) {
    registerSchema(bundleSchema(version, catalogue) as never, `${version.id}?bundle`)
  }
})

afterAll(() => {
  for (const version of catalogue.versions) unregisterSchema(`${version.id}?bundle`)
})

describe('an independent validator', () => {
  test.for(examples)('agrees on $file', async ({ file, ref }) => {
    const bytes = readFileSync(join('schemas', file))
    const ours: Verdict = await validator.validate(bytes, { schema: ref })
    const theirs = await validate(
      catalogue.get(ref).id,
      JSON.parse(bytes.toString('utf8')) as never,
    )
    const structural = ours.issues.filter((issue: Issue) => !OURS_ALONE.test(issue.code))
    expect({ file, valid: theirs.valid }).toEqual({ file, valid: structural.length === 0 })
  })
})
