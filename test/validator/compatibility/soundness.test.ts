/** What is called compatible is: instances that one version allows are judged by the other. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import type {
  Catalogue,
  CatalogueEntry,
  JsonObject,
  SchemaVersion,
} from '../../../validator/index.ts'
import {
  compareStructures,
  createCatalogue,
  createStructureChecker,
  formatSchemaRef,
  Problem,
} from '../../../validator/index.ts'
import { profileCatalogue } from '../../instances/profile-catalogue.ts'
import { AS_OF, isExchanged, validInstance } from '../../instances/valid-instance.ts'
import { schemaEdits } from './schema-edits.ts'

/** Said when hardly anything fits a schema, or when each instance must hold another. */
const MAKES_NOTHING =
  /hardly a valid|Nothing that is made|at least one weighted|Maximum call stack/u
const RUNS = Number(process.env['CHUAN_RUNS'] ?? 150)
const real = createCatalogue(await readCatalogueFolder())
const profile = profileCatalogue()

/** Refusals by `to` of what `from` allows; undefined when nothing can be made of one of them. */
function refusals(
  from: SchemaVersion,
  to: SchemaVersion,
  catalogue: Catalogue,
  numRuns: number,
): readonly string[] | undefined {
  const checker = createStructureChecker(catalogue)
  try {
    const instances = fc.sample(validInstance(from, catalogue), { numRuns, seed: 7 })
    return instances.flatMap((instance) =>
      checker
        .check(to, instance, { asOf: AS_OF, today: AS_OF })
        .issues.filter(({ severity }) => severity === 'error')
        .map(({ code, instanceLocation }) => `${code} ${instanceLocation}`),
    )
  } catch (thrown) {
    // An edit can leave a schema that Ajv refuses, or one that hardly anything fits.
    if (thrown instanceof Problem) return undefined
    if (thrown instanceof Error && MAKES_NOTHING.test(thrown.message)) {
      return undefined
    }
    throw thrown
  }
}

const adjacent = real.versions.filter(isExchanged).flatMap((newer) => {
  const all = real.versionsOf(newer.ref.path)
  const older = all[all.indexOf(newer) - 1]
  return older === undefined ? [] : [{ name: formatSchemaRef(newer.ref), older, newer }]
})

describe('versions of the catalogue', () => {
  test.for(adjacent)('$name and the one before it are as compatible as is said', (pair) => {
    const { older, newer } = pair
    const { isBackwardCompatible, isForwardCompatible } = compareStructures(older, newer, real)
    if (isBackwardCompatible) expect(refusals(older, newer, real, 40)).toEqual([])
    if (isForwardCompatible) expect(refusals(newer, older, real, 40)).toEqual([])
    expect(compareStructures(newer, newer, real).differences).toEqual([])
  })
})

/** The version with an edit, as the next major, in a catalogue with all the others. */
function withEdited(older: SchemaVersion, edit: (document: JsonObject) => JsonObject) {
  const asEntry = ({ ref, document, codeList }: SchemaVersion): CatalogueEntry => ({
    ref,
    document,
    ...(codeList === undefined ? {} : { values: codeList.values }),
  })
  const ref = { ...older.ref, major: older.ref.major + 1 }
  const edited = { ...asEntry(older), ref, document: edit(older.document) }
  return createCatalogue([...profile.versions.map(asEntry), edited], profile.base)
}

describe('edited schemas', () => {
  const base = profile.versions.filter(isExchanged)

  test('are never called compatible where an instance shows that they are not', () => {
    const counts = { backward: 0, forward: 0, breaking: 0, judged: 0 }
    const count = (name: keyof typeof counts, is: boolean) => {
      if (is) counts[name] += 1
    }
    fc.assert(
      fc.property(fc.constantFrom(...base), schemaEdits, (version, edit) => {
        const catalogue = withEdited(version, edit)
        const [older, newer] = catalogue.versionsOf(version.ref.path)
        if (older === undefined || newer === undefined) throw new Error('There are two versions')
        const said = compareStructures(older, newer, catalogue)
        const there = said.isBackwardCompatible ? refusals(older, newer, catalogue, 12) : undefined
        const back = said.isForwardCompatible ? refusals(newer, older, catalogue, 12) : undefined
        count('backward', said.isBackwardCompatible)
        count('forward', said.isForwardCompatible)
        count('breaking', !said.isBackwardCompatible)
        count('judged', (there ?? back) !== undefined)
        expect([...(there ?? []), ...(back ?? [])]).toEqual([])
      }),
      { numRuns: RUNS, seed: 20261127 },
    )
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(RUNS / 10)
  })
})
