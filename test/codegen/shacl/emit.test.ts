/** SHACL judges the RDF of an instance as JSON Schema judges its JSON, or it is said where not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { type Quad, Store } from 'n3'
import Engine from 'rdf-validate-shacl'
import { describe, expect, test } from 'vitest'
import { bundleSchema, emitShacl, toQuads, writeTurtle } from '../../../codegen/index.ts'
import { CATALOGUE_FOLDER } from '../../../sources/index.ts'
import type { JsonValue, SchemaVersion } from '../../../validator/index.ts'
import { formatSchemaRef, formatVersion, Problem } from '../../../validator/index.ts'
import { brokenNeighbours } from '../../instances/broken-neighbours.ts'
import { isExchanged, validInstance } from '../../instances/valid-instance.ts'
import { realCatalogue, smallCatalogue, versionOf, versionsWith } from '../catalogues.ts'

const NEIGHBOURS = Math.ceil(Number(process.env['CHUAN_RUNS'] ?? 25) / 3)
const catalogue = await realCatalogue()
const versions = versionsWith('context.jsonld', catalogue)
  .filter(isExchanged)
  .filter(({ document }) => document['type'] === 'object')
  .map((version) => ({ name: formatSchemaRef(version.ref), version }))

/** What JSON can get wrong and triples cannot show, by the keyword that tells. */
const NOT_IN_RDF: readonly (readonly [what: RegExp, keyword: RegExp])[] = [
  // JSON-LD 1.1 API §5.1.2: one value and an array of it are the same triples, null is none.
  [/^an array of one|^null |not-a-list|-as-(?:object|text)/u, /^(?:type|enum)$/u],
  // Equal values are one value node (SHACL §2.2).
  [/./u, /^uniqueItems$/u],
  // SHACL has no such format, and the engine looks at the form of a date, not at its day.
  [/./u, /^format$/u],
  [/^an empty text/u, /^pattern$/u],
]

/** RFC 3339 wants a colon, as XML Schema does; the pattern of ajv-formats does not. */
const STRICTER = new Set(['offset-without-colon.json'])

/** SHACL counts characters (XPath string-length); the engine counts the units of UTF-16. */
const ASTRAL = /[\u{10000}-\u{10ffff}]/u

interface Case {
  readonly what: string
  readonly value: JsonValue
}

function examplesOf({ ref }: SchemaVersion): readonly Case[] {
  return ['valid', 'invalid'].flatMap((kind) => {
    const folder = join(CATALOGUE_FOLDER, ref.path, formatVersion(ref), 'examples', kind)
    const files = existsSync(folder) ? readdirSync(folder) : []
    return files
      .filter((file) => /(?<!\.issues)\.json$/u.test(file))
      .map((file) => ({ what: file, text: readFileSync(join(folder, file), 'utf8') }))
      .flatMap(({ what, text }) => tryParse(text).map((value) => ({ what, value })))
  })
}

function tryParse(text: string): readonly JsonValue[] {
  try {
    return [JSON.parse(text) as JsonValue]
  } catch {
    return []
  }
}

function randomCases(version: SchemaVersion): readonly Case[] {
  const seed = version.id.length
  const [instance = null] = fc.sample(validInstance(version, catalogue), { seed, numRuns: 1 })
  const neighbours = brokenNeighbours(version, instance, catalogue)
  const step = Math.max(1, Math.floor(neighbours.length / NEIGHBOURS))
  const some = neighbours.filter((_, index) => index % step === 0)
  return [{ what: 'valid', value: instance }, ...some]
}

/** False also for what is no RDF at all: a member that no context knows, a single value. */
async function conforms(value: JsonValue, version: SchemaVersion, shapes: Store) {
  try {
    const data = new Store([...(await toQuads(value, version, catalogue))])
    return (await new Engine(shapes as never).validate(data as never)).conforms
  } catch (thrown) {
    if (thrown instanceof Problem) return false
    throw thrown
  }
}

describe('the shapes', () => {
  test.for(versions)('of $name judge as its JSON Schema does', async ({ version }) => {
    const shapes = new Store([...emitShacl(version, catalogue).quads])
    const ajv = new Ajv2020.default({ strict: false, validateSchema: false })
    addFormats.default(ajv)
    const judge = ajv.compile(bundleSchema(version, catalogue) as object)
    for (const { what, value } of [...examplesOf(version), ...randomCases(version)]) {
      const isValid = judge(value)
      const keyword = judge.errors?.[0]?.keyword ?? ''
      const isUnseen = NOT_IN_RDF.some(([one, other]) => one.test(what) && other.test(keyword))
      if (isUnseen || STRICTER.has(what) || ASTRAL.test(JSON.stringify(value))) continue
      expect([what, keyword, await conforms(value, version, shapes)]).toEqual([
        what,
        keyword,
        isValid,
      ])
    }
  })

  test('ask for the class of an object inside, and miss one that is of another', async () => {
    const version = versionOf(catalogue, 'national/population/citizen@2.0.0')
    const address = `${versionOf(catalogue, 'elements/address@2.0.0').id}#this`
    const shapes = new Store([...emitShacl(version, catalogue).quads])
    const file = join(
      CATALOGUE_FOLDER,
      'national/population/citizen/2.0.0/examples/valid/full.json',
    )
    const quads = await toQuads(JSON.parse(readFileSync(file, 'utf8')), version, catalogue)
    const untyped = quads.filter(({ object }) => object.value !== address)
    expect(untyped.length).toBeLessThan(quads.length)
    const judge = async (data: readonly Quad[]) =>
      (await new Engine(shapes as never).validate(new Store([...data]) as never)).conforms
    expect([await judge(quads), await judge(untyped)]).toEqual([true, false])
  })

  test('are the same text each time, with their collections in it', () => {
    const version = versionOf(catalogue, 'elements/address@2.0.0')
    const turtle = writeTurtle(emitShacl(version, catalogue))
    expect(writeTurtle(emitShacl(version, catalogue))).toBe(turtle)
    expect(turtle).toContain('sh:ignoredProperties (rdf:type dcterms:conformsTo)')
  })

  test('of a structure that holds itself end', () => {
    const small = smallCatalogue({
      'elements/node@1.0.0': {
        'x-kind': 'element',
        type: 'object',
        additionalProperties: false,
        properties: { Ten: { type: 'string' }, Con: { type: 'array', items: { $ref: '#' } } },
      },
    })
    const version = versionOf(small, 'elements/node@1.0.0')
    const turtle = writeTurtle(emitShacl(version, small))
    expect(turtle).toContain(`sh:node <${version.id}#shape>`)
  })

  test('of a single value are none', () => {
    const sex = versionOf(catalogue, 'codelists/sex@1.0.0')
    expect(() => emitShacl(sex, catalogue)).toThrow('SHACL speaks of objects')
  })
})
