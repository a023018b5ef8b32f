/** The vocabulary of every version: well-formed, with words in both languages, and of its own IRIs. */
import jsonld from 'jsonld'
import { Parser, type Quad } from 'n3'
import { describe, expect, test } from 'vitest'
import {
  emitJsonLdContext,
  emitSkos,
  emitVocabulary,
  writeNQuads,
  writeTurtle,
} from '../../../codegen/index.ts'
import { formatSchemaRef } from '../../../validator/index.ts'
import { realCatalogue, versionOf, versionsWith } from '../catalogues.ts'

const catalogue = await realCatalogue()
const versions = versionsWith('context.jsonld', catalogue).map((version) => ({
  name: formatSchemaRef(version.ref),
  version,
}))
const RDFS = 'http://www.w3.org/2000/01/rdf-schema#'

/** One line for each triple, whatever the order and the names of blank nodes. */
async function canonical(quads: string): Promise<string> {
  const format = 'application/n-quads'
  return await jsonld.canonize(quads, { algorithm: 'RDFC-1.0', inputFormat: format, format })
}

describe('the vocabulary', () => {
  test.for(versions)('of $name says the same in Turtle and N-Quads', ({ version }) => {
    const vocabulary = emitVocabulary(version, catalogue)
    const parse = (text: string) => new Parser({ format: 'text/turtle' }).parse(text)
    const lines = (quads: readonly Quad[]) => writeNQuads(quads).trim().split('\n').sort()
    expect(lines(parse(writeTurtle(vocabulary)))).toEqual(
      lines(parse(writeNQuads(vocabulary.quads))),
    )
    expect(writeTurtle(emitVocabulary(version, catalogue))).toBe(writeTurtle(vocabulary))
  })

  test.for(versions)('of $name defines what its context names as its own', ({ version }) => {
    const { quads } = emitVocabulary(version, catalogue)
    const defined = new Set(quads.map(({ subject }) => subject.value))
    const context = JSON.stringify(emitJsonLdContext(version, catalogue))
    const named = [...context.matchAll(/"@id":"([^"]+)"/gu)].map(([, iri = '']) => iri)
    const own = named.filter((iri) => iri.startsWith(`${version.id}#`))
    expect(own.filter((iri) => !defined.has(iri))).toEqual([])
    for (const iri of own) {
      const labels = quads.filter(
        ({ subject, predicate }) => subject.value === iri && predicate.value === `${RDFS}label`,
      )
      const languages = labels.map(({ object }) => 'language' in object && object.language)
      expect([iri, languages]).toEqual([iri, ['vi', 'en']])
    }
  })

  test('of a code list is what a JSON-LD processor reads of its SKOS', async () => {
    const list = versionOf(catalogue, 'codelists/provinces@1.0.0')
    const { quads } = emitVocabulary(list, catalogue)
    const lines = new Set((await canonical(writeNQuads(quads))).split('\n'))
    const format = 'application/n-quads'
    const skos = await jsonld.toRDF(emitSkos(list, catalogue), { safe: true, format })
    expect((await canonical(skos)).split('\n').filter((line) => !lines.has(line))).toEqual([])
  })

  test('links a class to those of others, and a property to what it may be', () => {
    const citizen = versionOf(catalogue, 'national/population/citizen@2.0.0')
    const turtle = writeTurtle(emitVocabulary(citizen, catalogue))
    expect(turtle).toContain('rdfs:subClassOf <http://www.w3.org/ns/person#Person>')
    expect(turtle).toContain(
      'rdfs:range <http://localhost:8080/schemas/elements/ethnicity/1.0.0#this>',
    )
    expect(turtle).toContain('dcterms:source "Luật Căn cước (26/2023/QH15), Điều 9 khoản 9"@vi')
  })
})
