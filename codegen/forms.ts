/**
 * The forms that an instance can be written in; it means the same in each.
 *
 * @module
 */
import type { Catalogue, JsonValue, SchemaVersion } from '../validator/index.ts'
import { toXml } from '../validator/index.ts'
import { toJsonLd, toQuads } from './rdf/instance.ts'
import { writeNQuads, writeTurtle } from './rdf/write.ts'

export interface Form {
  readonly name: 'json' | 'xml' | 'jsonld' | 'turtle' | 'nquads'
  readonly mediaType: string
  readonly extension: string
}

export const JSON_FORM: Form = {
  name: 'json',
  mediaType: 'application/json',
  extension: '.json',
}

export const FORMS: readonly Form[] = [
  JSON_FORM,
  { name: 'xml', mediaType: 'application/xml', extension: '.xml' },
  { name: 'jsonld', mediaType: 'application/ld+json', extension: '.jsonld' },
  { name: 'turtle', mediaType: 'text/turtle', extension: '.ttl' },
  { name: 'nquads', mediaType: 'application/n-quads', extension: '.nq' },
]

export function findForm(name: string | undefined): Form | undefined {
  return FORMS.find((form) => form.name === name)
}

/** Throws Problem `instance-unmappable` for what a form cannot show. */
export async function writeForm(
  { name }: Form,
  value: JsonValue,
  version: SchemaVersion,
  catalogue: Catalogue,
): Promise<string> {
  switch (name) {
    case 'json':
      return asJson(value)
    case 'jsonld':
      return asJson(toJsonLd(value, version, catalogue))
    case 'xml':
      return toXml(value, version, catalogue)
    case 'turtle':
      return writeTurtle({ quads: await toQuads(value, version, catalogue), lists: {} })
    case 'nquads':
      return writeNQuads(await toQuads(value, version, catalogue))
  }
}

function asJson(value: JsonValue): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
