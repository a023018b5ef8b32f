/**
 * Serves bytes that were compressed beforehand, with a strong ETag for each encoding.
 *
 * A plain `Response` with a plain header object is the fastest way through the
 * server; no middleware touches it.
 *
 * @module
 */
import type { Context } from 'hono'
import { preferEncoding } from './accept.ts'
import { requestHeader } from './request-header.ts'
import type { Artefact } from './store/store.ts'

export type ServedBody = Pick<Artefact, 'mediaType' | 'digest' | 'body' | 'gzip' | 'brotli'>

export interface BytesOptions {
  readonly cacheControl: string
  readonly headers?: Readonly<Record<string, string>>
}

export const IMMUTABLE = 'public, max-age=31536000, immutable'
export const SHORT_LIVED = 'public, max-age=60'

/** RFC 9110 §8.8.3, §13.1.2: compares strongly, answers 304 without a body. */
export function bytesResponse(
  c: Context,
  served: ServedBody,
  { cacheControl, headers = {} }: BytesOptions,
): Response {
  const encoding = preferEncoding(requestHeader(c, 'accept-encoding'))
  const etag = `"${served.digest.slice(0, 32)}${encoding === 'identity' ? '' : `-${encoding}`}"`
  const common = {
    etag,
    'cache-control': cacheControl,
    vary: 'accept, accept-encoding, accept-language',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'etag, link, location',
    'x-content-type-options': 'nosniff',
    ...headers,
  }
  if (isMatch(requestHeader(c, 'if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: common })
  }
  const body = { br: served.brotli, gzip: served.gzip, identity: served.body }[encoding]
  return new Response(body as Uint8Array<ArrayBuffer>, {
    status: 200,
    headers: {
      ...common,
      'content-type': served.mediaType,
      'content-length': String(body.byteLength),
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    },
  })
}

function isMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//u, ''))
  return tags.includes('*') || tags.includes(etag)
}
