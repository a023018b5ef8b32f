/**
 * The only place that turns a throw into HTTP: RFC 9457.
 *
 * @module
 */
import type { Bilingual } from '../validator/index.ts'
import { Problem } from '../validator/index.ts'
import { internalError } from './problems.ts'

export interface ProblemContext {
  readonly base: string
  readonly language: keyof Bilingual
  readonly instance: string
}

/** A defect gets five fixed members and no words of its own. */
export function toProblemResponse(thrown: unknown, context: ProblemContext): Response {
  const problem = thrown instanceof Problem ? thrown : undefined
  const kind = problem?.kind ?? internalError
  const body = {
    // First, so that no extension can take the place of a standard member.
    ...problem?.extensions,
    type: `${context.base}/problems/${kind.code}`,
    title: kind.title[context.language],
    status: kind.status,
    ...(problem === undefined ? {} : { detail: problem.message }),
    instance: context.instance,
  }
  return new Response(`${JSON.stringify(body)}\n`, {
    status: kind.status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': context.language,
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      link: `<${context.base}/schemas/api/problem/1.0.0>; rel="describedby"`,
      ...(kind.status === 405 && typeof problem?.extensions['allow'] === 'string'
        ? { allow: problem.extensions['allow'] }
        : {}),
      ...(typeof problem?.extensions['retryAfter'] === 'number'
        ? { 'retry-after': String(problem.extensions['retryAfter']) }
        : {}),
    },
  })
}
