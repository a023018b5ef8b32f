/** What JSON and XML say of the same instance, for every version and many instances. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type {
  Catalogue,
  JsonValue,
  SchemaVersion,
  Validator,
  Verdict,
} from '../../validator/index.ts'
import { createCatalogue, createValidator, formatSchemaRef, toXml } from '../../validator/index.ts'
import type { Neighbour } from '../instances/broken-neighbours.ts'
import { brokenNeighbours } from '../instances/broken-neighbours.ts'
import { profileCatalogue } from '../instances/profile-catalogue.ts'
import { AS_OF, isExchanged, validInstance } from '../instances/valid-instance.ts'
import type { Style } from '../instances/xml-writer.ts'
import { styles, writeXml } from '../instances/xml-writer.ts'

const numRuns = Number(process.env['CHUAN_RUNS'] ?? 25)

/** A version with what it takes to judge by it. */
interface Subject {
  readonly name: string
  readonly version: SchemaVersion
  readonly catalogue: Catalogue
  readonly validator: Validator
}

function subjectsOf(catalogue: Catalogue): readonly Subject[] {
  const validator = createValidator({ catalogue, now: () => new Date(`${AS_OF}T05:00:00Z`) })
  return catalogue.versions
    .filter(isExchanged)
    .map((version) => ({ name: formatSchemaRef(version.ref), version, catalogue, validator }))
}

const subjects = [createCatalogue(await readCatalogueFolder()), profileCatalogue()].flatMap(
  subjectsOf,
)

/** Without a day the document's own counts, which JSON and XML must find alike. */
function judge(text: string, { version, validator }: Subject, asOf = AS_OF): Promise<Verdict> {
  const request = { schema: version.ref, ...(asOf === '' ? {} : { asOf }) }
  return validator.validate(new TextEncoder().encode(text), request)
}

function told({ issues }: Verdict): readonly string[] {
  return [...new Set(issues.map(({ code, instanceLocation: at }) => `${code} ${at}`))].sort()
}

describe('a random valid instance', () => {
  test.for(subjects)('of $name is valid in JSON and in XML', async (subject) => {
    const { version, catalogue } = subject
    const property = async (instance: JsonValue) => {
      const inJson = await judge(JSON.stringify(instance), subject)
      const inXml = await judge(toXml(instance, version, catalogue), subject)
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
  test.for(subjects)('of $name is told the same of', async (subject) => {
    const { version, catalogue } = subject
    const property = async (instance: JsonValue, style: Style) => {
      const ours = told(await judge(toXml(instance, version, catalogue), subject))
      const theirs = told(await judge(writeXml(instance, version, catalogue, style), subject))
      expect(theirs).toEqual(ours)
    }
    const instances = validInstance(version, catalogue)
    await fc.assert(fc.asyncProperty(instances, styles, property), {
      numRuns: Math.ceil(numRuns / 2),
    })
  })
})

describe('a random instance read on the day it states', () => {
  const dated = subjects.filter(({ version }) => Object.hasOwn(version.document, 'x-asOf'))

  test.for(dated)('of $name is told the same of in JSON and in XML', async (subject) => {
    const { version, catalogue } = subject
    const property = async (instance: JsonValue) => {
      const inJson = await judge(JSON.stringify(instance), subject, '')
      const inXml = await judge(toXml(instance, version, catalogue), subject, '')
      expect([inXml.asOf, ...told(inXml)]).toEqual([inJson.asOf, ...told(inJson)])
    }
    const instances = validInstance(version, catalogue)
    await fc.assert(fc.asyncProperty(instances, property), { numRuns })
  })
})

describe('a neighbour of a valid instance that breaks one thing', () => {
  test.for(subjects)('of $name is told the same of in JSON and in XML', async (subject) => {
    const { version, catalogue } = subject
    const drawn = fc.array(fc.nat(2 ** 31 - 1), { minLength: NEIGHBOURS, maxLength: NEIGHBOURS })
    const property = async (instance: JsonValue, draws: readonly number[]) => {
      const neighbours = brokenNeighbours(version, instance, catalogue)
      for (const draw of draws) {
        const neighbour = neighbours[draw % neighbours.length]
        if (neighbour !== undefined) await compare(neighbour, subject)
      }
    }
    const instances = validInstance(version, catalogue)
    await fc.assert(fc.asyncProperty(instances, drawn, property), { numRuns })
  })
})

async function compare({ what, value, expected, xml }: Neighbour, subject: Subject): Promise<void> {
  const inJson = told(await judge(JSON.stringify(value), subject))
  if (expected !== undefined) {
    expect(inJson, what).toContain(`${expected.code} ${expected.at}`)
  }
  if (xml !== undefined) return
  const inXml = told(await judge(toXml(value, subject.version, subject.catalogue), subject))
  expect(inXml, what).toEqual(inJson)
}
