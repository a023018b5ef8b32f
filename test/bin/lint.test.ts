/** The linter at the keyboard: what it says, what it mends, and which exit code. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findCatalogueRoot, sourceProblems } from '../../sources/index.ts'
import { LINT_RULES } from '../../validator/index.ts'
import { runChuan } from './terminal.ts'

const SEX = 'codelists/sex/1.0.0'

let folder = ''
let schema = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-lint-'))
})

/** A code list and an element of the package, with three faults that have a fix and one without. */
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  cpSync(join('schemas', SEX), join(folder, SEX), { recursive: true })
  schema = join(folder, 'elements/thing/1.0.0/schema.json')
  mkdirSync(join(schema, '..'), { recursive: true })
  writeFileSync(schema, BROKEN)
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const BROKEN = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "/schemas/elements/thing/1.0.0",
  "title": "Vật.",   "description":   "Một vật",
  "x-en": { "title": "Thing", "description": "A thing." },
  "x-kind": "element",
  "x-status": "Candidate",
  "x-owner": { "name": "Chuẩn" },
  "x-evidence": { "level": "proposed", "source": "Chuẩn", "note": "A test." },
  "type": "object",
  "required": ["None"],
  "properties": {}
}
`

describe('chuan lint', () => {
  test('finds no error in the catalogue of the package', async () => {
    const { code, out } = await runChuan(['lint', '--min-score', '50'])
    expect(code).toBe(0)
    expect(out).toContain('✓ national/population/citizen@2.0.0')
    expect(out).toMatch(/\d+ versions, 0 errors, /u)
  })

  test('exits 1 and says rule, place and sentence of what is wrong in a folder', async () => {
    const { code, out } = await runChuan(['lint', folder])
    expect(code).toBe(1)
    expect(out).toContain('✗ elements/thing@1.0.0')
    expect(out).toContain('error   schema.json:11:16  required-is-property  /required/0')
    expect(out).toContain('The required field None is not among the properties.')
    expect(out).toContain('✓ codelists/sex@1.0.0')
  })

  test('looks at a part of a catalogue only, and knows the rest', async () => {
    const { out } = await runChuan(['lint', join(folder, 'elements'), '--lang', 'vi'])
    expect(out).toContain('elements/thing@1.0.0')
    expect(out).not.toContain('codelists/sex')
    expect(out).toContain('Trường bắt buộc None không có trong properties.')
  })

  test('says for what a single structure lost points', async () => {
    const { out } = await runChuan(['lint', schema])
    expect(out).toContain('-15  no legal basis of the whole is stated')
  })

  test('takes the name of a structure of the package', async () => {
    const { code, out } = await runChuan(['lint', 'codelists/sex', '--format', 'json'])
    expect(code).toBe(0)
    const [line = ''] = out.split('\n')
    expect(JSON.parse(line)).toMatchObject({
      ref: 'codelists/sex@1.0.0',
      score: expect.any(Number),
    })
  })

  test('exits 1 when a score is below what is asked', async () => {
    expect((await runChuan(['lint', 'codelists/blood-groups'])).code).toBe(0)
    const { code } = await runChuan(['lint', 'codelists/blood-groups', '--min-score', '99'])
    expect(code).toBe(1)
  })

  test('lists its rules', async () => {
    const { code, out } = await runChuan(['lint', '--rules'])
    expect(code).toBe(0)
    for (const { id } of LINT_RULES) expect(out).toContain(id)
  })
})

describe('chuan lint --fix', () => {
  test('mends what has one right answer, keeps the layout, and finds nothing left', async () => {
    const first = await runChuan(['lint', folder, '--fix'])
    expect(first.out).toContain('title-without-full-stop  /title')
    expect(first.out).toContain('object-closed')
    const mended = BROKEN.replace('Vật.', 'Vật')
      .replace('"Một vật"', '"Một vật."')
      .replace('"properties": {}\n', '"properties": {},\n  "additionalProperties": false\n')
    expect(readFileSync(schema, 'utf8')).toBe(mended)

    const second = await runChuan(['lint', folder, '--fix'])
    expect(second.out).not.toContain('fixed')
    expect(second.out).toContain('required-is-property')
    expect(second.code).toBe(1)
    expect(readFileSync(schema, 'utf8')).toBe(mended)
  })

  test('says in JSON what it mended', async () => {
    const { out } = await runChuan(['lint', schema, '--fix', '--format', 'json'])
    expect(out).toContain('{"fixed":"object-closed"')
  })
})

describe('a catalogue on disk', () => {
  test('is found from any part of it', async () => {
    expect(await findCatalogueRoot(schema)).toEqual({
      root: folder,
      inside: 'elements/thing/1.0.0',
    })
    expect(await findCatalogueRoot(folder)).toEqual({ root: folder, inside: '' })
  })

  test.for([
    ['an unknown folder', 'nowhere.d', sourceProblems.fileUnreadable],
    ['a folder without schemas', 'bench', sourceProblems.catalogueMalformed],
    ['a file that is no schema.json', 'package.json', sourceProblems.catalogueMalformed],
  ] as const)('is not: %s', async ([, path, kind]) => {
    const { code, err } = await runChuan(['lint', `./${path}`])
    expect(code).toBe(2)
    expect(err).toContain(`[${kind.code}]`)
  })

  test.for([
    ['{"a": 1, "a": 2}', ':1:10'],
    ['{"a": tru}', ':1:7'],
    ['[]', 'object'],
  ])('is refused with the place when a schema is %s', async ([text = '', says = '']) => {
    writeFileSync(schema, text)
    const { code, err } = await runChuan(['lint', folder])
    expect(code).toBe(2)
    expect(err).toContain('schema.json')
    expect(err).toContain(says)
  })

  test('is refused when a code list is not one', async () => {
    writeFileSync(join(folder, SEX, 'values.json'), '{"values": [1]}')
    const { err } = await runChuan(['lint', folder])
    expect(err).toContain('values.json')
    expect(err).toContain(`[${sourceProblems.catalogueMalformed.code}]`)
  })

  test('is refused when a folder is no version', async () => {
    mkdirSync(join(folder, 'elements/thing/latest'), { recursive: true })
    cpSync(schema, join(folder, 'elements/thing/latest/schema.json'))
    const { err } = await runChuan(['lint', folder])
    expect(err).toContain('path/major.minor.patch')
  })
})
