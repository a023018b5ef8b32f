import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import jsonld from 'jsonld'
import { describe, expect, test } from 'vitest'
import { emitJsonLdContext } from '../../../codegen/index.ts'
import { CATALOGUE_FOLDER } from '../../../sources/index.ts'
import type { JsonObject, JsonValue, SchemaVersion } from '../../../validator/index.ts'
import { formatSchemaRef, formatVersion, isJsonObject, Problem } from '../../../validator/index.ts'
import type { SmallEntry } from '../catalogues.ts'
import { realCatalogue, smallCatalogue, versionOf, versionsWith } from '../catalogues.ts'

/** Throws when anything would be dropped, and when anything would be fetched. */
async function expand(instance: JsonObject, context: JsonObject): Promise<readonly unknown[]> {
  return jsonld.expand(
    { ...instance, ...context },
    {
      safe: true,
      documentLoader: async (url) => {
        throw new Error(`asked for ${url}`)
      },
    },
  )
}

function examples({ ref }: SchemaVersion): readonly JsonObject[] {
  const folder = join(CATALOGUE_FOLDER, ref.path, formatVersion(ref), 'examples/valid')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonValue)
    .filter(isJsonObject)
}

/** Texts, numbers and booleans anywhere inside. */
function countScalars(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce<number>((sum, inside) => sum + countScalars(inside), 0)
}

/** Values and references of an expanded document; types and languages are not of the instance. */
function countExpanded(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + countExpanded(one), 0)
  if (!isJsonObject(value)) return 0
  if ('@value' in value || '@id' in value) return 1
  return Object.values(value).reduce<number>((sum, inside) => sum + countExpanded(inside), 0)
}

describe('the context of every version', async () => {
  const catalogue = await realCatalogue()
  const versions = versionsWith('context.jsonld', catalogue).map((version) => ({
    name: formatSchemaRef(version.ref),
    version,
  }))

  test.for(versions)('$name expands its valid examples and drops nothing', async ({ version }) => {
    const context = emitJsonLdContext(version, catalogue)
    expect(emitJsonLdContext(version, catalogue)).toEqual(context)
    for (const example of examples(version)) {
      expect(countExpanded(await expand(example, context))).toBe(countScalars(example))
    }
  })
})

describe('a context', () => {
  const ID = 'https://registry.example/schemas/test/thing/1.0.0'

  function contextOf(document: JsonObject, others: SmallEntry = {}): JsonObject {
    const thing = { type: 'object', ...document }
    const catalogue = smallCatalogue({ ...others, 'test/thing@1.0.0': thing })
    return emitJsonLdContext(versionOf(catalogue, 'test/thing@1.0.0'), catalogue)
  }

  test('gives every property an IRI of its own, wherever it stands', async () => {
    const inner = { type: 'object', properties: { name: { type: 'string' } } }
    const context = contextOf({
      properties: { name: { type: 'string' }, list: { type: 'array', items: inner } },
    })
    const instance = { name: 'a', list: [{ name: 'b' }] }
    expect(await expand(instance, context)).toEqual([
      {
        [`${ID}#name`]: [{ '@value': 'a' }],
        [`${ID}#list`]: [{ '@list': [{ [`${ID}#list/name`]: [{ '@value': 'b' }] }] }],
      },
    ])
  })

  test('says what the schema says, and composes it through references', async () => {
    const context = contextOf(
      {
        'x-jsonld-context': { ex: 'https://example.invalid/', who: 'ex:person', gone: null },
        properties: { who: { $ref: '/schemas/elements/person/1.0.0' }, gone: { type: 'string' } },
      },
      {
        'elements/person@1.0.0': {
          type: 'object',
          'x-jsonld-context': { '@vocab': 'https://schema.org/', born: { '@id': 'ex:born' } },
          properties: { givenName: { type: 'string' }, born: { type: 'string', format: 'date' } },
        },
      },
    )
    expect(await expand({ who: { givenName: 'a', born: '2000-01-01' } }, context)).toEqual([
      {
        'https://example.invalid/person': [
          {
            'https://schema.org/givenName': [{ '@value': 'a' }],
            'https://example.invalid/born': [
              { '@value': '2000-01-01', '@type': 'http://www.w3.org/2001/XMLSchema#date' },
            ],
          },
        ],
      },
    ])
    expect((context['@context'] as JsonObject)['gone']).toBeNull()
  })

  test('makes a code the IRI of its value', async () => {
    const list = { type: 'string', 'x-codeList': '/schemas/codelists/kind/1.0.0', values: [] }
    const context = contextOf(
      { properties: { kind: { $ref: '/schemas/codelists/kind/1.0.0' } } },
      { 'codelists/kind@1.0.0': list },
    )
    const id = 'https://registry.example/schemas/codelists/kind/1.0.0#01'
    expect(await expand({ kind: '01' }, context)).toEqual([{ [`${ID}#kind`]: [{ '@id': id }] }])
  })

  test('reaches into a structure that holds itself', async () => {
    const context = contextOf({
      properties: { name: { type: 'string' }, parent: { $ref: '#' } },
    })
    const instance = { name: 'a', parent: { name: 'b', parent: { name: 'c' } } }
    expect(countExpanded(await expand(instance, context))).toBe(3)
  })

  test('knows what an instance says it conforms to', async () => {
    const found = await expand({ $schema: ID }, contextOf({ properties: {} }))
    expect(found).toEqual([{ 'http://purl.org/dc/terms/conformsTo': [{ '@id': ID }] }])
  })

  test('by address is refused', () => {
    const emit = () => contextOf({ 'x-jsonld-context': 'https://example.invalid/context' })
    expect(codeOf(emit)).toBe('schema-unusable')
  })
})

function codeOf(action: () => unknown): string | undefined {
  try {
    action()
    return undefined
  } catch (thrown) {
    return thrown instanceof Problem ? thrown.kind.code : String(thrown)
  }
}
