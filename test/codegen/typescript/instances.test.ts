/** Instances against the generated types: the compiler takes the right ones and no wrong ones. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emitTypescript, writeFiles } from '../../../codegen/index.ts'
import { typeNames } from '../../../codegen/type-names.ts'
import type { JsonValue, SchemaVersion } from '../../../validator/index.ts'
import { formatVersion } from '../../../validator/index.ts'
import { brokenNeighbours } from '../../instances/broken-neighbours.ts'
import { isExchanged, validInstance } from '../../instances/valid-instance.ts'
import { realCatalogue } from '../catalogues.ts'

const TSC = join(process.cwd(), 'node_modules/.bin/tsc')
const OPTIONS = {
  target: 'ES2022',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  types: [],
}

/** What TypeScript can see; how many, how long and which form it cannot. */
const SEEN = new Set(['required-missing', 'property-unknown', 'type-mismatch'])

const catalogue = await realCatalogue()
const names = typeNames(catalogue.versions)

/** Two separators of Unicode end a line of TypeScript, and stand as they are in JSON. */
function onOneLine(value: JsonValue): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

const WRONG_MAX = 60

/** From all of the list, no more than the compiler has time for. */
function everyOther<T>(items: readonly T[]): readonly T[] {
  const step = Math.ceil(items.length / WRONG_MAX)
  return items.filter((_item, index) => index % step === 0)
}

/** Instances are plain JSON, in which identifiers are not yet parsed. */
function plain(path: string): string {
  const up = '../'.repeat(path.split('/').length - 1)
  return `import type { Unbranded } from '${up}identifier.js'`
}

function typed(version: SchemaVersion): readonly string[] {
  const name = names.get(version.id)
  const declare = (value: JsonValue, index: string) =>
    `export const v${index}: Unbranded<${name}> = ${onOneLine(value)}`
  const instances = fc.sample(validInstance(version, catalogue), { seed: 17, numRuns: 5 })
  const [first = {}] = instances
  const wrong = brokenNeighbours(version, first, catalogue).filter(
    ({ what, expected }) => SEEN.has(expected?.code ?? '') && !what.startsWith('a fraction'),
  )
  return [
    ...instances.map((instance, index) => declare(instance, `${index}`)),
    ...everyOther(wrong).flatMap(({ what, value }, index) => [
      `// @ts-expect-error ${what}`,
      declare(value, `x${index}`),
    ]),
  ]
}

test('the types allow random valid instances, and no other shape', {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-instances-'))
  const byPath = new Map(
    catalogue.versions
      .filter(isExchanged)
      .map((version) => [`${version.ref.path}/${formatVersion(version.ref)}.ts`, version]),
  )
  const files = await emitTypescript(catalogue.versions, catalogue)
  const filled = files.map(({ path, text }) => {
    const version = byPath.get(path)
    return {
      path,
      text: version === undefined ? text : [plain(path), text, ...typed(version), ''].join('\n'),
    }
  })
  await writeFiles(filled, folder)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS }))
  expect(compile(folder)).toBe('')
})

function compile(folder: string): string {
  try {
    return execFileSync(TSC, ['--project', folder], { encoding: 'utf8' })
  } catch (thrown) {
    return String((thrown as { stdout?: unknown }).stdout)
  }
}
