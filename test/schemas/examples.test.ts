/** Every example in the catalogue is judged as its folder says. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import {
  createCatalogue,
  createValidator,
  isDatabase,
  parseSchemaRef,
} from '../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })

interface Expected {
  readonly asOf: string
  readonly issues: readonly { readonly code: string; readonly at: string }[]
}

const examples = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/examples\/(?:valid|invalid)\/[^/]+\.(?:json|xml)$/u.test(file))
  .filter((file) => !file.endsWith('.issues.json'))
  .sort()
  .map((file) => {
    const [, path = '', version = '', kind = ''] =
      /^(.*)\/([^/]+)\/examples\/([^/]+)\//u.exec(file) ?? []
    return { file, kind, schema: parseSchemaRef(`${path}@${version}`) }
  })

function expectedOf(file: string): Expected {
  const issues = join('schemas', file.replace(/\.(?:json|xml)$/u, '.issues.json'))
  return JSON.parse(readFileSync(issues, 'utf8')) as Expected
}

function sorted(issues: readonly { readonly code: string; readonly at: string }[]): string[] {
  return issues.map(({ code, at }) => `${code} ${at}`).sort()
}

describe('an example', () => {
  test.for(examples.filter(({ kind }) => kind === 'valid'))('$file is valid', async (example) => {
    const bytes = readFileSync(join('schemas', example.file))
    const verdict = await validator.validate(bytes, { schema: example.schema, asOf: '2026-11-23' })
    expect(verdict.issues).toEqual([])
    expect(verdict.valid).toBe(true)
  })

  test.for(examples.filter(({ kind }) => kind === 'invalid'))(
    '$file has exactly the issues filed beside it',
    async (example) => {
      const { asOf, issues } = expectedOf(example.file)
      const bytes = readFileSync(join('schemas', example.file))
      const verdict = await validator.validate(bytes, { schema: example.schema, asOf })
      const found = verdict.issues.map(({ code, instanceLocation: at }) => ({ code, at }))
      expect(sorted(found)).toEqual(sorted(issues))
      for (const issue of verdict.issues) expect(issue.line).toBeGreaterThan(0)
    },
  )
})

describe('every version', () => {
  test.for(
    catalogue.versions
      .filter((version) => !isDatabase(version))
      .map(({ ref }) => `${ref.path}/${ref.major}.${ref.minor}.${ref.patch}`),
  )('%s says what changed and shows a valid and an invalid example', (folder) => {
    expect(readFileSync(join('schemas', folder, 'CHANGES.md'), 'utf8').trim()).not.toBe('')
    for (const kind of ['valid', 'invalid']) {
      const examplesFolder = join('schemas', folder, 'examples', kind)
      expect(existsSync(examplesFolder)).toBe(true)
      expect(readdirSync(examplesFolder).length).toBeGreaterThan(0)
    }
  })
})
