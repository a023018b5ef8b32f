/**
 * The values of a code list, as of a day when one is given.
 *
 * @module
 */
import type { Context } from 'hono'
import { Problem, parseDate, problems, searchCodes } from '../../validator/index.ts'
import type { AppDeps } from '../deps.ts'
import { jsonResponse } from '../json-response.ts'
import { parameterMalformed } from '../problems.ts'
import { resolveVersion } from '../resolve-version.ts'
import type { Route } from '../route.ts'
import { jsonOk, parameter, VERSION_PARAMETERS } from '../route.ts'

const INTEGER = { type: 'integer', minimum: 0 }

export const listCodeValues: Route = {
  operationId: 'listCodeValues',
  method: 'get',
  path: '/v1/codelists/{path}/{version}/values',
  pattern: '/v1/codelists/:path{.+}/:version/values',
  operation: {
    summary: 'Looks up the values of a code list',
    parameters: [
      ...VERSION_PARAMETERS,
      parameter('query', 'asOf', 'Only values in force on this day, YYYY-MM-DD', {
        type: 'string',
        format: 'date',
      }),
      parameter('query', 'code', 'Only this code'),
      parameter('query', 'q', 'Only labels with these words'),
      parameter('query', 'parent', 'Only values below this code'),
      parameter('query', 'limit', 'At most so many (default: all)', INTEGER),
      parameter('query', 'offset', 'After so many (default 0)', INTEGER),
    ],
    responses: jsonOk('Values, in the order of the list', {
      type: 'object',
      required: ['list', 'values'],
      properties: {
        list: { type: 'string' },
        asOf: { type: 'string', format: 'date' },
        coverageFrom: { type: 'string', format: 'date' },
        total: { type: 'integer' },
        values: { type: 'array', items: { type: 'object' } },
      },
    }),
  },
  handle: handleValues,
}

function handleValues(c: Context, { catalogue }: AppDeps): Response {
  const path = `codelists/${c.req.param('path') ?? ''}`
  const { version } = resolveVersion(path, c.req.param('version') ?? '', catalogue)
  const { codeList } = version
  if (codeList === undefined) throw new Problem(problems.schemaNotFound, 'This is no code list')
  const text = c.req.query('asOf')
  const asOf = text === undefined ? undefined : parseDate(text)
  const [code, parent, words] = ['code', 'parent', 'q'].map((name) => c.req.query(name))
  const values = searchCodes(codeList, { code, parent, asOf, text: words })
  const { coverageFrom } = codeList
  const offset = count(c, 'offset') ?? 0
  const limit = count(c, 'limit') ?? values.length
  return jsonResponse({
    list: version.id,
    ...(asOf === undefined ? {} : { asOf }),
    ...(coverageFrom === undefined ? {} : { coverageFrom }),
    total: values.length,
    values: values.slice(offset, offset + limit),
  })
}

function count(c: Context, name: string): number | undefined {
  const text = c.req.query(name)
  if (text === undefined) return undefined
  if (/^\d{1,9}$/u.test(text)) return Number(text)
  throw new Problem(parameterMalformed, `${name} must be a whole number`, {
    extensions: { parameter: name },
  })
}
