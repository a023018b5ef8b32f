/**
 * Reads what a context says, as a processor does while it walks an instance.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import { isJsonObject, member, objectMember, textMember } from '../../validator/index.ts'

/** The terms in force at some place of an instance. */
export type Terms = JsonObject

export interface Term {
  readonly iri: string
  /** An IRI, `@id` or `@vocab`. */
  readonly type?: string
  /** Of `@vocab`: what stands before a value. */
  readonly vocabulary?: string
  readonly isList: boolean
  /** What is in force for what is inside. */
  readonly inside: Terms
}

/** Undefined for what is left out of the RDF. */
export function readTerm(name: string, terms: Terms): Term | undefined {
  const said = member(terms, name)
  const term = typeof said === 'string' ? { '@id': said } : said
  if (!isJsonObject(term)) return undefined
  const own = objectMember(term, '@context') ?? {}
  const type = textMember(term, '@type')
  const vocabulary = textMember(own, '@vocab')
  return {
    iri: expandIri(textMember(term, '@id') ?? '', terms),
    ...(type === undefined ? {} : { type: expandIri(type, terms) }),
    ...(vocabulary === undefined ? {} : { vocabulary }),
    isList: textMember(term, '@container') === '@list',
    inside: { ...terms, ...own },
  }
}

/** JSON-LD 1.1 §3.2: what stands before the colon may be a term. */
function expandIri(value: string, terms: Terms): string {
  const at = value.indexOf(':')
  if (at < 0 || value.startsWith('//', at + 1)) return value
  const prefix = member(terms, value.slice(0, at))
  return typeof prefix === 'string' ? prefix + value.slice(at + 1) : value
}
