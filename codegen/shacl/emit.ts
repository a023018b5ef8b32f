/**
 * The SHACL shapes of a structure: what its instances are once they are RDF.
 *
 * Made of the same schema and the same context as the triples are. What the check rules, the
 * rules across fields and the days of codes say is not in them: the validator judges that.
 *
 * @module
 */
import type { Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import { member, objectMember, Problem, problems, textMember } from '../../validator/index.ts'
import { classIri } from '../jsonld/class-iri.ts'
import { emitJsonLdContext } from '../jsonld/emit.ts'
import { readTerm, type Term, type Terms } from '../jsonld/terms.ts'
import {
  bilingual,
  createGraph,
  DCTERMS,
  type Graph,
  integer,
  iri,
  RDF,
  type Subject,
  type Triples,
  text,
  XSD,
} from '../rdf/graph.ts'
import { type Field, numberOf, resolveRef, textsOf } from '../schema-view.ts'
import { allFields, shapeOf } from '../shape.ts'
import { addScalar } from './scalar.ts'
import { SH } from './vocabulary.ts'

export function emitShacl(version: SchemaVersion, catalogue: Catalogue): Triples {
  const { document, id } = version
  if (shapeOf(document, catalogue) !== 'object') {
    throw new Problem(problems.schemaUnusable, 'SHACL speaks of objects: this is a single value')
  }
  const graph = createGraph()
  const terms = objectMember(emitJsonLdContext(version, catalogue), '@context') ?? {}
  const place = { graph, catalogue, version, terms, shape: `${id}#shape`, shapes: new Map() }
  const shape = addObject(document, place)
  graph.add(shape, `${SH}targetClass`, iri(classIri(version)))
  return graph
}

interface Place {
  readonly graph: Graph
  readonly catalogue: Catalogue
  /** What `#` means here. */
  readonly version: SchemaVersion
  readonly terms: Terms
  /** IRI of the shape that is made here. */
  readonly shape: string
  /** Of the objects this one is inside of: a structure may hold itself. */
  readonly shapes: ReadonlyMap<JsonObject, Subject>
}

function addObject(schema: JsonObject, place: Place): Subject {
  const { graph, catalogue } = place
  const known = place.shapes.get(schema)
  if (known !== undefined) return known
  const shape = iri(place.shape)
  graph.add(shape, `${RDF}type`, iri(`${SH}NodeShape`))
  graph.add(shape, `${SH}name`, ...bilingual(schema, 'title'))
  // A JSON object is never a text, a number or a truth value.
  graph.add(shape, `${SH}nodeKind`, iri(`${SH}BlankNodeOrIRI`))
  const inside = { ...place, shapes: new Map([...place.shapes, [schema, shape]]) }
  const fields = allFields(schema, catalogue)
  const isClosed = member(schema, 'additionalProperties') === false
  if (isClosed) {
    graph.add(shape, `${SH}closed`, text('true', `${XSD}boolean`))
    const ignored = [iri(`${RDF}type`), iri(`${DCTERMS}conformsTo`)]
    graph.add(shape, `${SH}ignoredProperties`, graph.list(ignored))
  }
  for (const field of fields) addField(shape, field, inside)
  addAbsences(shape, schema, inside)
  if (numberOf(schema, 'minProperties') === 1) addSomething(shape, fields, inside)
  return shape
}

function addField(shape: Subject, field: Field, place: Place): void {
  const { graph } = place
  const term = readTerm(field.name, place.terms)
  if (term === undefined) return
  const property = graph.blank()
  graph.add(shape, `${SH}property`, property)
  graph.add(property, `${SH}path`, iri(term.iri))
  graph.add(property, `${SH}name`, ...bilingual(field.schema, 'title'))
  graph.add(property, `${SH}description`, ...bilingual(field.schema, 'description'))
  if (field.required) graph.add(property, `${SH}minCount`, integer(1))
  const isArray = shapeOf(field.schema, place.catalogue) === 'array'
  const inside = { ...place, terms: term.inside, shape: `${place.shape}/${field.name}` }
  if (!isArray) {
    graph.add(property, `${SH}maxCount`, integer(1))
    addValue(property, field.schema, term, inside)
  } else if (term.isList) {
    graph.add(property, `${SH}maxCount`, integer(1))
    // The empty list is the IRI rdf:nil; the first cell of any other has no name.
    const isFilled = (numberOf(field.schema, 'minItems') ?? 0) > 0
    if (isFilled) graph.add(property, `${SH}nodeKind`, iri(`${SH}BlankNode`))
    addItems(itemsOf(shape, term, inside), field.schema, term, inside)
  } else addItems(property, field.schema, term, inside)
}

/** A property of its own, along the cells of a list. */
function itemsOf(shape: Subject, term: Term, { graph }: Place): Subject {
  const property = graph.blank()
  const cells = graph.blank()
  graph.add(cells, `${SH}zeroOrMorePath`, iri(`${RDF}rest`))
  const path = graph.list([iri(term.iri), cells, iri(`${RDF}first`)])
  graph.add(shape, `${SH}property`, property)
  graph.add(property, `${SH}path`, path)
  return property
}

/** How many there are is left out of lists: equal items are one value node (SHACL §2.2). */
function addItems(property: Subject, schema: JsonObject, term: Term, place: Place): void {
  const items = objectMember(schema, 'items') ?? {}
  if (!term.isList || shapeOf(items, place.catalogue) === 'object') {
    const most = numberOf(schema, 'maxItems')
    if (most !== undefined) place.graph.add(property, `${SH}maxCount`, integer(most))
  }
  addValue(property, items, term, place)
}

function addValue(property: Subject, schema: JsonObject, term: Term, place: Place): void {
  const { graph, catalogue } = place
  if (shapeOf(schema, catalogue) !== 'object') {
    addScalar(property, schema, term, place)
    return
  }
  const { schema: target, version, isWhole } = followObject(schema, place)
  // As `jsonld/typed.ts` says of which class an object is.
  if (isWhole) graph.add(property, `${SH}class`, iri(classIri(version)))
  graph.add(property, `${SH}node`, addObject(target, { ...place, version }))
}

interface Followed {
  readonly schema: JsonObject
  readonly version: SchemaVersion
  /** The object is an instance of the version, not of a part of it. */
  readonly isWhole: boolean
}

function followObject(schema: JsonObject, { catalogue, version }: Place): Followed {
  const ref = textMember(schema, '$ref')
  if (ref === undefined) return { schema, version, isWhole: false }
  if (ref === '#') return { schema: version.document, version, isWhole: true }
  if (ref.startsWith('#/$defs/')) {
    const definitions = objectMember(version.document, '$defs') ?? {}
    const definition = objectMember(definitions, ref.slice('#/$defs/'.length)) ?? {}
    return { schema: definition, version, isWhole: false }
  }
  const target = resolveRef(ref, catalogue)
  return { schema: target.document, version: target, isWhole: true }
}

/** One of the properties at least. */
function addSomething(shape: Subject, fields: readonly Field[], { graph, terms }: Place): void {
  const alternatives = fields.flatMap(({ name }) => {
    const term = readTerm(name, terms)
    if (term === undefined) return []
    const property = graph.blank()
    graph.add(property, `${SH}path`, iri(term.iri))
    graph.add(property, `${SH}minCount`, integer(1))
    return [property]
  })
  graph.add(shape, `${SH}or`, graph.list(alternatives))
}

/** `not: {required: […]}`, the one negation of the profile: these are not there together. */
function addAbsences(shape: Subject, schema: JsonObject, { graph, terms }: Place): void {
  const names = textsOf(objectMember(schema, 'not') ?? {}, 'required')
  if (names.length === 0) return
  const together = graph.blank()
  for (const name of names) {
    const term = readTerm(name, terms)
    if (term === undefined) return
    const property = graph.blank()
    graph.add(together, `${SH}property`, property)
    graph.add(property, `${SH}path`, iri(term.iri))
    graph.add(property, `${SH}minCount`, integer(1))
  }
  graph.add(shape, `${SH}not`, together)
}
