/**
 * What an XML namespace of ours resolves to: the XSD of its newest version.
 *
 * @module
 */
import type { Context } from 'hono'
import { Problem } from '../../validator/index.ts'
import type { AppDeps } from '../deps.ts'
import { routeNotFound } from '../problems.ts'
import { resolveVersion } from '../resolve-version.ts'
import type { Route } from '../route.ts'
import { PROBLEM_RESPONSES, parameter } from '../route.ts'

export const getXmlNamespace: Route = {
  operationId: 'getXmlNamespace',
  method: 'get',
  path: '/xml/{path}/{major}',
  pattern: '/xml/:path{.+}/:major',
  operation: {
    summary: 'Leads from an XML namespace to the XSD of its newest version',
    parameters: [
      parameter('path', 'path', 'Path of the structure, with slashes'),
      parameter('path', 'major', 'Major version'),
    ],
    responses: { '307': { description: 'The XSD is there' }, ...PROBLEM_RESPONSES },
  },
  handle: handleNamespace,
}

function handleNamespace(c: Context, { catalogue }: AppDeps): Response {
  const { path = '', major = '' } = c.req.param() as Record<string, string>
  if (!/^\d{1,6}$/u.test(major)) throw new Problem(routeNotFound, 'A namespace ends in a number')
  const { version } = resolveVersion(path, major, catalogue)
  return new Response(null, {
    status: 307,
    headers: {
      location: `${new URL(version.id).pathname}/schema.xsd`,
      'cache-control': 'public, max-age=60',
      'access-control-allow-origin': '*',
    },
  })
}
