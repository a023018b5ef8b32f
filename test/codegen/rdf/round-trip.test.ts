/** From an instance to RDF and back: nothing is lost, and the order of members means nothing. */
import fc from 'fast-check'
import jsonld from 'jsonld'
import { describe, expect, test } from 'vitest'
import { emitJsonLdContext, toQuads, writeNQuads } from '../../../codegen/index.ts'
import { classIri } from '../../../codegen/jsonld/class-iri.ts'
import type { JsonObject, JsonValue, SchemaVersion } from '../../../validator/index.ts'
import { formatSchemaRef, isJsonObject } from '../../../validator/index.ts'
import { isExchanged, validInstance } from '../../instances/valid-instance.ts'
import { realCatalogue, versionsWith } from '../catalogues.ts'

const numRuns = Number(process.env['CHUAN_RUNS'] ?? 200)
const catalogue = await realCatalogue()
const versions = versionsWith('context.jsonld', catalogue)
  .filter(isExchanged)
  .filter(({ document }) => document['type'] === 'object')
  .map((version) => ({ name: formatSchemaRef(version.ref), version }))

const N_QUADS = { format: 'application/n-quads' }
const offline = {
  safe: true,
  documentLoader: async (url: string) => {
    throw new Error(`asked for ${url}`)
  },
}

/** RDFC-1.0 of the instance, as text. */
async function canonical(instance: JsonValue, version: SchemaVersion): Promise<string> {
  const quads = writeNQuads(await toQuads(instance, version, catalogue))
  return await jsonld.canonize(quads, {
    algorithm: 'RDFC-1.0',
    // Equal items of a list are told apart by their places in it, which takes some depth.
    canonizeOptions: { maxWorkFactor: 3 },
    inputFormat: 'application/n-quads',
    format: 'application/n-quads',
  })
}

async function framed(quads: string, version: SchemaVersion): Promise<JsonObject> {
  const expanded = native((await jsonld.fromRDF(quads, N_QUADS)) as JsonValue)
  const frame = { ...emitJsonLdContext(version, catalogue), '@type': classIri(version) }
  const {
    '@context': _,
    '@type': __,
    ...record
  } = await jsonld.frame(expanded, frame, {
    ...offline,
    omitGraph: true,
  })
  return withoutTypes(record as JsonObject) as JsonObject
}

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const NATIVE: Readonly<Record<string, (text: string) => JsonValue>> = {
  [`${XSD}boolean`]: (text) => text === 'true',
  [`${XSD}integer`]: Number,
  [`${XSD}double`]: Number,
}

/** By JSON-LD 1.1 API §8.2.2; jsonld's own `useNativeTypes` marks plain strings as xsd:string. */
function native(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => native(item))
  if (!isJsonObject(value)) return value
  const { '@value': text, '@type': type } = value
  const read = typeof type === 'string' ? NATIVE[type] : undefined
  if (typeof text === 'string' && read !== undefined) return { '@value': read(text) }
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, native(inside)]))
}

/** The canonical JSON says nothing of classes. */
function withoutTypes(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => withoutTypes(item))
  if (!isJsonObject(value)) return value
  const { '@type': _, ...rest } = value
  return Object.fromEntries(
    Object.entries(rest).map(([name, inside]) => [name, withoutTypes(inside)]),
  )
}

/** The same members the other way round, at every depth. */
function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => reversed(item))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inside]) => [name, reversed(inside)]),
  )
}

/**
 * What RDF keeps: several codes are a set of concepts, without an order, and a number that is
 * no integer has sixteen digits (JSON-LD 1.1 API §8.6).
 */
function comparable(value: JsonValue, terms: JsonObject): JsonValue {
  if (typeof value === 'number') return toDouble(value)
  if (Array.isArray(value)) return value.map((item: JsonValue) => comparable(item, terms))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => {
      const term = (terms[name] ?? {}) as JsonObject
      const isSet = term['@container'] === '@set' && Array.isArray(inside)
      if (isSet) return [name, [...new Set(inside as readonly string[])].sort()]
      return [name, comparable(inside, { ...terms, ...contextOf(term) })]
    }),
  )
}

function contextOf(term: JsonObject): JsonObject {
  return (term['@context'] ?? {}) as JsonObject
}

function toDouble(value: number): number {
  const NORMAL_MIN = 2.2250738585072014e-308
  return Math.abs(value) < NORMAL_MIN ? 0 : Number(value.toExponential(15))
}

describe('a random valid instance', () => {
  test.for(versions)('of $name is the same record after RDFC-1.0', async ({ version }) => {
    const property = async (instance: JsonValue) => {
      const quads = await canonical(instance, version)
      expect(await canonical(reversed(instance), version)).toBe(quads)
      const terms = contextOf(emitJsonLdContext(version, catalogue))
      expect(comparable(await framed(quads, version), terms)).toEqual(comparable(instance, terms))
    }
    await fc.assert(fc.asyncProperty(validInstance(version, catalogue), property), { numRuns })
  })
})
