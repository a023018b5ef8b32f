/**
 * A code list as a SKOS concept scheme, in JSON-LD with its context written out.
 *
 * A code whose owner changed is several concepts; when each holds is said by schema.org, what
 * became of it by Dublin Core.
 *
 * @module
 */
import type {
  Catalogue,
  CodeList,
  CodeListValue,
  JsonObject,
  JsonValue,
  SchemaVersion,
} from '../../validator/index.ts'
import {
  dayAfter,
  dayBefore,
  lookUpCode,
  objectMember,
  Problem,
  problems,
  textMember,
} from '../../validator/index.ts'
import { valueIri } from './iri.ts'

const SKOS = 'http://www.w3.org/2004/02/skos/core#'
const DATE = 'http://www.w3.org/2001/XMLSchema#date'

const CONTEXT: JsonObject = {
  '@version': 1.1,
  id: '@id',
  type: '@type',
  graph: '@graph',
  ConceptScheme: `${SKOS}ConceptScheme`,
  Concept: `${SKOS}Concept`,
  prefLabel: { '@id': `${SKOS}prefLabel`, '@container': '@language' },
  definition: { '@id': `${SKOS}definition`, '@container': '@language' },
  notation: `${SKOS}notation`,
  inScheme: { '@id': `${SKOS}inScheme`, '@type': '@id' },
  broader: { '@id': `${SKOS}broader`, '@type': '@id', '@container': '@set' },
  exactMatch: { '@id': `${SKOS}exactMatch`, '@type': '@id', '@container': '@set' },
  validFrom: { '@id': 'https://schema.org/validFrom', '@type': DATE },
  validThrough: { '@id': 'https://schema.org/validThrough', '@type': DATE },
  replaces: { '@id': 'http://purl.org/dc/terms/replaces', '@type': '@id', '@container': '@set' },
  isReplacedBy: {
    '@id': 'http://purl.org/dc/terms/isReplacedBy',
    '@type': '@id',
    '@container': '@set',
  },
  publisher: 'http://purl.org/dc/terms/publisher',
}

export function emitSkos(version: SchemaVersion, catalogue: Catalogue): JsonObject {
  const { codeList } = version
  if (codeList === undefined) throw new Problem(problems.schemaUnusable, 'This is no code list')
  const parents = catalogue.findById(textMember(version.document, 'x-parentCodeList') ?? '')
  const place: Place = { list: codeList, catalogue, parents: parents?.codeList }
  return {
    '@context': CONTEXT,
    graph: [scheme(version), ...codeList.values.map((value) => concept(value, place))],
  }
}

interface Place {
  readonly list: CodeList
  readonly catalogue: Catalogue
  readonly parents: CodeList | undefined
}

function scheme({ id, document }: SchemaVersion): JsonObject {
  const english = objectMember(document, 'x-en') ?? {}
  const owner = textMember(objectMember(document, 'x-owner') ?? {}, 'name')
  return {
    id,
    type: 'ConceptScheme',
    prefLabel: labels(textMember(document, 'title'), textMember(english, 'title')),
    definition: labels(textMember(document, 'description'), textMember(english, 'description')),
    ...(owner === undefined ? {} : { publisher: owner }),
  }
}

function concept(value: CodeListValue, place: Place): JsonObject {
  const { list } = place
  return {
    id: valueIri(list, value),
    type: 'Concept',
    notation: value.code,
    prefLabel: labels(value.vi, value.en),
    inScheme: list.id,
    ...(value.validFrom === undefined ? {} : { validFrom: value.validFrom }),
    ...(value.validTo === undefined ? {} : { validThrough: value.validTo }),
    ...links('broader', broader(value, place)),
    ...links('exactMatch', exactMatches(value, place)),
    ...links('replaces', predecessors(value, list)),
    ...links('isReplacedBy', successors(value, list)),
  }
}

/** The concept one level up, as it is when this one begins to hold. */
function broader({ parent, validFrom }: CodeListValue, { parents }: Place): readonly string[] {
  if (parent === undefined || parents === undefined) return []
  const day = validFrom ?? parents.valuesOf(parent).at(-1)?.validFrom
  return day === undefined
    ? parents
        .valuesOf(parent)
        .slice(0, 1)
        .map((value) => valueIri(parents, value))
    : inForce(parents, [parent], day)
}

function exactMatches({ matches = [] }: CodeListValue, { catalogue }: Place): readonly string[] {
  return matches.flatMap(({ list, code }) => {
    const there = catalogue.findById(list)?.codeList
    return (there?.valuesOf(code) ?? []).flatMap((value) =>
      there === undefined ? [] : [valueIri(there, value)],
    )
  })
}

function predecessors({ validFrom, replaces }: CodeListValue, list: CodeList): readonly string[] {
  return validFrom === undefined ? [] : inForce(list, replaces ?? [], dayBefore(validFrom))
}

function successors({ validTo, replacedBy }: CodeListValue, list: CodeList): readonly string[] {
  return validTo === undefined ? [] : inForce(list, replacedBy ?? [], dayAfter(validTo))
}

function inForce(list: CodeList, codes: readonly string[], day: string): readonly string[] {
  return codes.flatMap((code) => {
    const status = lookUpCode(list, code, day)
    return status.kind === 'in-force' ? [valueIri(list, status.value)] : []
  })
}

function labels(vi: string | undefined, en: string | undefined): JsonValue {
  return { ...(vi === undefined ? {} : { vi }), ...(en === undefined ? {} : { en }) }
}

/** A term without values is left out. */
function links(name: string, iris: readonly string[]): JsonObject {
  return iris.length === 0 ? {} : { [name]: iris }
}
