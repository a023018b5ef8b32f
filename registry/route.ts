/**
 * What a route is: its place, its handler, and its words for the API document.
 *
 * The API document is made from the routes, so that neither can be without the
 * other.
 *
 * @module
 */
import type { Context } from 'hono'
import type { JsonObject } from '../validator/index.ts'
import type { AppDeps } from './deps.ts'

export interface Route {
  readonly operationId: string
  readonly method: 'get' | 'post'
  /** OpenAPI path template. */
  readonly path: string
  /** The same path as the router spells it. */
  readonly pattern: string
  /** OpenAPI operation without its `operationId`. */
  readonly operation: JsonObject
  readonly handle: (c: Context, deps: AppDeps) => Response | Promise<Response>
}

/** OpenAPI response objects that many operations share. */
export const PROBLEM_RESPONSES: JsonObject = {
  default: {
    description: 'The request cannot be carried out',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
}

export function jsonOk(description: string, schema: JsonObject): JsonObject {
  return {
    '200': { description, content: { 'application/json': { schema } } },
    ...PROBLEM_RESPONSES,
  }
}

export function parameter(
  place: 'path' | 'query' | 'header',
  name: string,
  description: string,
  schema: JsonObject = { type: 'string' },
): JsonObject {
  return { name, in: place, description, required: place === 'path', schema }
}

/** A parameter of the query without which there is nothing to answer. */
export function required(given: JsonObject): JsonObject {
  return { ...given, required: true }
}

export const VERSION_PARAMETERS: readonly JsonObject[] = [
  parameter('path', 'path', 'Path of the structure, with slashes'),
  parameter('path', 'version', 'An exact version, `latest`, or a major or minor such as `2`'),
]
