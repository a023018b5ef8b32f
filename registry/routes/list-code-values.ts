/**
 * The values of a code list, as of a day when one is given.
 *
 * @module
 */
import type { Context } from 'hono'
import { isInForce, Problem, parseDate, problems } from '../../validator/index.ts'
import type { AppDeps } from '../deps.ts'
import { jsonResponse } from '../json-response.ts'
import { resolveVersion } from '../resolve-version.ts'
import type { Route } from '../route.ts'
import { jsonOk, parameter, VERSION_PARAMETERS } from '../route.ts'
import { fold } from '../search.ts'

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
    ],
    responses: jsonOk('Values, in the order of the list', {
      type: 'object',
      required: ['list', 'values'],
      properties: {
        list: { type: 'string' },
        asOf: { type: 'string', format: 'date' },
        coverageFrom: { type: 'string', format: 'date' },
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
  const code = c.req.query('code')
  const words = fold(c.req.query('q') ?? '')
  const values = codeList.values.filter(
    (value) =>
      (code === undefined || value.code === code) &&
      (asOf === undefined || isInForce(value, asOf)) &&
      fold(`${value.vi} ${value.en ?? ''}`).includes(words),
  )
  const { coverageFrom } = codeList
  return jsonResponse({
    list: version.id,
    ...(asOf === undefined ? {} : { asOf }),
    ...(coverageFrom === undefined ? {} : { coverageFrom }),
    values,
  })
}
