/**
 * Whether the process lives, and whether it can do its work.
 *
 * @module
 */
import type { Context } from 'hono'
import type { AppDeps } from '../deps.ts'
import { jsonResponse } from '../json-response.ts'
import type { Route } from '../route.ts'
import { jsonOk } from '../route.ts'

const BODY = { type: 'object', required: ['status'], properties: { status: { type: 'string' } } }
// A cached answer would defeat the point of asking.
const NO_STORE = { 'cache-control': 'no-store' }

export const getLiveness: Route = {
  operationId: 'getLiveness',
  method: 'get',
  path: '/health/live',
  pattern: '/health/live',
  operation: { summary: 'The process lives', responses: jsonOk('It does', BODY) },
  handle: () => jsonResponse({ status: 'ok' }, NO_STORE),
}

export const getReadiness: Route = {
  operationId: 'getReadiness',
  method: 'get',
  path: '/health/ready',
  pattern: '/health/ready',
  operation: {
    summary: 'The store answers and the catalogue is published',
    responses: jsonOk('Ready', BODY),
  },
  handle: handleReadiness,
}

async function handleReadiness(_c: Context, { store, catalogue }: AppDeps): Promise<Response> {
  await store.ping()
  return jsonResponse({ status: 'ok', versions: catalogue.versions.length }, NO_STORE)
}
