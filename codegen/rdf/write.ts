/**
 * Triples as text: Turtle for people, N-Quads for machines.
 *
 * @module
 */
import type { Quad } from 'n3'
import { Writer } from 'n3'
import type { Triples } from './graph.ts'

const PREFIXES: Readonly<Record<string, string>> = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  owl: 'http://www.w3.org/2002/07/owl#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'https://schema.org/',
  sh: 'http://www.w3.org/ns/shacl#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vann: 'http://purl.org/vocab/vann/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

/** The triples of a subject together, its collections where they are named. */
export function writeTurtle({ quads, lists }: Triples): string {
  const bySubject = new Map<string, Quad[]>()
  for (const quad of quads) {
    const { value } = quad.subject
    if (Object.hasOwn(lists, value)) continue
    const known = bySubject.get(value)
    if (known === undefined) bySubject.set(value, [quad])
    else known.push(quad)
  }
  const used = Object.entries(PREFIXES).filter(([, iri]) => uses(quads, iri))
  const prefixes = Object.fromEntries(used)
  // What n3 takes besides, its types do not name.
  const options = { format: 'text/turtle', prefixes, lists } as WriterOptions
  return write([...bySubject.values()].flat(), options)
}

/** One triple on each line, which is as well N-Triples. */
export function writeNQuads(quads: readonly Quad[]): string {
  return write(quads, { format: 'application/n-quads' })
}

type WriterOptions = NonNullable<ConstructorParameters<typeof Writer>[0]>

function write(quads: readonly Quad[], options: WriterOptions): string {
  const writer = new Writer(options)
  writer.addQuads([...quads])
  let text = ''
  writer.end((error, result: string) => {
    if (error) throw error
    text = result
  })
  return text
}

function uses(quads: readonly Quad[], iri: string): boolean {
  return quads.some(({ subject, predicate, object }) =>
    [subject, predicate, object].some((term) => {
      if (term.termType === 'Literal') return term.datatype.value.startsWith(iri)
      return term.value.startsWith(iri)
    }),
  )
}
