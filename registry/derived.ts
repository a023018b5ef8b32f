/**
 * What is made of a version when it is first asked for, and kept in memory: formats that few ask
 * for, so that no publication waits for them.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../validator/index.ts'
import type { Representation } from './artefacts.ts'

export interface Derived extends Representation {
  readonly make: (codegen: Codegen, version: SchemaVersion, catalogue: Catalogue) => Body
}

type Codegen = typeof import('../codegen/index.ts')
type Body = string | Uint8Array

const TURTLE = 'text/turtle; charset=utf-8'

export const XSD_PACKAGE: Derived = {
  name: 'schema.xsd.zip',
  mediaType: 'application/zip',
  accepts: ['application/zip'],
  make: ({ emitXsdPackage, zipFiles }, ...of) => zipFiles(emitXsdPackage(...of)),
}

export const DERIVED: readonly Derived[] = [
  XSD_PACKAGE,
  {
    name: 'reference.md',
    mediaType: 'text/markdown; charset=utf-8',
    accepts: ['text/markdown'],
    make: ({ emitMarkdown }, ...of) => emitMarkdown(...of),
  },
  {
    name: 'openapi.json',
    mediaType: 'application/vnd.oai.openapi+json',
    accepts: ['application/vnd.oai.openapi+json'],
    make: ({ emitOpenApi }, ...of) => `${JSON.stringify(emitOpenApi(...of), undefined, 2)}\n`,
  },
  {
    name: 'vocabulary.ttl',
    mediaType: TURTLE,
    accepts: ['text/turtle'],
    make: ({ emitVocabulary, writeTurtle }, ...of) => writeTurtle(emitVocabulary(...of)),
  },
  {
    name: 'vocabulary.nq',
    mediaType: 'application/n-quads',
    accepts: ['application/n-quads'],
    make: ({ emitVocabulary, writeNQuads }, ...of) => writeNQuads(emitVocabulary(...of).quads),
  },
  {
    name: 'shapes.ttl',
    mediaType: TURTLE,
    accepts: [],
    make: ({ emitShacl, writeTurtle }, ...of) => writeTurtle(emitShacl(...of)),
  },
]
