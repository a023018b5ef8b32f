/**
 * A JSON-LD document whose context is written out, as triples.
 *
 * Nothing is fetched and nothing dropped: safe mode refuses what no term knows.
 *
 * @module
 */
import jsonld from 'jsonld'
import { Parser, type Quad } from 'n3'
import type { JsonObject } from '../../validator/index.ts'
import { Problem, problems } from '../../validator/index.ts'

/** Throws what jsonld throws, and Problem `instance-unmappable` for a context by address. */
export async function readJsonLd(document: JsonObject): Promise<readonly Quad[]> {
  const options = { format: 'application/n-quads', safe: true, documentLoader: refuseToFetch }
  const quads = await jsonld.toRDF(document, options)
  return new Parser({ format: 'N-Quads', blankNodePrefix: '_:' }).parse(quads)
}

async function refuseToFetch(url: string): Promise<never> {
  throw new Problem(problems.instanceUnmappable, `${url} would have to be fetched`)
}
