/** Every structure of the catalogue lints clean, and the citizen record is that of the law. */
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import {
  createLinter,
  formatSchemaRef,
  isJsonObject,
  objectMember,
  readLegalBasis,
} from '../../validator/index.ts'

const entries = await readCatalogueFolder()
const linter = createLinter(entries)

describe('every version', () => {
  test.for(entries.map((entry) => ({ name: formatSchemaRef(entry.ref), entry })))(
    '$name lints without an error',
    ({ entry }) => {
      const errors = linter.lint(entry).findings.filter(({ severity }) => severity === 'error')
      expect(errors.map(({ rule, file, at }) => `${rule} ${file}#${at}`)).toEqual([])
    },
  )

  test('is held to the profile, which is in the catalogue too', () => {
    expect(entries.map(({ ref }) => ref.path)).toContain('vocabulary/profile')
  })
})

describe('the citizen record', () => {
  test('has all 26 data of Article 9 of the Law on Identity', () => {
    const record = entries.find(
      ({ ref }) => formatSchemaRef(ref) === 'national/population/citizen@2.0.0',
    )
    const clauses = Object.values(objectMember(record?.document ?? {}, 'properties') ?? {})
      .filter(isJsonObject)
      .flatMap((field) => readLegalBasis(field['x-legalBasis']))
      .map((basis) => Number(basis.clause))
    const wanted = Array.from({ length: 26 }, (_, index) => index + 1)
    expect([...new Set(clauses)].sort((a, b) => a - b)).toEqual(wanted)
  })
})
