/**
 * A version at its permanent address, in the format the client prefers.
 *
 * `/schemas/{path}` lists versions, `/schemas/{path}/{version}` negotiates,
 * `/schemas/{path}/{version}/{file}` is one format by name.
 *
 * @module
 */
import type { Context } from 'hono'
import type { SchemaVersion } from '../../validator/index.ts'
import { Problem, RELEASE_FILE } from '../../validator/index.ts'
import { preferTypes } from '../accept.ts'
import { BUNDLE, REPRESENTATIONS, SCHEMA } from '../artefacts.ts'
import { bytesResponse, IMMUTABLE, SHORT_LIVED } from '../bytes-response.ts'
import type { AppDeps } from '../deps.ts'
import { DERIVED, type Derived, XSD_PACKAGE } from '../derived.ts'
import { languageOf, PAGE_HEADERS } from '../page-response.ts'
import { representationUnavailable, routeNotFound } from '../problems.ts'
import { requestHeader } from '../request-header.ts'
import { isVersionSegment, resolveVersion } from '../resolve-version.ts'
import type { Route } from '../route.ts'
import { PROBLEM_RESPONSES, VERSION_PARAMETERS } from '../route.ts'
import { redirectToVersion, versionLinks } from '../version-links.ts'
import { versionsPage } from '../web/versions-page.ts'
import { RELEASE_OPERATION, sendRelease } from './get-release.ts'

const HTML = 'text/html'
const PAGE = 'index.html'
const OFFERED = [...REPRESENTATIONS, ...DERIVED].flatMap(({ accepts }) => accepts).concat(HTML)
const BUNDLES = [...SCHEMA.accepts, ...XSD_PACKAGE.accepts]

export const getSchema: Route = {
  operationId: 'getSchema',
  method: 'get',
  path: '/schemas/{path}/{version}',
  pattern: '/schemas/:rest{.+}',
  operation: {
    summary: 'A version of a structure, in the format asked for',
    parameters: [...VERSION_PARAMETERS],
    responses: {
      '200': {
        description: 'The structure. An exact version never changes.',
        content: Object.fromEntries(OFFERED.map((type) => [type, {}])),
      },
      '304': { description: 'The client has it already' },
      '307': { description: 'An alias: the exact version is elsewhere' },
      ...PROBLEM_RESPONSES,
    },
  },
  handle: handleSchema,
}

/** One pattern for both: the version is found in the path, not matched. */
export const getRelease: Route = {
  operationId: 'getRelease',
  method: 'get',
  path: `/schemas/{path}/{version}/${RELEASE_FILE}`,
  pattern: getSchema.pattern,
  operation: RELEASE_OPERATION,
  handle: handleSchema,
}

async function handleSchema(c: Context, deps: AppDeps): Promise<Response> {
  const segments = (c.req.param('rest') ?? '').split('/')
  const at = segments.findIndex(isVersionSegment)
  if (at < 0) return listPage(c, segments.join('/'), deps)
  const path = segments.slice(0, at).join('/')
  const [wanted = '', file, ...rest] = segments.slice(at)
  if (rest.length > 0) throw new Problem(routeNotFound, 'A version has files and no folders')
  const { version, isAlias } = resolveVersion(path, wanted, deps.catalogue)
  if (isAlias) {
    return redirectToVersion(version, { file, search: new URL(c.req.url).search }, deps)
  }
  return file === undefined ? negotiate(c, version, deps) : sendFile(c, version, file, deps)
}

async function listPage(c: Context, path: string, deps: AppDeps): Promise<Response> {
  const { version } = resolveVersion(path, 'latest', deps.catalogue)
  const language = languageOf(c)
  const key = `versions ${path} ${language}`
  const served = await deps.library.make(key, 'text/html; charset=utf-8', () =>
    versionsPage(path, version, deps.catalogue, language),
  )
  return bytesResponse(c, served, { cacheControl: SHORT_LIVED, headers: PAGE_HEADERS })
}

async function negotiate(c: Context, version: SchemaVersion, deps: AppDeps): Promise<Response> {
  if (c.req.query('bundle') !== undefined) {
    const [wanted] = preferTypes(requestHeader(c, 'accept'), BUNDLES)
    if (wanted === undefined) {
      throw new Problem(representationUnavailable, 'A bundle is JSON Schema, or XSD in a zip', {
        extensions: { types: BUNDLES },
      })
    }
    const bundle = XSD_PACKAGE.accepts.includes(wanted) ? XSD_PACKAGE : BUNDLE
    return sendFile(c, version, bundle.name, deps)
  }
  const [best] = preferTypes(requestHeader(c, 'accept'), OFFERED)
  if (best === HTML) return sendPage(c, version, deps)
  const found = [...REPRESENTATIONS, ...DERIVED].find(({ accepts }) => accepts.includes(best ?? ''))
  if (found !== undefined) return sendFile(c, version, found.name, deps)
  throw new Problem(representationUnavailable, 'See the types there are', {
    extensions: { types: OFFERED },
  })
}

async function sendFile(
  c: Context,
  version: SchemaVersion,
  file: string,
  deps: AppDeps,
): Promise<Response> {
  if (file === PAGE) return sendPage(c, version, deps)
  if (file === RELEASE_FILE) return sendRelease(c, version, deps)
  const derived = DERIVED.find(({ name }) => name === file)
  if (derived !== undefined) return sendDerived(c, version, derived, deps)
  const served = await deps.library.find(version, file)
  if (served === undefined) throw unavailable(await filesOf(version))
  const describedBy =
    file === SCHEMA.name
      ? ', <https://json-schema.org/draft/2020-12/schema>; rel="describedby"'
      : ''
  return bytesResponse(c, served, {
    cacheControl: IMMUTABLE,
    headers: { link: `${versionLinks(version, deps)}${describedBy}` },
  })
}

async function filesOf(version: SchemaVersion): Promise<readonly string[]> {
  const { representationsOf } = await import('../../codegen/index.ts')
  return [...representationsOf(version).map(({ file }) => file), PAGE]
}

function unavailable(files: readonly string[]): Problem {
  return new Problem(representationUnavailable, `The files are ${files.join(', ')}`, {
    extensions: { files },
  })
}

async function sendDerived(
  c: Context,
  version: SchemaVersion,
  { name, mediaType, make }: Derived,
  deps: AppDeps,
): Promise<Response> {
  const files = await filesOf(version)
  if (!files.includes(name)) throw unavailable(files)
  const codegen = await import('../../codegen/index.ts')
  const served = await deps.library.make(`${version.id}/${name}`, mediaType, () =>
    make(codegen, version, deps.catalogue),
  )
  return bytesResponse(c, served, {
    cacheControl: SHORT_LIVED,
    headers: { link: versionLinks(version, deps) },
  })
}

/** A page names the versions after it, so it is not for ever. */
async function sendPage(c: Context, version: SchemaVersion, deps: AppDeps): Promise<Response> {
  const { emitHtml } = await import('../../codegen/index.ts')
  const language = languageOf(c)
  const isSigned = deps.releases?.has(version.id) === true
  const served = await deps.library.make(
    `page ${version.id} ${language}`,
    'text/html; charset=utf-8',
    () => emitHtml(version, deps.catalogue, language, { isSigned }),
  )
  return bytesResponse(c, served, {
    cacheControl: SHORT_LIVED,
    headers: { ...PAGE_HEADERS, link: versionLinks(version, deps) },
  })
}
