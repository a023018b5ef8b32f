/** Generated validators in the hands of the compiler, and of whoever regenerates them. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { emitTypescript, emitValidators, writeFiles } from '../../../codegen/index.ts'
import { readStandaloneRuntime } from '../../../sources/index.ts'
import { isDatabase } from '../../../validator/index.ts'
import { realCatalogue } from '../catalogues.ts'

const TSC = join(process.cwd(), 'node_modules/.bin/tsc')
const STRICT = {
  target: 'ES2022',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  lib: ['ES2023', 'DOM'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  outDir: 'built',
  rootDir: '.',
  types: [],
}

const CONSUMER = `import type { CitizenV2 } from './generated/national/population/citizen/2.0.0.js'
import {
  citizenV2ToXml,
  isCitizenV2,
  validateCitizenV2,
} from './generated/national/population/citizen/2.0.0.validate.js'
import type { Verdict } from './generated/validators.js'

const verdict: Verdict = validateCitizenV2('{}', { asOf: '2026-01-25', document: 'one.json' })
for (const { code, line, message } of verdict.issues) console.log(code, line ?? 0, message.vi)
const value: unknown = JSON.parse('{}')
if (isCitizenV2(value)) {
  const citizen: CitizenV2 = value
  console.log(citizenV2ToXml(citizen))
}
// @ts-expect-error a number is no document
export const wrong = (): Verdict => validateCitizenV2(7)
console.log(JSON.stringify({ valid: verdict.valid, first: verdict.issues[0]?.code }))
`

const catalogue = await realCatalogue()
const versions = catalogue.versions.filter((version) => !isDatabase(version))
const runtime = await readStandaloneRuntime()
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe.for(['ts', 'js'] as const)('validators as %s', (emit) => {
  test('compile with their types, whole catalogue, and run', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chuan-generated-'))
    folders.push(folder)
    const types = await emitTypescript(versions, catalogue, { emit })
    const validators = emitValidators(versions, catalogue, { runtime, emit })
    await writeFiles([...types, ...validators], join(folder, 'generated'))
    writeFileSync(join(folder, 'consumer.ts'), CONSUMER)
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT }))
    expect(compile(folder)).toBe('')
    // What the compiler wrote is what a user runs; JavaScript it leaves where it is.
    if (emit === 'js') await writeFiles([...types, ...validators], join(folder, 'built/generated'))
    const printed = execFileSync(process.execPath, [join(folder, 'built/consumer.js')], {
      encoding: 'utf8',
    })
    expect(printed.trim().split('\n').at(-1)).toBe(
      JSON.stringify({ valid: false, first: 'required-missing' }),
    )
  })
})

function compile(folder: string): string {
  try {
    return execFileSync(TSC, ['--project', folder], { encoding: 'utf8' })
  } catch (thrown) {
    return String((thrown as { readonly stdout?: string }).stdout).slice(0, 4_000)
  }
}

test('are the same to the byte whenever they are generated', () => {
  const again = () => emitValidators(versions, catalogue, { runtime })
  expect(again()).toEqual(again())
})

test('judge by one structure without the code of the others', () => {
  const version = catalogue.versionsOf('elements/person-name').at(-1)
  if (version === undefined) throw new Error('There is no element of that name')
  const paths = emitValidators([version], catalogue, { runtime }).map(({ path }) => path)
  expect(paths).toEqual([
    'elements/person-name/1.0.0.validate.ts',
    'elements/person-name/1.0.0.xml.ts',
    'validators.ts',
    'xml-readers.ts',
    'chuan/runtime.ts',
    'chuan/xml.ts',
    'chuan/shared.ts',
    'chuan/types.ts',
    'chuan/verdict.ts',
  ])
})
