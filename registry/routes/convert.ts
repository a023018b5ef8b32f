/**
 * Carries a document to another structure, and says what that cost.
 *
 * A result that is invalid or has lost something is a successful request: the report says so.
 *
 * @module
 */
import type { Form } from '../../codegen/index.ts'
import type { JsonObject } from '../../validator/index.ts'
import { Problem, parseDate } from '../../validator/index.ts'
import { preferTypes } from '../accept.ts'
import { readBody } from '../body.ts'
import { parameterMalformed } from '../problems.ts'
import { requestHeader } from '../request-header.ts'
import { resolveRef } from '../resolve-version.ts'
import type { Route } from '../route.ts'
import { PROBLEM_RESPONSES, parameter, required } from '../route.ts'

const BODY: JsonObject = {
  'application/json': { schema: {} },
  'application/xml': { schema: { type: 'string' } },
}

/** The members a program reads; the rest is in `docs/conversions.md`. */
const REPORT: JsonObject = {
  type: 'object',
  required: ['from', 'to', 'lossless', 'signatures', 'issues', 'steps', 'verdict'],
  properties: {
    from: { type: 'string' },
    to: { type: 'string' },
    lossless: { type: 'boolean' },
    signatures: { type: 'array', items: { type: 'object' } },
    issues: { type: 'array', items: { type: 'object' } },
    steps: { type: 'array', items: { type: 'object' } },
    verdict: { $ref: '#/components/schemas/Verdict' },
  },
}

const RESULT: JsonObject = {
  type: 'object',
  required: ['records'],
  properties: {
    records: {
      type: 'array',
      items: {
        type: 'object',
        required: ['value', 'report'],
        properties: { value: {}, report: REPORT },
      },
    },
  },
}

export const convert: Route = {
  operationId: 'convert',
  method: 'post',
  path: '/v1/convert',
  pattern: '/v1/convert',
  operation: {
    summary: 'Carries each record of a document to another structure and reports what is lost',
    parameters: [
      required(
        parameter(
          'query',
          'to',
          'Structure to convert to; or json, xml, jsonld, turtle, nquads alone',
        ),
      ),
      parameter('query', 'from', 'Structure of the document, when it claims none'),
      parameter('query', 'asOf', 'Read the codes of the document as of this day, YYYY-MM-DD', {
        type: 'string',
        format: 'date',
      }),
    ],
    requestBody: { required: true, content: BODY },
    responses: {
      '200': {
        description: 'The records and what each cost; one record alone in any other form asked for',
        content: {
          'application/json': { schema: RESULT },
          'application/xml': { schema: { type: 'string' } },
          'application/ld+json': { schema: { type: 'object' } },
          'text/turtle': { schema: { type: 'string' } },
          'application/n-quads': { schema: { type: 'string' } },
        },
      },
      ...PROBLEM_RESPONSES,
    },
  },
  async handle(c, deps) {
    const [to, from, asOf] = ['to', 'from', 'asOf'].map((name) => c.req.query(name))
    if (to === undefined) throw new Problem(parameterMalformed, 'Say which structure: ?to=')
    // Loaded here, because only a conversion needs the generators.
    const { FORMS, findForm } = await import('../../codegen/index.ts')
    const asked = findForm(to) ?? preferredForm(requestHeader(c, 'accept'), FORMS)
    // Only JSON carries the report; asked for by name, it is the record alone.
    const isReported = asked?.name === 'json' && findForm(to) === undefined
    const request = {
      ...(findForm(to) === undefined ? { to: resolveRef(to, deps.catalogue).ref } : {}),
      ...(from === undefined ? {} : { from: resolveRef(from, deps.catalogue).ref }),
      ...(asOf === undefined ? {} : { asOf: parseDate(asOf) }),
      ...(asked === undefined || isReported ? {} : { form: asked }),
    }
    const document = await readBody(c, deps.bodyBytesMax)
    const { mediaType, body } = await deps.judge.convert(document, request)
    return new Response(body, {
      headers: {
        'content-type': mediaType,
        'cache-control': 'no-store',
        vary: 'accept',
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      },
    })
  },
}

function preferredForm(accept: string | undefined, forms: readonly Form[]): Form | undefined {
  const [wanted] = preferTypes(accept, [...forms.map(({ mediaType }) => mediaType), 'text/xml'])
  return forms.find(({ mediaType }) => mediaType === wanted?.replace('text/xml', 'application/xml'))
}
