/**
 * What can be concluded of a scalar's RDF type: days, moments, addresses and codes.
 *
 * Numbers and booleans need nothing: JSON-LD knows them. A code becomes the IRI of its value,
 * `{code list}#{code}`, which is also its place on the list's page.
 *
 * @module
 */
import type { Catalogue, JsonObject } from '../../validator/index.ts'
import { admitsEmptyCode, textMember } from '../../validator/index.ts'

const XSD = 'http://www.w3.org/2001/XMLSchema#'

const TYPES: Readonly<Record<string, string>> = {
  date: `${XSD}date`,
  'date-time': `${XSD}dateTime`,
  uri: `${XSD}anyURI`,
}

export function coercionOf(schema: JsonObject, catalogue: Catalogue): JsonObject {
  const scalar = followed(schema, catalogue)
  if (textMember(scalar, 'type') !== 'string') return {}
  const list = textMember(scalar, 'x-codeList')
  // JSON-LD 1.1 §4.1.8: the context of a property is in force for its values too.
  // An empty text is no code, and would become the IRI of the list itself.
  if (list !== undefined && !admitsEmptyCode(scalar)) {
    return { '@type': '@vocab', '@context': { '@vocab': `${list}#` } }
  }
  if (list !== undefined) return {}
  const type = TYPES[textMember(scalar, 'format') ?? '']
  return type === undefined ? {} : { '@type': type }
}

function followed(schema: JsonObject, catalogue: Catalogue): JsonObject {
  const target = catalogue.findById(textMember(schema, '$ref') ?? '')
  return target === undefined ? schema : followed(target.document, catalogue)
}
