/**
 * Every link to another vocabulary is to a term that vocabulary has.
 *
 * The terms are those the published vocabularies define, each list from the document named.
 */
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/index.ts'
import { formatSchemaRef, isJsonObject } from '../../../validator/index.ts'
import { realCatalogue } from '../catalogues.ts'

const TERMS: Readonly<Record<string, readonly string[]>> = {
  // https://schema.org/docs/full.html
  'https://schema.org/': [
    ...['ContactPoint', 'DigitalDocument', 'GovernmentOrganization', 'MediaObject'],
    ...['MonetaryAmount', 'Organization', 'Permit', 'Person', 'PostalAddress'],
    ...['address', 'addressCountry', 'addressLocality', 'addressRegion', 'associatedMedia'],
    ...['birthDate', 'birthPlace', 'children', 'contentSize', 'contentUrl', 'currency', 'email'],
    ...['encodingFormat', 'expires', 'faxNumber', 'foundingDate', 'gender', 'identifier'],
    ...['legalName', 'name', 'nationality', 'sha256', 'spouse', 'streetAddress', 'taxID'],
    ...['telephone', 'validUntil', 'value'],
  ],
  // SEMIC Core Person Vocabulary 2
  'http://www.w3.org/ns/person#': ['Person'],
  // SEMIC Core Location Vocabulary 2
  'http://www.w3.org/ns/locn#': ['Address'],
  // SEMIC Core Business Vocabulary 2
  'http://www.w3.org/ns/legal#': ['LegalEntity'],
  // W3C Registered Organization Vocabulary, 2013
  'http://www.w3.org/ns/regorg#': ['RegisteredOrganization', 'legalName', 'orgStatus', 'orgType'],
  // SEMIC Core Public Service Vocabulary Application Profile 3
  'http://purl.org/vocab/cpsv#': ['PublicService'],
  // DCAT 3 §6.13
  'http://www.w3.org/ns/dcat#': ['endDate', 'startDate'],
  // DCMI Metadata Terms
  'http://purl.org/dc/terms/': ['PeriodOfTime', 'alternative', 'identifier', 'issued', 'title'],
  // vCard Ontology, 2014
  'http://www.w3.org/2006/vcard/ns#': [
    ...['Name', 'additional-name', 'family-name', 'given-name', 'hasName'],
  ],
}
const KNOWN = new Set(
  Object.entries(TERMS).flatMap(([namespace, names]) => names.map((name) => namespace + name)),
)

/** The IRIs of `x-jsonld-type` and `x-jsonld-context`, wherever they stand. */
function linksIn(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => linksIn(item))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, inside]) =>
    name === 'x-jsonld-type' || name === 'x-jsonld-context' ? irisIn(inside) : linksIn(inside),
  )
}

function irisIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return /^https?:/u.test(value) ? [value] : []
  return Object.values(value as JsonObject).flatMap((inside) => irisIn(inside as JsonValue))
}

const catalogue = await realCatalogue()
const linked = catalogue.versions
  .filter(({ ref }) => ref.path !== 'vocabulary/profile')
  .map(({ ref, document }) => ({ name: formatSchemaRef(ref), links: linksIn(document) }))
  .filter(({ links }) => links.length > 0)

describe('links to other vocabularies', () => {
  test.for(linked)('of $name are to terms there are', ({ links }) => {
    expect(links.filter((each) => !KNOWN.has(each))).toEqual([])
  })

  test('use every term of the table', () => {
    const used = new Set(linked.flatMap(({ links }) => links))
    expect([...KNOWN].filter((each) => !used.has(each))).toEqual([])
  })
})
