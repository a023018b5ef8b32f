/** The generator of instances and of their neighbours: what it must be able to make. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { Catalogue, JsonValue, SchemaVersion, Validator } from '../../validator/index.ts'
import {
  createCatalogue,
  createValidator,
  isJsonObject,
  Problem,
  parseSchemaRef,
  toXml,
} from '../../validator/index.ts'
import { smallCatalogue } from '../codegen/catalogues.ts'
import type { Neighbour } from './broken-neighbours.ts'
import { brokenNeighbours } from './broken-neighbours.ts'
import { profileCatalogue } from './profile-catalogue.ts'
import { AS_OF, isExchanged, validInstance } from './valid-instance.ts'
import type { XmlLimit } from './xml-limits.ts'
import { XML_LIMITS } from './xml-limits.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const profile = profileCatalogue()
const versions = [catalogue, profile].flatMap((from) =>
  from.versions.filter(isExchanged).map((version) => ({ version, from })),
)

const now = () => new Date(`${AS_OF}T05:00:00Z`)
const ofCatalogue = createValidator({ catalogue, now })
const ofProfile = createValidator({ catalogue: profile, now })

function validatorOf(from: Catalogue): Validator {
  return from === profile ? ofProfile : ofCatalogue
}

interface Placed {
  readonly version: SchemaVersion
  readonly from: Catalogue
  readonly neighbour: Neighbour
}

const neighbours: readonly Placed[] = versions.flatMap(({ version, from }) =>
  fc
    .sample(validInstance(version, from), { seed: 11, numRuns: 3 })
    .flatMap((instance) => brokenNeighbours(version, instance, from))
    .map((neighbour) => ({ version, from, neighbour })),
)

describe('random instances', () => {
  test('hold what is easily lost on the way to XML', () => {
    const citizen = catalogue.get(parseSchemaRef('national/population/citizen@2.0.0'))
    const instances = fc.sample(validInstance(citizen, catalogue), { seed: 5, numRuns: 60 })
    const texts = instances.flatMap(textsIn)
    const wanted = [/^ /u, / $/u, /\u0323/u, /&/u, /\]\]>/u, /\r/u, /\n/u, /"/u, /\u{1f409}/u, /ệ/u]
    expect(wanted.filter((each) => !texts.some((text) => each.test(text)))).toEqual([])
  })

  test('give up on a structure that hardly anything fits', () => {
    const strange = smallCatalogue({
      'elements/never@1.0.0': {
        'x-kind': 'element',
        type: 'object',
        properties: { a: { type: 'string' } },
        not: { type: 'object' },
      },
    })
    const [never] = strange.versions
    if (never === undefined) throw new Error('There is a version')
    expect(() => fc.sample(validInstance(never, strange), 1)).toThrow(/hardly a valid instance/u)
  })
})

describe('neighbours', () => {
  test.for([
    'required-missing',
    'property-unknown',
    'type-mismatch',
    'text-too-long',
    'number-out-of-range',
    'pattern-mismatch',
    'value-empty',
    'items-too-few',
    'items-too-many',
    'items-duplicated',
    'code-unknown',
    'code-not-in-force',
    'personal-id-place-unknown',
    'personal-id-birth-year-mismatch',
    'personal-id-sex-mismatch',
    'tax-code-check-digit',
    'dossier-number-date-impossible',
    'date-impossible',
    'date-notation-mismatch',
    'date-order',
    'field-needed',
  ])('are expected to be told %s', (code) => {
    expect(neighbours.some(({ neighbour }) => neighbour.expected?.code === code)).toBe(true)
  })

  const limits = Object.entries(XML_LIMITS).map(([limit, reason]) => ({ limit, reason }))

  test.for(limits)('cannot be written in XML: $reason', async ({ limit }) => {
    const found = neighbours.filter(({ neighbour }) => neighbour.xml === (limit as XmlLimit))
    expect(found.length).toBeGreaterThan(0)
    for (const { version, from, neighbour } of found.slice(0, 20)) {
      const { code, at } = neighbour.expected ?? {}
      const xml = inXml(neighbour.value, version, from)
      if (xml === undefined || code === undefined) continue
      const request = { schema: version.ref, asOf: AS_OF }
      const { issues } = await validatorOf(from).validate(new TextEncoder().encode(xml), request)
      const told = issues.map((issue) => `${issue.code} ${issue.instanceLocation}`)
      expect(told, neighbour.what).not.toContain(`${code} ${at}`)
    }
  })
})

function inXml(value: JsonValue, version: SchemaVersion, from: Catalogue): string | undefined {
  try {
    return toXml(value, version, from)
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.kind.code === 'instance-unmappable') return undefined
    throw thrown
  }
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => textsIn(item))
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : []
}
