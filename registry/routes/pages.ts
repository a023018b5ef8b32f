/**
 * The registry's own pages, and the API document.
 *
 * @module
 */
import * as sources from '../../sources/index.ts'
import { Problem, type ProblemKind, problems } from '../../validator/index.ts'
import { jsonResponse } from '../json-response.ts'
import { openApiDocument } from '../openapi.ts'
import { pageResponse } from '../page-response.ts'
import * as registryProblems from '../problems.ts'
import { routeNotFound } from '../problems.ts'
import type { Route } from '../route.ts'
import { PROBLEM_RESPONSES, parameter } from '../route.ts'
import { docsPage } from '../web/docs-page.ts'
import { indexPage } from '../web/index-page.ts'
import { problemsPage } from '../web/problems-page.ts'

const LANGUAGE = parameter('query', 'lang', 'vi or en; else by Accept-Language')
const PAGE = {
  '200': { description: 'A page', content: { 'text/html': {} } },
  ...PROBLEM_RESPONSES,
}

export const getIndexPage: Route = {
  operationId: 'getIndexPage',
  method: 'get',
  path: '/',
  pattern: '/',
  operation: {
    summary: 'The catalogue as a page',
    parameters: [parameter('query', 'q', 'Words to find'), LANGUAGE],
    responses: PAGE,
  },
  handle: (c, { catalogue }) =>
    pageResponse(c, (language) => indexPage(catalogue, c.req.query('q') ?? '', language)),
}

export const getProblemsPage: Route = {
  operationId: 'getProblemsPage',
  method: 'get',
  path: '/problems',
  pattern: '/problems',
  operation: { summary: 'Every kind of problem', parameters: [LANGUAGE], responses: PAGE },
  handle: (c) => pageResponse(c, (language) => problemsPage(allProblems(), language)),
}

export const getProblemPage: Route = {
  operationId: 'getProblemPage',
  method: 'get',
  path: '/problems/{code}',
  pattern: '/problems/:code',
  operation: {
    summary: 'One kind of problem: what its `type` resolves to',
    parameters: [parameter('path', 'code', 'Code of the problem'), LANGUAGE],
    responses: PAGE,
  },
  handle(c) {
    const found = allProblems().filter(({ code }) => code === c.req.param('code'))
    if (found.length === 0) throw new Problem(routeNotFound, 'There is no problem of that code')
    return pageResponse(c, (language) => problemsPage(found, language))
  },
}

/** `routes` is given late: the document describes the routes that hold it. */
export function documentRoutes(routes: () => readonly Route[]): readonly Route[] {
  return [
    {
      operationId: 'getOpenApi',
      method: 'get',
      path: '/openapi.json',
      pattern: '/openapi.json',
      operation: {
        summary: 'The API document',
        responses: {
          '200': { description: 'OpenAPI 3.1', content: { 'application/json': {} } },
          ...PROBLEM_RESPONSES,
        },
      },
      handle: (_c, { catalogue }) => jsonResponse(openApiDocument(routes(), catalogue)),
    },
    {
      operationId: 'getDocsPage',
      method: 'get',
      path: '/docs',
      pattern: '/docs',
      operation: { summary: 'The API as a page', parameters: [LANGUAGE], responses: PAGE },
      handle: (c) => pageResponse(c, (language) => docsPage(routes(), language)),
    },
  ]
}

function allProblems(): readonly ProblemKind[] {
  const catalogues: readonly Readonly<Record<string, ProblemKind>>[] = [
    problems,
    sources.sourceProblems,
    registryProblems,
  ]
  return catalogues
    .flatMap((catalogue) => Object.values(catalogue))
    .toSorted((a, b) => a.code.localeCompare(b.code, 'en'))
}
