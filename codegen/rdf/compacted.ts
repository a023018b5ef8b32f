/**
 * Triples of a JSON-LD document of our own, whose context is written out and whose nodes lie
 * flat in `graph`: no processor is needed to read what we know the shape of.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../../validator/index.ts'
import { isJsonObject, member, objectMember, textMember } from '../../validator/index.ts'
import type { Graph, Term } from './graph.ts'
import { iri, RDF, text } from './graph.ts'

export function addCompacted(document: JsonObject, graph: Graph): void {
  const context = objectMember(document, '@context') ?? {}
  const nodes = member(document, 'graph')
  for (const node of Array.isArray(nodes) ? nodes.filter(isJsonObject) : []) {
    addNode(node, context, graph)
  }
}

function addNode({ id, type, ...members }: JsonObject, context: JsonObject, { add }: Graph): void {
  const subject = iri(String(id))
  const known = textMember(context, String(type))
  if (known !== undefined) add(subject, `${RDF}type`, iri(known))
  for (const [name, value] of Object.entries(members)) {
    const said = member(context, name)
    const term = isJsonObject(said) ? said : { '@id': said ?? '' }
    add(subject, textMember(term, '@id') ?? '', ...termsOf(value, term))
  }
}

function termsOf(value: JsonValue, term: JsonObject): readonly Term[] {
  if (Array.isArray(value)) return value.flatMap((each: JsonValue) => termsOf(each, term))
  if (isJsonObject(value)) {
    return Object.entries(value).map(([language, words]) => text(String(words), language))
  }
  const type = textMember(term, '@type')
  return [type === '@id' ? iri(String(value)) : text(String(value), type)]
}
