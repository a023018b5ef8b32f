/**
 * The signed release of a version: what was published under its name, and by whom.
 *
 * @module
 */
import type { Context } from 'hono'
import type { JsonObject, SchemaVersion } from '../../validator/index.ts'
import { Problem, problems } from '../../validator/index.ts'
import { bytesResponse, SHORT_LIVED } from '../bytes-response.ts'
import type { AppDeps } from '../deps.ts'
import { PROBLEM_RESPONSES, VERSION_PARAMETERS } from '../route.ts'
import { RELEASE_TYPE, versionLinks } from '../version-links.ts'

export const RELEASE_OPERATION: JsonObject = {
  summary: 'The signed release of a version: the digests of its files',
  description:
    'A JWS in flattened JSON whose payload is an `api/release`. What it says of a version never ' +
    'changes; when the registry has a new certificate, it is signed anew.',
  parameters: [...VERSION_PARAMETERS],
  responses: {
    '200': { description: 'The signed release', content: { [RELEASE_TYPE]: {} } },
    '304': { description: 'The client has it already' },
    '307': { description: 'An alias: the exact version is elsewhere' },
    '404': {
      description: 'There is no such version, or the registry signs no releases',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
    ...PROBLEM_RESPONSES,
  },
}

/** Throws Problem `release-unsigned`. */
export async function sendRelease(
  c: Context,
  version: SchemaVersion,
  deps: AppDeps,
): Promise<Response> {
  const jws = deps.releases?.get(version.id)
  if (jws === undefined) {
    throw new Problem(
      problems.releaseUnsigned,
      'This registry signs no releases: set CHUAN_RELEASE_KEY and CHUAN_RELEASE_CERT',
    )
  }
  const served = await deps.library.make(`release ${version.id}`, RELEASE_TYPE, () => jws)
  return bytesResponse(c, served, {
    cacheControl: SHORT_LIVED,
    headers: { link: versionLinks(version, deps) },
  })
}
