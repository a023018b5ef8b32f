/**
 * Everything a client needs to validate on its own, in one answer.
 *
 * @module
 */
import type { Context } from 'hono'
import { formatSchemaRef } from '../../validator/index.ts'
import { bytesResponse } from '../bytes-response.ts'
import type { AppDeps } from '../deps.ts'
import type { Route } from '../route.ts'
import { jsonOk } from '../route.ts'

export const getCatalogue: Route = {
  operationId: 'getCatalogue',
  method: 'get',
  path: '/v1/catalogue',
  pattern: '/v1/catalogue',
  operation: {
    summary: 'The whole catalogue, for clients that work without the registry',
    responses: jsonOk('Base URL, and every version with root-relative identifiers', {
      type: 'object',
      required: ['base', 'versions'],
      properties: {
        base: { type: 'string' },
        versions: {
          type: 'array',
          items: {
            type: 'object',
            required: ['ref', 'document'],
            properties: {
              ref: { type: 'string' },
              document: { type: 'object' },
              values: { type: 'array', items: { type: 'object' } },
            },
          },
        },
      },
    }),
  },
  handle: handleCatalogue,
}

async function handleCatalogue(
  c: Context,
  { store, library, catalogue }: AppDeps,
): Promise<Response> {
  const versions = await store.listVersions()
  const served = await library.make(`catalogue ${versions.length}`, 'application/json', () =>
    JSON.stringify({
      base: catalogue.base,
      versions: versions.map(({ entry: { ref, document, values } }) => ({
        ref: formatSchemaRef(ref),
        document,
        ...(values === undefined ? {} : { values }),
      })),
    }),
  )
  return bytesResponse(c, served, { cacheControl: 'public, max-age=60' })
}
