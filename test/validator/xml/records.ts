/** A small catalogue, and XML read by it, for the tests of this folder. */
import { Buffer } from 'node:buffer'
import type { XmlDocument } from 'libxml2-wasm'
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../../../validator/index.ts'
import { createCatalogue } from '../../../validator/index.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { pathTo, placeOf } from '../../../validator/xml/positions.ts'
import { toInstance } from '../../../validator/xml/to-instance.ts'

const ref = { path: 'test/big-record', major: 1, minor: 0, patch: 0 }
const text = { type: 'string' }
const document: JsonObject = {
  type: 'object',
  properties: {
    A: text,
    N: { type: 'integer' },
    D: { type: 'number' },
    B: { type: 'boolean' },
    L: { type: 'array', items: text },
    O: { type: 'object', properties: { X: text, Y: text } },
    M: { type: 'array', items: { $ref: '/schemas/test/item/1.0.0' } },
    T: {
      type: 'object',
      oneOf: [
        { properties: { Kind: { const: 1 }, Size: { type: 'integer' } } },
        { properties: { Kind: { const: 2 }, Parts: { type: 'array', items: text } } },
      ],
    },
  },
}
const item: JsonObject = {
  type: 'object',
  properties: { K: text, V: { type: 'integer' } },
}
const extended: JsonObject = {
  allOf: [{ $ref: '/schemas/test/item/1.0.0' }],
  properties: { Sub: { $ref: '#' }, W: { $ref: '#/$defs/flag' } },
  $defs: { flag: { type: 'boolean' } },
}
const legacy: JsonObject = { ...item, 'x-namespace': 'urn:old', 'x-root': 'Old' }

export const catalogue: Catalogue = createCatalogue([
  { ref, document },
  { ref: { ...ref, path: 'test/item' }, document: item },
  { ref: { ...ref, path: 'test/extended' }, document: extended },
  { ref: { ...ref, path: 'test/legacy' }, document: legacy },
  { ref: { ...ref, path: 'test/legacy', minor: 1 }, document: legacy },
])
export const version: SchemaVersion = catalogue.get(ref)
export const NAMESPACE = 'http://localhost:8080/xml/test/big-record/1'

/** Does something with a tree, and frees it. */
export function withTree<Result>(xml: string, use: (document: XmlDocument) => Result): Result {
  const parsed = parseXml(Buffer.from(xml))
  if (parsed.document === undefined) throw new TypeError(JSON.stringify(parsed.issues))
  try {
    return use(parsed.document)
  } finally {
    parsed.document.dispose()
  }
}

export interface Mapped {
  readonly value: JsonValue
  /** As `code pointer xpath`. */
  readonly issues: readonly string[]
}

export function mapXml(xml: string, by: SchemaVersion = version): Mapped {
  return withTree(xml, ({ root }) => {
    const { value, issues } = toInstance(placeOf(root), by, catalogue)
    const told = issues.map(({ issue, place }) =>
      `${issue.code} ${issue.instanceLocation} ${pathTo(place)}`.replaceAll('  ', ' '),
    )
    return { value, issues: told }
  })
}

export function mapRecord(inner: string, attributes = ''): Mapped {
  return mapXml(`<BigRecord xmlns="${NAMESPACE}"${attributes}>${inner}</BigRecord>`)
}
