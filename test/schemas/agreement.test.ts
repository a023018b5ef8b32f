/** What JSON and XML say of the same instance, for every version and many instances. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { JsonValue, SchemaVersion, Verdict } from '../../validator/index.ts'
import { createCatalogue, createValidator, formatSchemaRef, toXml } from '../../validator/index.ts'
import { AS_OF, isExchanged, validInstance } from '../instances/valid-instance.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date(`${AS_OF}T05:00:00Z`) })
const numRuns = Number(process.env['CHUAN_RUNS'] ?? 25)

const versions = catalogue.versions
  .filter(isExchanged)
  .map((version) => ({ name: formatSchemaRef(version.ref), version }))

function judge(text: string, version: SchemaVersion): Promise<Verdict> {
  return validator.validate(new TextEncoder().encode(text), { schema: version.ref, asOf: AS_OF })
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
