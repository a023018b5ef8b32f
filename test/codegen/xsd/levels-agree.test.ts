/** What only XML can have: the XSD never refuses what the mapping takes, and finds nothing alone. */
import fc from 'fast-check'
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { emitXsd, xsdOf } from '../../../codegen/index.ts'
import type { Catalogue, JsonValue, SchemaVersion, Validator } from '../../../validator/index.ts'
import { createValidator, formatSchemaRef, Problem, toXml } from '../../../validator/index.ts'
import { profileCatalogue } from '../../instances/profile-catalogue.ts'
import { AS_OF, isExchanged, validInstance } from '../../instances/valid-instance.ts'
import { realCatalogue, versionsWith } from '../catalogues.ts'
import { MUTATIONS, mutate } from './xml-mutations.ts'

const sites = Math.min(8, Number(process.env['CHUAN_RUNS'] ?? 8))

interface Subject {
  readonly name: string
  readonly version: SchemaVersion
  readonly catalogue: Catalogue
  readonly validator: Validator
}

function subjectsOf(catalogue: Catalogue): readonly Subject[] {
  const validator = createValidator({
    catalogue,
    now: () => new Date(`${AS_OF}T05:00:00Z`),
    loadXsd: async () => ({ xsdOf }),
  })
  return versionsWith('schema.xsd', catalogue)
    .filter(isExchanged)
    .map((version) => ({ name: formatSchemaRef(version.ref), version, catalogue, validator }))
}

/** Others have open objects, or a list of codes without a pattern: nothing published has. */
const CLOSED = /^elements\/(?:paper|either|other-paper|numbers|attributes)@/u
const subjects = [
  ...subjectsOf(await realCatalogue()),
  ...subjectsOf(profileCatalogue()).filter(({ name }) => CLOSED.test(name)),
]

/** Where only the XSD refuses, and is right to. */
const ONLY_IN_XSD: Readonly<Record<string, string>> = {
  'Id that is no name (root)': 'a signature refers to an xs:ID, which is a name (XML-DSig §4.4.3)',
}

/** What a processor refuses by the XSD alone, and our XSD level passes over. */
const PASSED_OVER: Readonly<Record<string, string>> = {
  'Id (inside)': 'what a signature refers to: a type of text cannot have it without a type more',
  'Id that is no name (inside)': 'the same',
  'Id (root)': 'the same, of a structure that is a text',
  'Id that is no name (root)': 'the same, of a structure that is a text',
  'wsu:Id (inside)': 'the same',
  'wsu:Id (root)': 'an attribute of another namespace needs a schema document of that namespace',
  'xml:id (inside)': 'the same',
  'xml:id (root)': 'the same',
  'white space as CDATA between elements': 'libxml2 alone refuses it: XML Schema Part 1 §3.4.4',
}

const seen = { accepted: 0, byBoth: 0, byRules: 0 }
const alone = new Set<string>()
const passedOver = new Set<string>()

function textsOf({ version, catalogue }: Subject): readonly string[] {
  const seed = version.id.length
  const write = (value: JsonValue) => {
    try {
      return [toXml(value, version, catalogue)]
    } catch (thrown) {
      if (thrown instanceof Problem) return []
      throw thrown
    }
  }
  return fc.sample(validInstance(version, catalogue), { seed, numRuns: 2 }).flatMap(write)
}

function isRefused(xml: string, xsd: XsdValidator): boolean {
  using document = XmlDocument.fromBuffer(Buffer.from(xml))
  try {
    xsd.validate(document)
    return false
  } catch (thrown) {
    if (thrown instanceof XmlLibError) return true
    throw thrown
  }
}

async function compare(name: string, xml: string, subject: Subject): Promise<boolean> {
  const { version, validator } = subject
  const request = { schema: version.ref, asOf: AS_OF }
  const rules = await validator.validate(Buffer.from(xml), request)
  const both = await validator.validate(Buffer.from(xml), { ...request, xsd: true })
  const own = both.issues.filter(({ code }) => code === 'xsd-mismatch')
  const rest = both.issues.filter(({ code }) => code !== 'xsd-mismatch')
  expect(rest.map(({ xsd: _, ...issue }) => issue)).toEqual(rules.issues)
  if (own.length > 0) alone.add(name)
  const hasErrors = rules.issues.some(({ severity }) => severity === 'error')
  if (both.xsdValid === false && own.length === 0) {
    expect([name, hasErrors, both.issues.some(({ xsd }) => xsd === true)]).toEqual([
      name,
      true,
      true,
    ])
  }
  if (!hasErrors) seen.accepted += 1
  else if (both.xsdValid === false) seen.byBoth += 1
  else seen.byRules += 1
  return !hasErrors && own.length === 0
}

describe('changes to the XML', () => {
  test.for(subjects)('of $name are judged alike by both levels', async (subject) => {
    const { version, catalogue } = subject
    using schema = XmlDocument.fromString(emitXsd(version, catalogue))
    using xsd = XsdValidator.fromDoc(schema)
    for (const text of textsOf(subject)) {
      for (const mutation of MUTATIONS) {
        for (const xml of mutate(text, mutation, sites)) {
          const isAccepted = await compare(mutation.name, xml, subject)
          if (isAccepted && isRefused(xml, xsd)) passedOver.add(mutation.name)
        }
      }
    }
  })

  test('differ only where it is right', () => {
    expect([...alone].sort()).toEqual(Object.keys(ONLY_IN_XSD).sort())
    expect([...passedOver].sort()).toEqual(Object.keys(PASSED_OVER).sort())
    process.stdout.write(
      `Changes to XML: ${seen.accepted} accepted by both levels, ${seen.byBoth} refused by both, ` +
        `${seen.byRules} by the rules alone\n`,
    )
    expect(Math.min(seen.accepted, seen.byBoth, seen.byRules)).toBeGreaterThan(subjects.length)
  })
})
