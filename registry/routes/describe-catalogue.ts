/**
 * The catalogue as other catalogues and editors read it: DCAT-AP, and SchemaStore's shape.
 *
 * @module
 */
import type { Context } from 'hono'
import { preferTypes } from '../accept.ts'
import { bytesResponse } from '../bytes-response.ts'
import type { AppDeps } from '../deps.ts'
import { requestHeader } from '../request-header.ts'
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

export const getDcatTurtle: Route = {
  operationId: 'getDcatTurtle',
  method: 'get',
  path: '/catalog.ttl',
  pattern: '/catalog.ttl',
  operation: {
    summary: 'The catalogue in DCAT-AP, as Turtle',
    responses: {
      '200': { description: 'A dcat:Catalog', content: { 'text/turtle': {} } },
      ...PROBLEM_RESPONSES,
    },
  },
  handle: handleDcatTurtle,
}

async function handleDcat(c: Context, deps: AppDeps): Promise<Response> {
  const isTurtle = preferTypes(requestHeader(c, 'accept'), DCAT_TYPES)[0] === 'text/turtle'
  return isTurtle ? handleDcatTurtle(c, deps) : handleDcatJsonLd(c, deps)
}

const DCAT_TYPES = ['application/ld+json', 'text/turtle']

async function handleDcatJsonLd(c: Context, deps: AppDeps): Promise<Response> {
  const { emitDcat } = await import('../../codegen/index.ts')
  const versions = await publishedVersions(deps)
  const { library, catalogue } = deps
  const served = await library.make(`dcat ${versions.length}`, 'application/ld+json', () =>
    JSON.stringify(emitDcat(versions, catalogue)),
  )
  return bytesResponse(c, served, CACHE)
}

async function handleDcatTurtle(c: Context, deps: AppDeps): Promise<Response> {
  const { emitDcatTurtle } = await import('../../codegen/index.ts')
  const versions = await publishedVersions(deps)
  const { library, catalogue } = deps
  const served = await library.make(
    `dcat turtle ${versions.length}`,
    'text/turtle; charset=utf-8',
    () => emitDcatTurtle(versions, catalogue),
  )
  return bytesResponse(c, served, CACHE)
}

async function publishedVersions({ store, catalogue }: AppDeps) {
  const published = await store.listVersions()
  return published.map(({ entry: { ref }, publishedAt }) => ({
    version: catalogue.get(ref),
    publishedAt,
  }))
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
