/** A second JSON-LD processor reads the same triples from the same document and context. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import jsonld from 'jsonld'
import { JsonLdParser } from 'jsonld-streaming-parser'
import type { Quad } from 'n3'
import { describe, expect, test } from 'vitest'
import { emitJsonLdContext, toJsonLd, toQuads, writeNQuads } from '../../../codegen/index.ts'
import { CATALOGUE_FOLDER } from '../../../sources/index.ts'
import type { JsonValue, SchemaVersion } from '../../../validator/index.ts'
import { formatSchemaRef, formatVersion } from '../../../validator/index.ts'
import { realCatalogue, versionsWith } from '../catalogues.ts'

/** On these the other ends with a TypeError of its own, and reads nothing. */
const OTHER_FAILS = new Set(['exchange/agreed-data/data-notice@1.0.0'])
const catalogue = await realCatalogue()
const versions = versionsWith('context.jsonld', catalogue)
  .filter(({ document }) => document['type'] === 'object')
  .map((version) => ({ name: formatSchemaRef(version.ref), version }))
  .filter(({ name }) => !OTHER_FAILS.has(name))

function examplesOf({ ref }: SchemaVersion): readonly JsonValue[] {
  const folder = join(CATALOGUE_FOLDER, ref.path, formatVersion(ref), 'examples/valid')
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonValue)
}

/** Reads the document as it is exchanged: its context is asked for by address. */
async function readByOther(document: object, version: SchemaVersion): Promise<readonly Quad[]> {
  const parser = new JsonLdParser({
    documentLoader: {
      load: async (url: string) => {
        expect(url).toBe(`${version.id}/context.jsonld`)
        return emitJsonLdContext(version, catalogue) as never
      },
    },
  })
  const quads: Quad[] = []
  return await new Promise((resolve, reject) => {
    parser.on('data', (quad: Quad) => quads.push(quad))
    parser.on('error', reject)
    parser.on('end', () => resolve(quads))
    parser.end(JSON.stringify(document))
  })
}

async function canonical(quads: readonly Quad[]): Promise<string> {
  const format = 'application/n-quads'
  return await jsonld.canonize(writeNQuads(quads), {
    algorithm: 'RDFC-1.0',
    canonizeOptions: { maxWorkFactor: 3 },
    inputFormat: format,
    format,
  })
}

describe('a second processor', () => {
  test.for(versions)('reads the examples of $name as the first', async ({ version }) => {
    for (const example of examplesOf(version)) {
      const theirs = await readByOther(toJsonLd(example, version, catalogue), version)
      const ours = await toQuads(example, version, catalogue)
      expect(await canonical(theirs)).toBe(await canonical(ours))
    }
  })
})
