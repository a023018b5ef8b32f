/** From JSON to XML and back, and what the XSD finds of what the validator finds. */
import fc from 'fast-check'
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { emitXsd, xsdOf } from '../../../codegen/index.ts'
import type { JsonValue, SchemaVersion } from '../../../validator/index.ts'
import { createValidator, formatSchemaRef, Problem, toXml } from '../../../validator/index.ts'
import { placeOf } from '../../../validator/xml/positions.ts'
import { toInstance } from '../../../validator/xml/to-instance.ts'
import { brokenNeighbours } from '../../instances/broken-neighbours.ts'
import { AS_OF, isExchanged, validInstance } from '../../instances/valid-instance.ts'
import { realCatalogue, versionsWith } from '../catalogues.ts'

const numRuns = Number(process.env['CHUAN_RUNS'] ?? 200)
const catalogue = await realCatalogue()
const validator = createValidator({
  catalogue,
  now: () => new Date(`${AS_OF}T05:00:00Z`),
  loadXsd: async () => ({ xsdOf }),
})
const versions = versionsWith('schema.xsd', catalogue)
  .filter(isExchanged)
  .map((version) => ({ name: formatSchemaRef(version.ref), version }))

/** What XML Schema 1.0 cannot say, and the rules of the validator find. */
const NOT_IN_XSD: Readonly<Record<string, string>> = {
  'code-not-in-force': 'a code holds on days',
  'code-parent-mismatch': 'one code against another',
  'code-unknown': 'a list too long for an enumeration',
  'date-impossible': 'a day within a text of another form',
  'date-order': 'one field against another',
  'dossier-number-after-receipt': 'one field against another',
  'dossier-number-date-impossible': 'a day within a number',
  'field-needed': 'one field because of another',
  'format-mismatch': 'white space around a value is collapsed before it is judged',
  'items-duplicated': 'equal elements',
  'name-not-split': 'words within a text',
  'names-other-structure': 'which structure a message names',
  'pattern-mismatch': 'white space around a value is collapsed before it is judged',
  'payload-digest-mismatch': 'a digest',
  'personal-id-birth-year-mismatch': 'a check rule',
  'personal-id-place-unknown': 'a check rule',
  'personal-id-sex-mismatch': 'a check rule',
  'sum-mismatch': 'one field against others',
  'tax-code-check-digit': 'a check digit',
  'value-empty': 'an empty text where the law asks for words',
}
const found = new Map<string, number>()

function xmlOf(value: JsonValue, version: SchemaVersion): string | undefined {
  try {
    return toXml(value, version, catalogue)
  } catch (thrown) {
    if (thrown instanceof Problem) return undefined
    throw thrown
  }
}

function isAccepted(xml: string, xsd: XsdValidator): boolean {
  using document = XmlDocument.fromString(xml)
  try {
    xsd.validate(document)
    return true
  } catch (thrown) {
    if (thrown instanceof XmlLibError) return false
    throw thrown
  }
}

async function errorsOf(
  xml: string,
  { ref }: SchemaVersion,
  xsd = false,
): Promise<readonly string[]> {
  const request = { schema: ref, asOf: AS_OF, xsd }
  const { issues } = await validator.validate(Buffer.from(xml), request)
  return issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

describe('a random valid instance', () => {
  test.for(versions)('of $name is accepted in XML and the same when it is back', ({ version }) => {
    using schema = XmlDocument.fromString(emitXsd(version, catalogue))
    using xsd = XsdValidator.fromDoc(schema)
    const property = (instance: JsonValue) => {
      const xml = toXml(instance, version, catalogue)
      expect(isAccepted(xml, xsd)).toBe(true)
      using document = XmlDocument.fromString(xml)
      const { value, issues } = toInstance(placeOf(document.root), version, catalogue)
      expect([value, issues]).toEqual([instance, []])
    }
    fc.assert(fc.property(validInstance(version, catalogue), property), { numRuns })
  })
})

/** The two levels never contradict each other: what the XSD refuses is never valid. */
async function compare(xml: string, version: SchemaVersion, xsd: XsdValidator): Promise<void> {
  const errors = await errorsOf(xml, version)
  if (!isAccepted(xml, xsd)) {
    expect(errors).not.toEqual([])
    // In one list: what the XSD refuses stands where a rule refuses it.
    expect(await errorsOf(xml, version, true)).toEqual(errors)
    return
  }
  expect(errors.filter((code) => NOT_IN_XSD[code] === undefined)).toEqual([])
  for (const code of errors) found.set(code, (found.get(code) ?? 0) + 1)
}

describe('what breaks one thing', () => {
  test.for(versions)('of $name is found by the XSD or by a rule', async ({ version }) => {
    using schema = XmlDocument.fromString(emitXsd(version, catalogue))
    using xsd = XsdValidator.fromDoc(schema)
    const seed = version.id.length
    const instances = fc.sample(validInstance(version, catalogue), { seed, numRuns: 1 })
    const neighbours = instances.flatMap((each) => brokenNeighbours(version, each, catalogue))
    for (const { value, xml: limit } of neighbours) {
      const xml = limit === undefined ? xmlOf(value, version) : undefined
      if (xml !== undefined) await compare(xml, version, xsd)
    }
  })

  test('needs many of these rules', () => {
    const rows = Object.entries(NOT_IN_XSD).map(
      ([code, why]) => `  ${String(found.get(code) ?? 0).padStart(5)}  ${code}: ${why}`,
    )
    process.stdout.write(`Accepted by the XSD, found by the validator:\n${rows.join('\n')}\n`)
    expect(found.size).toBeGreaterThan(12)
  })
})
