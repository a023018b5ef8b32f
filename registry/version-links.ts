/**
 * What an answer says beside a version: where it is for ever, and where its signed release is.
 *
 * @module
 */
import type { SchemaVersion } from '../validator/index.ts'
import { formatVersion, RELEASE_FILE } from '../validator/index.ts'
import { SHORT_LIVED } from './bytes-response.ts'
import type { AppDeps } from './deps.ts'

export const RELEASE_TYPE = 'application/jose+json'

/** RFC 8288 §2.1.2: no registered relation means it, so its own is the address of its schema. */
export function versionLinks({ id, ref }: SchemaVersion, deps: AppDeps): string {
  const canonical = `<${id}>; rel="canonical"; title="${formatVersion(ref)}"`
  if (deps.releases?.has(id) !== true) return canonical
  const relation = `${deps.catalogue.base}/schemas/api/release/1.0.0`
  return `${canonical}, <${id}/${RELEASE_FILE}>; rel="${relation}"; type="${RELEASE_TYPE}"`
}

/** From an alias to the exact version it means now. */
export function redirectToVersion(
  version: SchemaVersion,
  { file, search }: { readonly file?: string | undefined; readonly search: string },
  deps: AppDeps,
): Response {
  const target = `${new URL(version.id).pathname}${file === undefined ? '' : `/${file}`}${search}`
  return new Response(null, {
    status: 307,
    headers: {
      location: target,
      link: versionLinks(version, deps),
      'cache-control': SHORT_LIVED,
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'link, location',
    },
  })
}
