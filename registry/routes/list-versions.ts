/**
 * The versions of one structure.
 *
 * @module
 */
import type { Context } from 'hono'
import { Problem, problems } from '../../validator/index.ts'
import type { AppDeps } from '../deps.ts'
import { jsonResponse } from '../json-response.ts'
import type { Route } from '../route.ts'
import { jsonOk, parameter } from '../route.ts'
import { summaryOf } from '../search.ts'

export const listVersions: Route = {
  operationId: 'listVersions',
  method: 'get',
  path: '/v1/schemas/{path}',
  pattern: '/v1/schemas/:path{.+}',
  operation: {
    summary: 'Lists the versions of a structure',
    parameters: [parameter('path', 'path', 'Path of the structure, with slashes')],
    responses: jsonOk('Versions, oldest first', {
      type: 'object',
      required: ['path', 'items'],
      properties: {
        path: { type: 'string' },
        items: { type: 'array', items: { $ref: '#/components/schemas/VersionSummary' } },
      },
    }),
  },
  handle: handleVersions,
}

function handleVersions(c: Context, { catalogue, releases }: AppDeps): Response {
  const path = c.req.param('path') ?? ''
  const versions = catalogue.versionsOf(path)
  if (versions.length === 0)
    throw new Problem(problems.schemaNotFound, 'No structure has this path')
  return jsonResponse({ path, items: versions.map((version) => summaryOf(version, releases)) })
}
