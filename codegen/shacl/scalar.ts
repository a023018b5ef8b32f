/**
 * What a single value must be: its datatype or its code list, its facets.
 *
 * @module
 */
import type { Catalogue, JsonObject, JsonValue } from '../../validator/index.ts'
import { member, textMember } from '../../validator/index.ts'
import type { Term } from '../jsonld/terms.ts'
import type { Graph, Term as RdfTerm, Subject } from '../rdf/graph.ts'
import { integer, iri, text, XSD } from '../rdf/graph.ts'
import { numberOf, resolveRef } from '../schema-view.ts'
import { translatePattern } from '../xsd/pattern.ts'
import { SH } from './vocabulary.ts'

interface Place {
  readonly graph: Graph
  readonly catalogue: Catalogue
}

export function addScalar(
  property: Subject,
  schema: JsonObject,
  term: Term,
  { graph, catalogue }: Place,
): void {
  const layers = layersOf(schema, catalogue)
  addKind(property, layers, term, graph)
  for (const layer of layers) {
    if (term.vocabulary === undefined) addFacets(property, layer, graph)
    addValues(property, layer, term, graph)
    addBounds(property, layer, graph)
  }
}

/** The schema and what it refers to: all of them hold. */
function layersOf(schema: JsonObject, catalogue: Catalogue): readonly JsonObject[] {
  const ref = textMember(schema, '$ref')
  if (ref === undefined) return [schema]
  return [schema, ...layersOf(resolveRef(ref, catalogue).document, catalogue)]
}

const DATATYPES: Readonly<Record<string, readonly string[]>> = {
  string: [`${XSD}string`],
  boolean: [`${XSD}boolean`],
  integer: [`${XSD}integer`],
  // JSON-LD 1.1 API §8.2.2: what has no fraction is an integer.
  number: [`${XSD}integer`, `${XSD}double`],
}

function addKind(
  property: Subject,
  layers: readonly JsonObject[],
  { type }: Term,
  graph: Graph,
): void {
  if (type === '@vocab' || type === '@id') {
    graph.add(property, `${SH}nodeKind`, iri(`${SH}IRI`))
    return
  }
  const json = layers.map((layer) => textMember(layer, 'type')).find((each) => each !== undefined)
  const datatypes = type === undefined ? (DATATYPES[json ?? ''] ?? []) : [type]
  const [only, ...others] = datatypes.map(iri)
  if (only === undefined) return
  if (others.length === 0) {
    graph.add(property, `${SH}datatype`, only)
    return
  }
  const alternatives = [only, ...others].map((datatype) => {
    const shape = graph.blank()
    graph.add(shape, `${SH}datatype`, datatype)
    return shape
  })
  graph.add(property, `${SH}or`, graph.list(alternatives))
}

function addFacets(property: Subject, layer: JsonObject, graph: Graph): void {
  for (const name of ['minLength', 'maxLength']) {
    const length = numberOf(layer, name)
    if (length !== undefined) graph.add(property, SH + name, integer(length))
  }
  const pattern = patternOf(layer) ?? FORMATS[textMember(layer, 'format') ?? '']
  // What XML Schema matches as a whole, XPath matches anywhere (XPath Functions §7.6.1).
  if (pattern !== undefined) graph.add(property, `${SH}pattern`, text(`^(${pattern})$`))
}

/** Of formats that are no datatype of XML Schema. */
const FORMATS: Readonly<Record<string, string>> = {
  uuid: '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
}

function patternOf(layer: JsonObject): string | undefined {
  const pattern = textMember(layer, 'pattern')
  return pattern === undefined ? undefined : translatePattern(pattern)
}

const BOUNDS: Readonly<Record<string, string>> = {
  minimum: `${SH}minInclusive`,
  maximum: `${SH}maxInclusive`,
  exclusiveMinimum: `${SH}minExclusive`,
  exclusiveMaximum: `${SH}maxExclusive`,
}

function addBounds(property: Subject, layer: JsonObject, graph: Graph): void {
  for (const [keyword, predicate] of Object.entries(BOUNDS)) {
    const bound = numberOf(layer, keyword)
    if (bound !== undefined) graph.add(property, predicate, numberTerm(bound))
  }
}

function addValues(property: Subject, layer: JsonObject, term: Term, graph: Graph): void {
  const values = valuesOf(layer)
  if (values.length > 0) {
    graph.add(property, `${SH}in`, graph.list(values.map((value) => valueTerm(value, term))))
  } else if (term.vocabulary !== undefined && layer['x-codeList'] !== undefined) {
    const codes = patternOf(layer)
    const end = codes === undefined ? '' : `(${codes})$`
    graph.add(property, `${SH}pattern`, text(`^${escaped(term.vocabulary)}${end}`))
  }
}

function valuesOf(layer: JsonObject): readonly JsonValue[] {
  const values = member(layer, 'enum')
  if (Array.isArray(values)) return values
  const constant = member(layer, 'const')
  return constant === undefined ? [] : [constant]
}

function valueTerm(value: JsonValue, { vocabulary, type }: Term): RdfTerm {
  if (typeof value === 'number') return numberTerm(value)
  if (typeof value === 'boolean') return text(String(value), `${XSD}boolean`)
  if (vocabulary !== undefined) return iri(vocabulary + String(value))
  return text(String(value), type?.includes(':') === true ? type : undefined)
}

function numberTerm(value: number) {
  if (Number.isInteger(value)) return integer(value)
  return text(value.toExponential().replace('e+', 'e').replace('e', 'E'), `${XSD}double`)
}

function escaped(vocabulary: string): string {
  return vocabulary.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')
}
