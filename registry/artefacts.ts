/**
 * What is made of a version when it is published: every machine-readable format, compressed.
 *
 * Pages are not among them: a page shows the other versions, which change.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Catalogue, SchemaVersion } from '../validator/index.ts'
import { isDatabase, textMember } from '../validator/index.ts'
import type { Artefact } from './store/store.ts'

/** How a version is asked for: by file name, or by media type. */
export interface Representation {
  readonly name: string
  readonly mediaType: string
  /** Media types in an Accept header that mean this one. */
  readonly accepts: readonly string[]
}

export const SCHEMA: Representation = {
  name: 'schema.json',
  mediaType: 'application/schema+json',
  accepts: ['application/schema+json', 'application/json'],
}
export const BUNDLE: Representation = {
  name: 'schema.bundle.json',
  mediaType: 'application/schema+json',
  accepts: [],
}
export const CONTEXT: Representation = {
  name: 'context.jsonld',
  mediaType: 'application/ld+json',
  accepts: ['application/ld+json'],
}
export const XSD: Representation = {
  name: 'schema.xsd',
  mediaType: 'application/xml',
  accepts: ['application/xml', 'text/xml'],
}
export const TYPESCRIPT: Representation = {
  name: 'types.ts',
  mediaType: 'text/plain; charset=utf-8',
  accepts: ['text/plain'],
}
export const VALUES: Representation = {
  name: 'values.json',
  mediaType: 'application/json',
  accepts: [],
}

export const CSV: Representation = {
  name: 'values.csv',
  mediaType: 'text/csv; charset=utf-8',
  accepts: ['text/csv'],
}
export const GENERICODE: Representation = {
  name: 'values.gc.xml',
  mediaType: 'application/xml',
  accepts: [],
}
export const SKOS: Representation = {
  name: 'values.skos.jsonld',
  mediaType: 'application/ld+json',
  accepts: [],
}

export const REPRESENTATIONS: readonly Representation[] = [
  SCHEMA,
  BUNDLE,
  CONTEXT,
  XSD,
  TYPESCRIPT,
  VALUES,
  CSV,
  GENERICODE,
  SKOS,
]

export async function makeArtefacts(
  version: SchemaVersion,
  catalogue: Catalogue,
): Promise<readonly Artefact[]> {
  if (isDatabase(version)) return [await toArtefact(SCHEMA, formatJson(version.document))]
  // Loaded here, because only a publication needs the generators.
  const codegen = await import('../codegen/index.ts')
  const texts: readonly (readonly [Representation, string])[] = [
    [SCHEMA, formatJson(version.document)],
    [BUNDLE, formatJson(codegen.bundleSchema(version, catalogue))],
    ...(isExchanged(version)
      ? [
          [CONTEXT, formatJson(codegen.emitJsonLdContext(version, catalogue))] as const,
          [XSD, codegen.emitXsd(version, catalogue)] as const,
        ]
      : []),
    [TYPESCRIPT, await codegen.emitTypescriptModule(version, catalogue)],
    ...valueTexts(version, catalogue, codegen),
  ]
  return Promise.all(texts.map(([representation, text]) => toArtefact(representation, text)))
}

function valueTexts(
  version: SchemaVersion,
  catalogue: Catalogue,
  codegen: typeof import('../codegen/index.ts'),
): readonly (readonly [Representation, string])[] {
  const { codeList } = version
  if (codeList === undefined) return []
  return [
    [VALUES, formatJson({ values: codeList.values })],
    [CSV, codegen.emitCsv(codeList)],
    [GENERICODE, codegen.emitGenericode(version)],
    [SKOS, formatJson(codegen.emitSkos(version, catalogue))],
  ]
}

/** The service's own contract and the vocabulary describe JSON, and nothing else. */
function isExchanged({ document }: SchemaVersion): boolean {
  const kind = textMember(document, 'x-kind')
  return kind !== 'api' && kind !== 'vocabulary'
}

function formatJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

async function toArtefact({ name, mediaType }: Representation, text: string): Promise<Artefact> {
  const body = new TextEncoder().encode(text)
  return { name, mediaType, ...(await compressBody(body)) }
}

/** Best compression is worth its time once, but not seconds of it for a large body. */
const BEST_BYTES_MAX = 65_536
const BROTLI_QUALITY_BEST = 11
const BROTLI_QUALITY_LARGE = 7

const gzipAsync = promisify(gzip)
const brotliAsync = promisify(brotliCompress)

export async function compressBody(
  body: Uint8Array,
): Promise<Pick<Artefact, 'digest' | 'body' | 'gzip' | 'brotli'>> {
  const quality = body.byteLength > BEST_BYTES_MAX ? BROTLI_QUALITY_LARGE : BROTLI_QUALITY_BEST
  const [gzipped, brotli] = await Promise.all([
    gzipAsync(body, { level: 9 }),
    brotliAsync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  ])
  return { digest: createHash('sha256').update(body).digest('hex'), body, gzip: gzipped, brotli }
}
