/** What JSON and XML say of the same instance, for every version and many instances. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { JsonValue, SchemaVersion, Verdict } from '../../validator/index.ts'
import { createCatalogue, createValidator, formatSchemaRef, toXml } from '../../validator/index.ts'
import type { Neighbour } from '../instances/broken-neighbours.ts'
import { brokenNeighbours } from '../instances/broken-neighbours.ts'
import { AS_OF, isExchanged, validInstance } from '../instances/valid-instance.ts'
import type { Style } from '../instances/xml-writer.ts'
import { styles, writeXml } from '../instances/xml-writer.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date(`${AS_OF}T05:00:00Z`) })
const numRuns = Number(process.env['CHUAN_RUNS'] ?? 25)

const versions = catalogue.versions
  .filter(isExchanged)
  .map((version) => ({ name: formatSchemaRef(version.ref), version }))

/** Without a day the document's own counts, which JSON and XML must find alike. */
function judge(text: string, version: SchemaVersion, asOf: string | undefined = AS_OF) {
  const request = { schema: version.ref, ...(asOf === '' ? {} : { asOf }) }
  return validator.validate(new TextEncoder().encode(text), request)
}

function told({ issues }: Verdict): readonly string[] {
  return [...new Set(issues.map(({ code, instanceLocation: at }) => `${code} ${at}`))].sort()
}

describe('a random valid instance', () => {
  test.for(versions)('of $name is valid in JSON and in XML', async ({ version }) => {
    const property = async (instance: JsonValue) => {
      const inJson = await judge(JSON.stringify(instance), version)
      const inXml = await judge(toXml(instance, version, catalogue), version)
      expect(told(inXml)).toEqual(told(inJson))
      expect([inJson.valid, inXml.valid]).toEqual([true, true])
    }
    const instances = validInstance(version, catalogue)
    await fc.assert(fc.asyncProperty(instances, property), { numRuns })
  })
})

/** So many neighbours of each instance; which ones is drawn. */
const NEIGHBOURS = 4

describe('a random valid instance as others write XML', () => {
  test.for(versions)('of $name is told the same of', async ({ version }) => {
    const property = async (instance: JsonValue, style: Style) => {
      const ours = told(await judge(toXml(instance, version, catalogue), version))
      const theirs = told(await judge(writeXml(instance, version, catalogue, style), version))
      expect(theirs).toEqual(ours)
    }
    const instances = validInstance(version, catalogue)
    await fc.assert(fc.asyncProperty(instances, styles, property), { numRuns })
  })
})

describe('a random instance read on the day it states', () => {
  const dated = versions.filter(({ version }) => Object.hasOwn(version.document, 'x-asOf'))

  test.for(dated)('of $name is told the same of in JSON and in XML', async ({ version }) => {
    const property = async (instance: JsonValue) => {
      const inJson = await judge(JSON.stringify(instance), version, '')
      const inXml = await judge(toXml(instance, version, catalogue), version, '')
      expect([inXml.asOf, ...told(inXml)]).toEqual([inJson.asOf, ...told(inJson)])
    }
    const instances = validInstance(version, catalogue)
    await fc.assert(fc.asyncProperty(instances, property), { numRuns })
  })
})

describe('a neighbour of a valid instance that breaks one thing', () => {
  test.for(versions)('of $name is told the same of in JSON and in XML', async ({ version }) => {
    const drawn = fc.array(fc.nat(2 ** 31 - 1), { minLength: NEIGHBOURS, maxLength: NEIGHBOURS })
    const property = async (instance: JsonValue, draws: readonly number[]) => {
      const neighbours = brokenNeighbours(version, instance, catalogue)
      for (const draw of draws) {
        const neighbour = neighbours[draw % neighbours.length]
        if (neighbour !== undefined) await compare(neighbour, version)
      }
    }
    const instances = validInstance(version, catalogue)
    await fc.assert(fc.asyncProperty(instances, drawn, property), { numRuns })
  })
})

async function compare(
  { what, value, expected, xml }: Neighbour,
  version: SchemaVersion,
): Promise<void> {
  const inJson = told(await judge(JSON.stringify(value), version))
  if (expected !== undefined) {
    expect(inJson, what).toContain(`${expected.code} ${expected.at}`)
  }
  if (xml !== undefined) return
  const inXml = told(await judge(toXml(value, version, catalogue), version))
  expect(inXml, what).toEqual(inJson)
}
