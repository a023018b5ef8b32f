/**
 * Requests to routes, and whatever is thrown to a problem.
 *
 * @module
 */
import { type Context, Hono } from 'hono'
import { Problem } from '../validator/index.ts'
import { preferLanguage } from './accept.ts'
import type { AppDeps } from './deps.ts'
import { toProblemResponse } from './problem-response.ts'
import { methodNotAllowed, routeNotFound } from './problems.ts'
import { ROUTES } from './routes/index.ts'

export function createApp(deps: AppDeps): Hono {
  const app = new Hono({ strict: true })
  for (const route of ROUTES) {
    app.on(route.method.toUpperCase(), route.pattern, (c) =>
      timed(c, deps, () => route.handle(c, deps)),
    )
  }
  app.options('*', () => preflight())
  app.all('*', (c) => timed(c, deps, () => refuse(c)))
  app.onError((thrown, c) => answerFailure(thrown, c, deps))
  return app
}

async function timed(
  c: Context,
  deps: AppDeps,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const start = performance.now()
  const requestId = deps.requestId()
  const response = await attempt(answer, (thrown) => fail(thrown, c, deps, requestId))
  deps.logRequest({
    requestId,
    method: c.req.method,
    path: c.req.path,
    status: response.status,
    ms: performance.now() - start,
  })
  return response
}

async function attempt(
  answer: () => Response | Promise<Response>,
  recover: (thrown: unknown) => Response,
): Promise<Response> {
  try {
    return await answer()
  } catch (thrown) {
    return recover(thrown)
  }
}

function fail(thrown: unknown, c: Context, deps: AppDeps, requestId: string): Response {
  if (!(thrown instanceof Problem)) deps.logDefect(thrown, requestId)
  return toProblemResponse(thrown, {
    base: deps.catalogue.base,
    language: preferLanguage(c.req.query('lang'), c.req.header('accept-language')),
    instance: `urn:uuid:${requestId}`,
  })
}

/** Only what goes wrong outside a route comes here. */
function answerFailure(thrown: unknown, c: Context, deps: AppDeps): Response {
  return fail(thrown, c, deps, deps.requestId())
}

/** A path that is there for another method is 405, with Allow: RFC 9110 §15.5.6. */
function refuse(c: Context): never {
  const allowed = ROUTES.filter(({ pattern }) => toExpression(pattern).test(c.req.path)).map(
    ({ method }) => method.toUpperCase(),
  )
  if (allowed.length === 0) throw new Problem(routeNotFound, 'See /docs for what there is')
  const allow = [...new Set([...allowed, ...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])]
  throw new Problem(methodNotAllowed, `Allowed: ${allow.join(', ')}`, {
    extensions: { allow: allow.join(', ') },
  })
}

function toExpression(pattern: string): RegExp {
  const source = pattern
    .replaceAll('.', String.raw`\.`)
    .replaceAll(/:[a-z]+\{\\\.\+\}/gu, '.+')
    .replaceAll(/:[a-z]+/gu, '[^/]+')
  return new RegExp(`^${source}$`, 'u')
}

function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
      'access-control-allow-headers': 'accept, accept-language, content-type, if-none-match',
      'access-control-max-age': '86400',
    },
  })
}
