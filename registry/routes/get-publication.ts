/**
 * The message that announces a version, as JSON or XML: what other systems keep their own
 * catalogue in step by.
 *
 * @module
 */
import type { Context } from 'hono'
import type { JsonObject, SchemaVersion } from '../../validator/index.ts'
import { Problem, toXml } from '../../validator/index.ts'
import { preferTypes } from '../accept.ts'
import type { AppDeps } from '../deps.ts'
import { jsonResponse } from '../json-response.ts'
import { agencyUnknown, representationUnavailable } from '../problems.ts'
import { PUBLICATION_PATH, publicationMessage } from '../publication-message.ts'
import { requestHeader } from '../request-header.ts'
import { resolveVersion } from '../resolve-version.ts'
import type { Route } from '../route.ts'
import { PROBLEM_RESPONSES, VERSION_PARAMETERS } from '../route.ts'

const JSON_TYPE = 'application/json'
const XML_TYPE = 'application/xml'

export const getPublication: Route = {
  operationId: 'getPublication',
  method: 'get',
  path: '/v1/publications/{path}/{version}',
  pattern: '/v1/publications/:path{.+}/:version',
  operation: {
    summary: 'The message that announces a version of a field structure',
    description:
      'An instance of `exchange/field-structures/publication`, in the name of the agency that ' +
      'runs the service. The same version always gives the same message.',
    parameters: [...VERSION_PARAMETERS],
    responses: {
      '200': { description: 'The message', content: { [JSON_TYPE]: {}, [XML_TYPE]: {} } },
      ...PROBLEM_RESPONSES,
    },
  },
  handle: handlePublication,
}

async function handlePublication(c: Context, deps: AppDeps): Promise<Response> {
  const { version } = resolveVersion(
    c.req.param('path') ?? '',
    c.req.param('version') ?? '',
    deps.catalogue,
  )
  const { version: structure } = resolveVersion(PUBLICATION_PATH, 'latest', deps.catalogue)
  const message = await makeMessage(version, structure, deps)
  const [best] = preferTypes(requestHeader(c, 'accept'), [JSON_TYPE, XML_TYPE])
  if (best === JSON_TYPE) return jsonResponse(message)
  if (best === undefined) {
    throw new Problem(representationUnavailable, 'The message is there as JSON and as XML', {
      extensions: { types: [JSON_TYPE, XML_TYPE] },
    })
  }
  return new Response(toXml(message, structure, deps.catalogue), {
    headers: { 'content-type': XML_TYPE, 'cache-control': 'public, max-age=60' },
  })
}

async function makeMessage(
  version: SchemaVersion,
  structure: SchemaVersion,
  { store, agency }: AppDeps,
): Promise<JsonObject> {
  if (agency === undefined) {
    throw new Problem(agencyUnknown, 'Set CHUAN_AGENCY to the code of the agency that runs it')
  }
  const [{ digestOf }, publishedAt, artefacts] = await Promise.all([
    import('../../codegen/index.ts'),
    store.findPublishedAt(version.ref),
    store.listArtefacts(version.ref),
  ])
  if (publishedAt === undefined) throw new TypeError('A version of the catalogue is not published')
  return publicationMessage({
    version,
    digest: digestOf(version),
    publishedAt,
    artefacts,
    agency,
    structure: structure.id,
  })
}
