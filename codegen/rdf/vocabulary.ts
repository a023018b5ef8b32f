/**
 * The vocabulary of a structure: its class and its properties as RDFS and OWL, with the words of
 * the law in both languages; of a code list, its concepts.
 *
 * What another vocabulary defines is not defined again: a property that the context maps to it is
 * left to it, and a class is said to be one of its classes.
 *
 * @module
 */
import type { Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import { formatVersion, objectMember, textMember } from '../../validator/index.ts'
import { emitSkos } from '../codelist/skos.ts'
import { classIri, saidTypes } from '../jsonld/class-iri.ts'
import { emitJsonLdContext } from '../jsonld/emit.ts'
import { readTerm, type Term, type Terms } from '../jsonld/terms.ts'
import type { Field } from '../schema-view.ts'
import { formatProvision, legalBasisOf } from '../schema-view.ts'
import { allFields, shapeOf } from '../shape.ts'
import { addCompacted } from './compacted.ts'
import type { Graph, Term as RdfTerm, Triples } from './graph.ts'
import { bilingual, createGraph, DCTERMS, iri, OWL, RDF, RDFS, SKOS, text, XSD } from './graph.ts'

export function emitVocabulary(version: SchemaVersion, catalogue: Catalogue): Triples {
  const graph = createGraph()
  const { document } = version
  addOntology(version, graph)
  if (version.codeList !== undefined) addCompacted(emitSkos(version, catalogue), graph)
  if (shapeOf(document, catalogue) !== 'object') return graph
  addClass(version, graph)
  const terms = objectMember(emitJsonLdContext(version, catalogue), '@context') ?? {}
  const place = { version, catalogue, graph, defined: new Set<string>() }
  addProperties(document, terms, place, classIri(version))
  return graph
}

function addOntology(version: SchemaVersion, { add }: Graph): void {
  const { id, document, ref } = version
  const ontology = iri(id)
  const owner = textMember(objectMember(document, 'x-owner') ?? {}, 'name')
  add(ontology, `${RDF}type`, iri(`${OWL}Ontology`))
  add(ontology, `${DCTERMS}title`, ...bilingual(document, 'title'))
  add(ontology, `${DCTERMS}description`, ...bilingual(document, 'description'))
  add(ontology, `${OWL}versionInfo`, text(formatVersion(ref)))
  if (owner !== undefined) add(ontology, `${DCTERMS}publisher`, text(owner, 'vi'))
  add(ontology, `${DCTERMS}source`, ...sources(document))
}

function addClass(version: SchemaVersion, { add }: Graph): void {
  const { id, document } = version
  const own = iri(classIri(version))
  add(own, `${RDF}type`, iri(`${OWL}Class`))
  add(own, `${RDFS}label`, ...bilingual(document, 'title'))
  add(own, `${RDFS}comment`, ...bilingual(document, 'description'))
  add(own, `${RDFS}subClassOf`, ...saidTypes(version).map(iri))
  add(own, `${RDFS}isDefinedBy`, iri(id))
}

interface Place {
  readonly version: SchemaVersion
  readonly catalogue: Catalogue
  readonly graph: Graph
  /** A property may be met at several places; its words are said once. */
  readonly defined: Set<string>
}

/** Only those whose IRIs are this version's; what it refers to defines its own. */
function addProperties(schema: JsonObject, terms: Terms, place: Place, domain?: string): void {
  for (const field of allFields(schema, place.catalogue)) {
    const term = readTerm(field.name, terms)
    const isOwn = term?.iri.startsWith(`${place.version.id}#`) === true
    if (term === undefined || !isOwn || place.defined.has(term.iri)) continue
    place.defined.add(term.iri)
    addProperty(field, term, place, domain)
    const inside = insideOf(field.schema)
    if (shapeOf(inside, place.catalogue) === 'object' && textMember(inside, '$ref') === undefined) {
      addProperties(inside, term.inside, place)
    }
  }
}

function addProperty(field: Field, term: Term, place: Place, domain?: string): void {
  const { version, catalogue, graph } = place
  const { add } = graph
  const property = iri(term.iri)
  const inside = insideOf(field.schema)
  const isResource = term.type?.startsWith('@') === true || shapeOf(inside, catalogue) === 'object'
  // OWL 2 keeps lists to itself: what has one is a property and no more.
  const kind = isResource ? `${OWL}ObjectProperty` : `${OWL}DatatypeProperty`
  add(property, `${RDF}type`, iri(term.isList ? `${RDF}Property` : kind))
  add(property, `${RDFS}label`, ...bilingual(field.schema, 'title'))
  add(property, `${RDFS}comment`, ...bilingual(field.schema, 'description'))
  if (domain !== undefined) add(property, `${RDFS}domain`, iri(domain))
  add(property, `${RDFS}range`, ...rangeOf(inside, term, catalogue))
  add(property, `${DCTERMS}source`, ...sources(field.schema))
  add(property, `${RDFS}isDefinedBy`, iri(version.id))
}

const DATATYPES: Readonly<Record<string, string>> = {
  string: `${XSD}string`,
  integer: `${XSD}integer`,
  boolean: `${XSD}boolean`,
}

/** Left out where it is several things, such as a number with or without a fraction. */
function rangeOf(schema: JsonObject, term: Term, catalogue: Catalogue): readonly RdfTerm[] {
  if (term.isList) return [iri(`${RDF}List`)]
  if (term.vocabulary !== undefined) return [iri(`${SKOS}Concept`)]
  if (term.type !== undefined && !term.type.startsWith('@')) return [iri(term.type)]
  const target = catalogue.findById(textMember(schema, '$ref') ?? '')
  if (shapeOf(schema, catalogue) === 'object') {
    return target === undefined ? [] : [iri(classIri(target))]
  }
  const scalar = target === undefined ? schema : target.document
  const datatype = DATATYPES[textMember(scalar, 'type') ?? '']
  return datatype === undefined ? [] : [iri(datatype)]
}

function insideOf(schema: JsonObject): JsonObject {
  return objectMember(schema, 'items') ?? schema
}

function sources(schema: JsonObject): readonly RdfTerm[] {
  return legalBasisOf(schema).map((provision) => text(formatProvision(provision), 'vi'))
}
