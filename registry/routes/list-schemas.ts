/**
 * Lists and searches the catalogue: paths, titles, descriptions and field names.
 *
 * @module
 */
import type { Context } from 'hono'
import { Problem } from '../../validator/index.ts'
import type { AppDeps } from '../deps.ts'
import { jsonResponse } from '../json-response.ts'
import { parameterMalformed } from '../problems.ts'
import type { Route } from '../route.ts'
import { jsonOk, parameter } from '../route.ts'
import { searchCatalogue, summaryOf } from '../search.ts'

/** `x-kind` in the profile. */
const KINDS: readonly string[] = [
  'element',
  'codelist',
  'record',
  'message',
  'database',
  'vocabulary',
  'api',
]
const LIMIT_DEFAULT = 50
const LIMIT_MAX = 500

export const listSchemas: Route = {
  operationId: 'listSchemas',
  method: 'get',
  path: '/v1/schemas',
  pattern: '/v1/schemas',
  operation: {
    summary: 'Lists and searches the versions of the catalogue',
    parameters: [
      parameter('query', 'q', 'Words to find, with or without diacritics'),
      parameter('query', 'kind', 'Only versions of this kind', { enum: [...KINDS] }),
      parameter('query', 'limit', `How many at most (default ${LIMIT_DEFAULT})`, {
        type: 'integer',
        minimum: 1,
        maximum: LIMIT_MAX,
      }),
      parameter('query', 'cursor', 'The `next` of the answer before'),
    ],
    responses: jsonOk('Versions, by path and then oldest first', {
      type: 'object',
      required: ['total', 'items'],
      properties: {
        total: { type: 'integer' },
        items: { type: 'array', items: { $ref: '#/components/schemas/VersionSummary' } },
        next: { type: 'string' },
      },
    }),
  },
  handle: handleList,
}

function handleList(c: Context, { catalogue, releases }: AppDeps): Response {
  const limit = wholeNumber(c.req.query('limit'), 'limit', LIMIT_DEFAULT, LIMIT_MAX)
  const start = wholeNumber(c.req.query('cursor'), 'cursor', 0, Number.MAX_SAFE_INTEGER)
  const found = searchCatalogue(catalogue, {
    words: c.req.query('q') ?? '',
    kind: knownKind(c.req.query('kind') ?? ''),
  })
  const end = start + limit
  return jsonResponse({
    total: found.length,
    items: found.slice(start, end).map((version) => summaryOf(version, releases)),
    ...(end < found.length ? { next: String(end) } : {}),
  })
}

function knownKind(kind: string): string {
  if (kind === '' || KINDS.includes(kind)) return kind
  throw new Problem(parameterMalformed, `kind must be one of ${KINDS.join(', ')}`, {
    extensions: { parameter: 'kind' },
  })
}

function wholeNumber(
  text: string | undefined,
  name: string,
  fallback: number,
  max: number,
): number {
  if (text === undefined) return fallback
  const number = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN
  const min = name === 'limit' ? 1 : 0
  if (number >= min && number <= max) return number
  throw new Problem(parameterMalformed, `${name} must be a whole number from ${min} to ${max}`, {
    extensions: { parameter: name },
  })
}
