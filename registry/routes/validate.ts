/**
 * Judges a document, by the structure it claims or by the one in the URL.
 *
 * An invalid document is a successful request: the verdict says so.
 *
 * @module
 */
import type { Context } from 'hono'
import type { JsonObject, SchemaRef, ValidateRequest } from '../../validator/index.ts'
import { Problem, parseDate } from '../../validator/index.ts'
import { readBody, readDigestedBody } from '../body.ts'
import type { AppDeps } from '../deps.ts'
import { jsonResponse } from '../json-response.ts'
import { parameterMalformed, receiptUnavailable } from '../problems.ts'
import { requestHeader } from '../request-header.ts'
import { resolveVersion } from '../resolve-version.ts'
import type { Route } from '../route.ts'
import { jsonOk, parameter, VERSION_PARAMETERS } from '../route.ts'

const AS_OF = parameter('query', 'asOf', 'Read code lists as of this day, YYYY-MM-DD', {
  type: 'string',
  format: 'date',
})
const XSD = parameter('query', 'xsd', 'Judge XML by the XSD of its structure as well', {
  type: 'boolean',
  default: false,
})
const SIGNATURE_HEADER = 'x-jws-signature'
const SIGNATURE = parameter(
  'header',
  SIGNATURE_HEADER,
  'A compact JWS without its payload (RFC 7515 Appendix F) that signs the body as it is sent',
  { type: 'string', pattern: '^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$' },
)
const REQUEST_BODY: JsonObject = {
  required: true,
  content: {
    'application/json': { schema: {} },
    'application/xml': { schema: { type: 'string' } },
    'application/jose': { schema: { type: 'string' } },
    'application/jose+json': { schema: { type: 'object' } },
  },
}
const RESPONSES = jsonOk(
  'How the document was judged; with `Accept: application/jose+json` as a signed receipt',
  { $ref: '#/components/schemas/Verdict' },
)

export const validate: Route = {
  operationId: 'validate',
  method: 'post',
  path: '/v1/validate',
  pattern: '/v1/validate',
  operation: {
    summary: 'Judges a document by the structure it claims, or by `schema`',
    parameters: [
      parameter(
        'query',
        'schema',
        'Structure to judge by, such as national/population/citizen@2.0.0',
      ),
      AS_OF,
      XSD,
      SIGNATURE,
    ],
    requestBody: REQUEST_BODY,
    responses: RESPONSES,
  },
  handle(c, deps) {
    const schema = c.req.query('schema')
    return answer(c, deps, schema === undefined ? undefined : refOf(schema, deps))
  },
}

export const validateBySchema: Route = {
  operationId: 'validateBySchema',
  method: 'post',
  path: '/v1/schemas/{path}/{version}/validate',
  pattern: '/v1/schemas/:path{.+}/:version/validate',
  operation: {
    summary: 'Judges a document by one version of a structure',
    parameters: [...VERSION_PARAMETERS, AS_OF, XSD, SIGNATURE],
    requestBody: REQUEST_BODY,
    responses: RESPONSES,
  },
  handle(c, deps) {
    const { path = '', version = '' } = c.req.param() as Record<string, string>
    return answer(c, deps, resolveVersion(path, version, deps.catalogue).version.ref)
  },
}

async function answer(c: Context, deps: AppDeps, schema: SchemaRef | undefined): Promise<Response> {
  const asOf = c.req.query('asOf')
  const request = {
    ...(schema === undefined ? {} : { schema }),
    ...(asOf === undefined ? {} : { asOf: parseDate(asOf) }),
    ...(asksForXsd(c) ? { xsd: true } : {}),
    ...signatureBeside(c),
  }
  if (asksForReceipt(c)) return await receiptResponse(c, request, deps)
  const document = await readBody(c, deps.bodyBytesMax)
  const verdict = await deps.judge.validate(document, request)
  return jsonResponse(verdict, {
    'cache-control': 'no-store',
    link: `<${deps.catalogue.base}/schemas/api/verdict/1.0.0>; rel="describedby"`,
  })
}

function asksForXsd(c: Context): boolean {
  const text = c.req.query('xsd') ?? 'false'
  if (text === 'true' || text === 'false') return text === 'true'
  throw new Problem(parameterMalformed, 'xsd must be true or false', {
    extensions: { parameter: 'xsd' },
  })
}

/** With the request itself, of which a signature may cover headers. */
function signatureBeside(c: Context): Pick<ValidateRequest, 'signature' | 'http'> {
  const signature = requestHeader(c, SIGNATURE_HEADER)
  if (signature === undefined) return {}
  const { method, url } = c.req
  // As it was sent: a parsed URL would be written anew.
  const target = url.slice(url.indexOf('/', url.indexOf('//') + 2))
  const http = { method, target, headers: c.req.header() }
  return { signature, http }
}

const RECEIPT_TYPE = 'application/jose+json'

/** Only who names it gets it: any other type means the verdict as it is. */
function asksForReceipt(c: Context): boolean {
  const accept = requestHeader(c, 'accept') ?? ''
  return accept.toLowerCase().includes(RECEIPT_TYPE)
}

async function receiptResponse(
  c: Context,
  request: ValidateRequest,
  { makeReceipt, judge, catalogue, bodyBytesMax }: AppDeps,
): Promise<Response> {
  if (makeReceipt === undefined) {
    throw new Problem(
      receiptUnavailable,
      'Set CHUAN_RECEIPT_KEY and CHUAN_RECEIPT_CERT, or ask for application/json',
    )
  }
  const { document, digest } = await readDigestedBody(c, bodyBytesMax)
  const receipt = await makeReceipt(digest, await judge.validate(document, request))
  return new Response(receipt, {
    headers: {
      'content-type': RECEIPT_TYPE,
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      link: `<${catalogue.base}/schemas/api/receipt/1.0.0>; rel="describedby"`,
    },
  })
}

function refOf(text: string, { catalogue }: AppDeps): SchemaRef {
  const [path = '', wanted = 'latest'] = text.split('@')
  return resolveVersion(path, wanted, catalogue).version.ref
}
