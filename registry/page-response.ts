/**
 * Serves one of the registry's own pages in the client's language.
 *
 * @module
 */
import type { Context } from 'hono'
import type { Bilingual } from '../validator/index.ts'
import { preferLanguage } from './accept.ts'
import { requestHeader } from './request-header.ts'

/** A page holds no script and asks nothing of another host. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

export function languageOf(c: Context): keyof Bilingual {
  return preferLanguage(c.req.query('lang'), requestHeader(c, 'accept-language'))
}

export function pageResponse(c: Context, render: (language: keyof Bilingual) => string): Response {
  const language = languageOf(c)
  return new Response(render(language), {
    headers: {
      ...PAGE_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'cache-control': 'public, max-age=60',
      vary: 'accept-language',
      'x-content-type-options': 'nosniff',
    },
  })
}
