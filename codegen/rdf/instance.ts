/**
 * An instance of a structure as RDF, by the structure's own context.
 *
 * @module
 */
import type { Quad } from 'n3'
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../../validator/index.ts'
import { isJsonObject, Problem, problems } from '../../validator/index.ts'
import { emitJsonLdContext } from '../jsonld/emit.ts'
import { withTypes } from '../jsonld/typed.ts'
import { readJsonLd } from './read-jsonld.ts'

/** The instance with the address of its context, as JSON-LD is exchanged. */
export function toJsonLd(
  value: JsonValue,
  version: SchemaVersion,
  catalogue: Catalogue,
): JsonObject {
  return { '@context': `${version.id}/context.jsonld`, ...typed(value, version, catalogue) }
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
  const document = { ...emitJsonLdContext(version, catalogue), ...typed(value, version, catalogue) }
  try {
    return await readJsonLd(document)
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    // Their words could quote what they read.
    throw new Problem(
      problems.instanceUnmappable,
      'RDF cannot show a member that no context knows, or a code that is no part of an IRI',
    )
  }
}

function typed(value: JsonValue, version: SchemaVersion, catalogue: Catalogue): JsonObject {
  if (isJsonObject(value)) return withTypes(value, version, catalogue)
  throw new Problem(problems.instanceUnmappable, 'RDF is about objects: this is a single value')
}
