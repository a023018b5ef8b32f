/**
 * What a code becomes: on another day of its list, and in another list.
 *
 * @module
 */
import type { Context } from 'hono'
import type { CodeList, SchemaVersion } from '../../validator/index.ts'
import {
  matchesIn,
  Problem,
  parseDate,
  problems,
  resolveCode,
  searchCodes,
} from '../../validator/index.ts'
import type { AppDeps } from '../deps.ts'
import { jsonResponse } from '../json-response.ts'
import { parameterMalformed } from '../problems.ts'
import { resolveRef, resolveVersion } from '../resolve-version.ts'
import type { Route } from '../route.ts'
import { jsonOk, parameter, required, VERSION_PARAMETERS } from '../route.ts'

const DAY = { type: 'string', format: 'date' }
const VALUES = { type: 'array', items: { type: 'object' } }

export const getCodeSuccessors: Route = {
  operationId: 'getCodeSuccessors',
  method: 'get',
  path: '/v1/codelists/{path}/{version}/successors',
  pattern: '/v1/codelists/:path{.+}/:version/successors',
  operation: {
    summary: 'What a code of one day became by another day, forwards or backwards',
    parameters: [
      ...VERSION_PARAMETERS,
      required(parameter('query', 'code', 'The code')),
      required(parameter('query', 'from', 'The day it was written, YYYY-MM-DD', DAY)),
      required(parameter('query', 'to', 'The day it is wanted for, YYYY-MM-DD', DAY)),
    ],
    responses: jsonOk('One value, or several where it was divided or merged', {
      type: 'object',
      required: ['list', 'code', 'from', 'to', 'status', 'values'],
      properties: {
        list: { type: 'string' },
        code: { type: 'string' },
        from: DAY,
        to: DAY,
        status: { enum: ['resolved', 'ended', 'unknown', 'not-in-force', 'not-covered'] },
        values: VALUES,
      },
    }),
  },
  handle: handleSuccessors,
}

export const getCodeMatches: Route = {
  operationId: 'getCodeMatches',
  method: 'get',
  path: '/v1/codelists/{path}/{version}/matches',
  pattern: '/v1/codelists/:path{.+}/:version/matches',
  operation: {
    summary: 'The codes of another list that mean the same',
    parameters: [
      ...VERSION_PARAMETERS,
      required(parameter('query', 'code', 'The code')),
      required(parameter('query', 'to', 'The other list, such as codelists/ethnic-groups-2008')),
      parameter('query', 'asOf', 'The day the code is read for, YYYY-MM-DD', DAY),
    ],
    responses: jsonOk('Values of the other list', {
      type: 'object',
      required: ['list', 'code', 'to', 'status', 'values'],
      properties: {
        list: { type: 'string' },
        code: { type: 'string' },
        to: { type: 'string' },
        status: { enum: ['matched', 'unmatched', 'unknown'] },
        values: VALUES,
      },
    }),
  },
  handle: handleMatches,
}

function handleSuccessors(c: Context, deps: AppDeps): Response {
  const { version, list } = findList(c, deps)
  const code = needed(c, 'code')
  const days = { from: parseDate(needed(c, 'from')), to: parseDate(needed(c, 'to')) }
  const resolved = resolveCode(list, code, days)
  const values = resolved.kind === 'resolved' ? resolved.values : []
  return jsonResponse({ list: version.id, code, ...days, status: resolved.kind, values })
}

function handleMatches(c: Context, deps: AppDeps): Response {
  const { version, list } = findList(c, deps)
  const code = needed(c, 'code')
  const target = resolveRef(needed(c, 'to'), deps.catalogue)
  if (target.codeList === undefined) throw noList()
  const { codeList } = target
  const asOf = c.req.query('asOf')
  const day = asOf === undefined ? undefined : parseDate(asOf)
  const meant = searchCodes(list, { code, asOf: day })
  const values = [...new Set(meant.flatMap((value) => matchesIn(codeList, value, list)))]
  const found = values.length === 0 ? 'unmatched' : 'matched'
  const status = meant.length === 0 ? 'unknown' : found
  return jsonResponse({ list: version.id, code, to: target.id, status, values })
}

function findList(
  c: Context,
  { catalogue }: AppDeps,
): { readonly version: SchemaVersion; readonly list: CodeList } {
  const path = `codelists/${c.req.param('path') ?? ''}`
  const { version } = resolveVersion(path, c.req.param('version') ?? '', catalogue)
  if (version.codeList === undefined) throw noList()
  return { version, list: version.codeList }
}

function needed(c: Context, name: string): string {
  const value = c.req.query(name)
  if (value !== undefined && value !== '') return value
  throw new Problem(parameterMalformed, `Give ${name} in the query`, {
    extensions: { parameter: name },
  })
}

function noList(): Problem {
  return new Problem(problems.schemaNotFound, 'This is no code list')
}
