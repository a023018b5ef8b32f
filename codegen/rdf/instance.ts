/**
 * An instance of a structure as RDF, by the structure's own context.
 *
 * @module
 */
import jsonld from 'jsonld'
import { Parser, type Quad } from 'n3'
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../../validator/index.ts'
import { isJsonObject, Problem, problems } from '../../validator/index.ts'
import { classIri, saidTypes } from '../jsonld/class-iri.ts'
import { emitJsonLdContext } from '../jsonld/emit.ts'

/** The instance with the address of its context, as JSON-LD is exchanged. */
export function toJsonLd(value: JsonValue, version: SchemaVersion): JsonObject {
  return { '@context': `${version.id}/context.jsonld`, ...typed(value, version) }
}

/**
 * Nothing is fetched and nothing dropped: the context is taken from the catalogue, in safe mode.
 *
 * Throws Problem `instance-unmappable` for what is no object.
 */
export async function toQuads(
  value: JsonValue,
  version: SchemaVersion,
  catalogue: Catalogue,
): Promise<readonly Quad[]> {
  const document = { ...emitJsonLdContext(version, catalogue), ...typed(value, version) }
  const options = { format: 'application/n-quads', safe: true, documentLoader: refuseToFetch }
  try {
    const quads = await jsonld.toRDF(document, options)
    return new Parser({ format: 'N-Quads', blankNodePrefix: '_:' }).parse(quads)
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    // Their words could quote what they read.
    throw new Problem(
      problems.instanceUnmappable,
      'RDF cannot show a member that no context knows, or a code that is no part of an IRI',
    )
  }
}

function typed(value: JsonValue, version: SchemaVersion): JsonObject {
  if (isJsonObject(value)) return { '@type': [classIri(version), ...saidTypes(version)], ...value }
  throw new Problem(problems.instanceUnmappable, 'RDF is about objects: this is a single value')
}

async function refuseToFetch(url: string): Promise<never> {
  throw new Problem(problems.instanceUnmappable, `${url} would have to be fetched`)
}
