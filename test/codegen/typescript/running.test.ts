/** Generated JavaScript that runs: identifiers and code lists against the validator's own answers. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emitJsonLdContext, emitTypescript, writeFiles } from '../../../codegen/index.ts'
import { typeNames } from '../../../codegen/type-names.ts'
import { checkFunctions } from '../../../codegen/typescript/check-functions.ts'
import { isIdentifier } from '../../../codegen/typescript/identifier.ts'
import { findCheck } from '../../../validator/formats/checks.ts'
import {
  CHECK_NAMES,
  createStructureChecker,
  issueKinds,
  lookUpCode,
} from '../../../validator/index.ts'
import { brokenNeighbours } from '../../instances/broken-neighbours.ts'
import { validInstance } from '../../instances/valid-instance.ts'
import { realCatalogue, versionOf } from '../catalogues.ts'

type Functions = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>

const catalogue = await realCatalogue()
const names = typeNames(catalogue.versions)
const checker = createStructureChecker(catalogue)
const folder = mkdtempSync(join(tmpdir(), 'chuan-running-'))
let generated: Functions
let checks: Functions

beforeAll(async () => {
  await writeFiles(await emitTypescript(catalogue.versions, catalogue, { emit: 'js' }), folder)
  generated = await import(pathToFileURL(join(folder, 'index.js')).href)
  checks = await import(pathToFileURL(join(folder, 'identifier.js')).href)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function call(functions: Functions, name: string, ...args: readonly unknown[]): unknown {
  const found = functions[name]
  if (found === undefined) throw new Error(`nothing generated is called ${name}`)
  return found(...args)
}

const DIGITS = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`, 'u'))
const TEXTS = fc.oneof(
  ...[DIGITS(8), DIGITS(10), DIGITS(12), DIGITS(13), DIGITS(14), fc.string()],
  fc.stringMatching(/^0\d{2}[0-3]\d{8}$/u),
  fc.stringMatching(/^(?:19|20)\d{2}(?:[01]\d[0-3]\d)$/u),
  fc.stringMatching(/^(?:19|20)\d{2}[01]\d[0-3]\d[0-2]\d[0-6]\d[0-6]\d$/u),
  fc.stringMatching(/^(?:00|19|20)\d{2}(?:-[01]\d(?:-[0-3]\d)?)?$/u),
  fc.stringMatching(/^H\d{2}(?:\.\d{2}){0,3}-\d{2}[01]\d[0-3]\d-\d{4,5}$/u),
  fc.stringMatching(/^H\d{2}(?:\.\d{2}){0,2}-20\d{2}[01]\d[0-3]\d-\d{7}$/u),
  fc.stringMatching(/^\d{3}\.\d{2}\.\d{2}\.H\d{2}-\d{2}[01]\d[0-3]\d-\d{4}$/u),
  fc.stringMatching(/^[0-9]{10}-?(?:00[01])$/u),
  fc.stringMatching(
    /^POLYGON ?\(\([01] [01],[01] [01], [01] 1.0,[01] [01]\)(?:, ?\(1 1,2 2\))?\)$/u,
  ),
  fc.constantFrom(
    '000000001',
    '',
    '00000000000',
    '2024-02-29',
    '2023-02-29',
    '20230229',
    '1900-02-29',
  ),
  fc.constantFrom('POLYGON((0 0,1 0,1 1,0 0))', 'POLYGON ((0 0,1 0,1 1,0 0), (0 0,1 0,1 1,0.0 0))'),
  fc.constantFrom('POLYGON((0 0,1 0,1 1,0 1))', 'POLYGON((0 0,1 0,1 1,0 0)(0 0,1 0,1 1,0 0))'),
)

describe.for(CHECK_NAMES)('check rule %s', (name) => {
  test('accepts and refuses what the validator does', () => {
    fc.assert(
      fc.property(TEXTS, (text) => {
        const code = findCheck(name)?.judge(text)
        const isRight = code === undefined || issueKinds[code].severity !== 'error'
        const told = checkFunctions([name]).every((check) => call(checks, check, text))
        expect(told).toBe(isRight)
      }),
      { numRuns: 3_000, seed: 11 },
    )
  })
})

const identifiers = catalogue.versions.filter(isIdentifier)

test('identifiers of the catalogue are there', () => {
  expect(identifiers.map(({ ref }) => ref.path)).toEqual(
    expect.arrayContaining([
      'elements/personal-id',
      'elements/tax-code',
      'elements/dossier-number',
      'elements/agency-code',
    ]),
  )
})

describe.for(identifiers)('identifier $id', (version) => {
  const name = names.get(version.id) ?? ''

  test('is what the validator judges valid, and nothing else', () => {
    const right = fc.sample(validInstance(version, catalogue), { seed: 3, numRuns: 50 })
    const wrong = right.flatMap((text) =>
      brokenNeighbours(version, text, catalogue).map(({ value }) => value),
    )
    const texts = [...right, ...wrong, ...fc.sample(TEXTS, { seed: 5, numRuns: 500 })]
    const told = texts.map((text) => {
      const { issues } = checker.check(version, text, { today: '2026-11-27' })
      return issues.every(({ severity }) => severity !== 'error')
    })
    expect(new Set(told)).toEqual(new Set([true, false]))
    expect(texts.map((text) => call(generated, `is${name}`, text))).toEqual(told)
  })

  test('parses a right text to itself, and does not repeat a wrong one', () => {
    const [text] = fc.sample(validInstance(version, catalogue), { seed: 3, numRuns: 1 })
    expect(call(generated, `parse${name}`, text)).toBe(text)
    const parseWrong = () => call(generated, `parse${name}`, 'secret-value')
    expect(parseWrong).toThrow(TypeError)
    expect(parseWrong).not.toThrow(/secret-value/u)
  })
})

describe('a code list as of a day', () => {
  const DAYS = ['1990-01-01', '2025-06-30', '2025-07-01', '2026-04-29', '2026-04-30', '2026-11-27']

  test('says of every code on every day what the validator says', () => {
    const lists = catalogue.versions.flatMap(({ id, codeList }) => {
      const name = names.get(id) ?? ''
      const lookUp = `${name.charAt(0).toLowerCase()}${name.slice(1)}AsOf`
      return codeList !== undefined && lookUp in generated ? [{ codeList, lookUp }] : []
    })
    expect(lists.length).toBeGreaterThan(20)
    for (const { codeList, lookUp } of lists) {
      const codes = [...new Set(codeList.values.map(({ code }) => code)), 'no-such', 'constructor']
      for (const day of [
        ...DAYS,
        ...(codeList.coverageFrom === undefined ? [] : [codeList.coverageFrom]),
      ]) {
        const kinds = codes.map(
          (code) => (call(generated, lookUp, code, day) as { kind: string }).kind,
        )
        expect(kinds).toEqual(codes.map((code) => lookUpCode(codeList, code, day).kind))
      }
    }
  })

  test('tells the owner of a code before and after the merger of provinces', () => {
    const name = Object.keys(generated).find((each) => /^provinces.*AsOf$/u.test(each)) ?? ''
    const [before, after] = ['2025-06-30', '2025-07-01'].map((day) =>
      call(generated, name, '24', day),
    )
    expect(before).toMatchObject({
      kind: 'in-force',
      value: { vi: expect.stringContaining('Bắc Giang') },
    })
    expect(after).toMatchObject({
      kind: 'in-force',
      value: { vi: expect.stringContaining('Bắc Ninh') },
    })
  })
})

test('the constant of a context is the context that is served', () => {
  const version = versionOf(catalogue, 'national/population/citizen@2.0.0')
  const name = names.get(version.id) ?? ''
  const constant = generated[`${name.charAt(0).toLowerCase()}${name.slice(1)}Context`]
  expect(constant).toEqual(emitJsonLdContext(version, catalogue))
})
