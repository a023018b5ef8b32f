/** Other catalogues and editors find every version, at addresses that answer. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'
import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import Engine from 'rdf-validate-shacl'
import { describe, expect, test } from 'vitest'
import {
  emitDcat,
  emitDcatTurtle,
  emitSchemaStoreCatalogue,
  representationsOf,
} from '../../../codegen/index.ts'
import { readCatalogueFolder } from '../../../sources/index.ts'
import type { JsonObject } from '../../../validator/index.ts'
import { createCatalogue, isDatabase } from '../../../validator/index.ts'
import { realCatalogue } from '../catalogues.ts'

const DCAT = 'http://www.w3.org/ns/dcat#'
const DCT = 'http://purl.org/dc/terms/'
const publishedAt = new Date('2026-11-24T05:00:00Z')

type Node = Readonly<Record<string, readonly JsonObject[]>>

const catalogue = await realCatalogue()
const versions = catalogue.versions.map((version) => ({ version, publishedAt }))

async function expanded(): Promise<Node> {
  const [node] = await jsonld.expand(emitDcat(versions, catalogue), {
    safe: true,
    documentLoader: async (url) => {
      throw new Error(`asked for ${url}`)
    },
  })
  return node as Node
}

/** What https://json.schemastore.org/schema-catalog.json asks of a catalogue, as of 2026. */
const HTTPS = { type: 'string', pattern: '^https://' }
const SCHEMA_STORE = {
  type: 'object',
  additionalProperties: false,
  required: ['$schema', 'version', 'schemas'],
  properties: {
    $schema: { const: 'https://json.schemastore.org/schema-catalog.json' },
    version: { type: 'number' },
    schemas: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'description', 'url'],
        properties: {
          name: { type: 'string' },
          description: { type: 'string' },
          url: HTTPS,
          fileMatch: { type: 'array', uniqueItems: true, items: { type: 'string' } },
          versions: { type: 'object', additionalProperties: HTTPS },
        },
      },
    },
  },
}

describe('the catalogue in DCAT-AP', () => {
  test('expands with nothing dropped, and has what DCAT-AP makes mandatory', async () => {
    const node = await expanded()
    for (const property of [`${DCT}title`, `${DCT}description`, `${DCT}publisher`]) {
      expect(node[property]?.length).toBeGreaterThan(0)
    }
    const datasets = (node[`${DCAT}dataset`] ?? []) as unknown as readonly Node[]
    for (const dataset of datasets) {
      const languages = dataset[`${DCT}title`]?.map((title) => title['@language'])
      expect(languages).toEqual(['en', 'vi'])
      expect(dataset[`${DCT}description`]).toHaveLength(2)
    }
  })

  test('has every version once, in the series of its structure, with all its formats', async () => {
    const datasets = ((await expanded())[`${DCAT}dataset`] ?? []) as unknown as readonly Node[]
    const byId = new Map(datasets.map((each) => [String(each['@id']), each]))
    expect(byId.size).toBe(datasets.length)
    for (const version of catalogue.versions) {
      const node = byId.get(version.id)
      const series = String(node?.[`${DCAT}inSeries`]?.[0]?.['@id'])
      expect(byId.get(series)?.['@type']).toEqual([`${DCAT}DatasetSeries`])
      const files = (node?.[`${DCAT}distribution`] ?? []) as unknown as readonly Node[]
      const urls = files.map((file) => String(file[`${DCAT}downloadURL`]?.[0]?.['@id']))
      expect(urls).toEqual(representationsOf(version).map(({ file }) => `${version.id}/${file}`))
    }
  })

  test('leads from a legacy version to what took its place', async () => {
    const legacy = `${catalogue.base}/schemas/exchange/documents/edxml/1.0.0`
    const datasets = ((await expanded())[`${DCAT}dataset`] ?? []) as unknown as readonly Node[]
    const node = datasets.find((each) => String(each['@id']) === legacy)
    expect(node?.[`${DCT}isReplacedBy`]).toEqual([
      { '@id': `${catalogue.base}/schemas/exchange/documents/official-document/1.0.0` },
    ])
  })
})

describe('the shapes of DCAT-AP', () => {
  const text = readFileSync(join(import.meta.dirname, 'dcat-ap.shapes.ttl'), 'utf8')
  const shapes = new Store(new Parser({ baseIRI: 'http://shapes' }).parse(text))
  const judge = async (turtle: string) => {
    const data = new Store(new Parser().parse(turtle))
    const report = await new Engine(shapes as never).validate(data as never)
    return report.results.map(({ path, focusNode }) => [focusNode?.value, path?.value])
  }

  test('are those of the catalogue', async () => {
    expect(await judge(await emitDcatTurtle(versions, catalogue))).toEqual([])
  })

  test('find what would be missing', async () => {
    const turtle = await emitDcatTurtle(versions.slice(0, 1), catalogue)
    const broken = turtle.replaceAll(/dcat:theme <[^>]+>;\n/gu, '')
    expect(await judge(broken)).toEqual([[versions[0]?.version.id, `${DCAT}theme`]])
  })
})

describe('the catalogue for editors', () => {
  const { schemas } = emitSchemaStoreCatalogue(catalogue) as unknown as {
    readonly schemas: readonly {
      readonly name: string
      readonly description: string
      readonly fileMatch?: readonly string[]
      readonly url: string
      readonly versions: Readonly<Record<string, string>>
    }[]
  }

  test('has every version that judges documents, and the newest of each structure', () => {
    const judging = catalogue.versions.filter((version) => !isDatabase(version))
    const urls = schemas.flatMap((entry) => Object.values(entry.versions)).sort()
    expect(urls).toEqual(judging.map(({ id }) => `${id}/schema.bundle.json`).sort())
    for (const { description, url, versions: all } of schemas) {
      expect(description).not.toBe('')
      expect(Object.values(all).at(-1)).toBe(url)
    }
  })

  test('is what SchemaStore takes, once it is served by https', async () => {
    const served = createCatalogue(await readCatalogueFolder(), 'https://registry.example')
    const judge = new Ajv2020.default().compile(SCHEMA_STORE)
    expect([judge(emitSchemaStoreCatalogue(served)), judge.errors]).toEqual([true, null])
    expect(judge(emitSchemaStoreCatalogue(catalogue))).toBe(false)
  })

  test('has the shapes of the files people write; a project file is known by its name', () => {
    const written = schemas.filter(({ name }) => /^api\/(?:config|schema-tests)$/u.test(name))
    expect(written.map(({ name, fileMatch }) => [name, fileMatch])).toEqual([
      ['api/config', ['chuan.config.json']],
      ['api/schema-tests', undefined],
    ])
  })
})
