/**
 * The OpenAPI 3.1 document of the service, made from its routes.
 *
 * @module
 */
import type { Catalogue, JsonObject } from '../validator/index.ts'
import type { Route } from './route.ts'

export function openApiDocument(routes: readonly Route[], catalogue: Catalogue): JsonObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Chuẩn',
      summary: "Schema registry and exchange validator for Vietnam's shared administrative data",
      version: '1.0.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: catalogue.base }],
    paths: pathsOf(routes),
    components: { schemas: componentsOf(catalogue) },
  }
}

function pathsOf(routes: readonly Route[]): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {}
  for (const { operationId, method, path, operation } of routes) {
    paths[path] = { ...paths[path], [method]: { operationId, ...operation } }
  }
  return paths
}

function componentsOf({ base }: Catalogue): JsonObject {
  return {
    Verdict: { $ref: `${base}/schemas/api/verdict/1.0.0` },
    Problem: { $ref: `${base}/schemas/api/problem/1.0.0` },
    VersionSummary: {
      type: 'object',
      required: ['ref', 'id', 'kind', 'status', 'title'],
      properties: {
        ref: { type: 'string' },
        id: { type: 'string', format: 'uri' },
        kind: { type: 'string' },
        status: { type: 'string' },
        title: {
          type: 'object',
          required: ['vi', 'en'],
          properties: { vi: { type: 'string' }, en: { type: 'string' } },
        },
        release: { type: 'string', format: 'uri', description: 'Its signed release' },
      },
    },
  }
}
