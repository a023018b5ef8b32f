/**
 * In which formats a version is there, as files beside its address.
 *
 * Contracts of the service and vocabularies describe JSON alone: they hold maps, which XML Schema
 * and JSON-LD cannot say, and nobody exchanges them. An entry of a database describes no document.
 *
 * @module
 */
import type { SchemaVersion } from '../validator/index.ts'
import { isDatabase, textMember } from '../validator/index.ts'

export interface Representation {
  readonly file:
    | 'schema.json'
    | 'schema.bundle.json'
    | 'schema.xsd'
    | 'schema.xsd.zip'
    | 'openapi.json'
    | 'context.jsonld'
    | 'vocabulary.ttl'
    | 'vocabulary.nq'
    | 'shapes.ttl'
    | 'types.ts'
    | 'reference.md'
    | 'values.json'
    | 'values.csv'
    | 'values.gc.xml'
    | 'values.skos.jsonld'
  readonly type: string
  /** A name that needs no translation. */
  readonly label: string
}

const DOCUMENT: Representation = {
  file: 'schema.json',
  type: 'application/schema+json',
  label: 'JSON Schema',
}

const REFERENCE: Representation = {
  file: 'reference.md',
  type: 'text/markdown',
  label: 'Markdown',
}

const JUDGING: readonly Representation[] = [
  { file: 'schema.bundle.json', type: 'application/schema+json', label: 'JSON Schema (bundle)' },
  { file: 'types.ts', type: 'text/plain', label: 'TypeScript' },
  { file: 'openapi.json', type: 'application/vnd.oai.openapi+json', label: 'OpenAPI' },
]

const EXCHANGED: readonly Representation[] = [
  { file: 'schema.xsd', type: 'application/xml', label: 'XSD' },
  { file: 'schema.xsd.zip', type: 'application/zip', label: 'XSD (package)' },
  { file: 'context.jsonld', type: 'application/ld+json', label: 'JSON-LD' },
  { file: 'vocabulary.ttl', type: 'text/turtle', label: 'RDF (Turtle)' },
  { file: 'vocabulary.nq', type: 'application/n-quads', label: 'RDF (N-Quads)' },
]

const SHAPES: readonly Representation[] = [
  { file: 'shapes.ttl', type: 'text/turtle', label: 'SHACL' },
]

const VALUES: readonly Representation[] = [
  { file: 'values.json', type: 'application/json', label: 'JSON' },
  { file: 'values.csv', type: 'text/csv', label: 'CSV' },
  { file: 'values.gc.xml', type: 'application/xml', label: 'genericode' },
  { file: 'values.skos.jsonld', type: 'application/ld+json', label: 'SKOS' },
]

const JSON_ONLY = new Set(['api', 'vocabulary'])

export function representationsOf(version: SchemaVersion): readonly Representation[] {
  const { document, codeList } = version
  if (isDatabase(version)) return [DOCUMENT, REFERENCE]
  const kind = textMember(document, 'x-kind') ?? ''
  return [
    DOCUMENT,
    REFERENCE,
    ...JUDGING,
    ...(JSON_ONLY.has(kind) ? [] : EXCHANGED),
    ...(JSON_ONLY.has(kind) || textMember(document, 'type') !== 'object' ? [] : SHAPES),
    ...(codeList === undefined ? [] : VALUES),
  ]
}
