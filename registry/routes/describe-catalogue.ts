/**
 * The catalogue as other catalogues and editors read it: DCAT-AP, and SchemaStore's shape.
 *
 * @module
 */
import type { Context } from 'hono'
import { bytesResponse } from '../bytes-response.ts'
import type { AppDeps } from '../deps.ts'
import type { Route } from '../route.ts'
import { PROBLEM_RESPONSES } from '../route.ts'

const CACHE = { cacheControl: 'public, max-age=60' }

export const getDcat: Route = {
  operationId: 'getDcat',
  method: 'get',
  path: '/catalog.jsonld',
  pattern: '/catalog.jsonld',
  operation: {
    summary: 'The catalogue in DCAT-AP, as JSON-LD',
    responses: {
      '200': { description: 'A dcat:Catalog', content: { 'application/ld+json': {} } },
      ...PROBLEM_RESPONSES,
    },
  },
  handle: handleDcat,
}

async function handleDcat(c: Context, { store, library, catalogue }: AppDeps): Promise<Response> {
  const [published, { emitDcat }] = await Promise.all([
    store.listVersions(),
    import('../../codegen/index.ts'),
  ])
  const versions = published.map(({ entry, publishedAt }) => ({
    version: catalogue.get(entry.ref),
    publishedAt,
  }))
  const served = await library.make(`dcat ${versions.length}`, 'application/ld+json', () =>
    JSON.stringify(emitDcat(versions, catalogue)),
  )
  return bytesResponse(c, served, CACHE)
}

export const getSchemaStoreCatalogue: Route = {
  operationId: 'getSchemaStoreCatalogue',
  method: 'get',
  path: '/catalog.json',
  pattern: '/catalog.json',
  operation: {
    summary: 'The catalogue in the shape of SchemaStore, for editors',
    responses: {
      '200': {
        description: 'Every structure, with its versions',
        content: { 'application/json': {} },
      },
      ...PROBLEM_RESPONSES,
    },
  },
  handle: handleSchemaStore,
}

async function handleSchemaStore(c: Context, { library, catalogue }: AppDeps): Promise<Response> {
  const { emitSchemaStoreCatalogue } = await import('../../codegen/index.ts')
  const key = `schema-store ${catalogue.versions.length}`
  const served = await library.make(key, 'application/json', () =>
    JSON.stringify(emitSchemaStoreCatalogue(catalogue)),
  )
  return bytesResponse(c, served, CACHE)
}
