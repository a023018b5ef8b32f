/**
 * Every route of the service, in the order they are tried.
 *
 * @module
 */
import type { Route } from '../route.ts'
import { getCodeMatches, getCodeSuccessors } from './code-maps.ts'
import { convert } from './convert.ts'
import { getDcat, getDcatTurtle, getSchemaStoreCatalogue } from './describe-catalogue.ts'
import { getCatalogue } from './get-catalogue.ts'
import { getLiveness, getReadiness } from './get-health.ts'
import { getPublication } from './get-publication.ts'
import { getRelease, getSchema } from './get-schema.ts'
import { getXmlNamespace } from './get-xml-namespace.ts'
import { listCodeValues } from './list-code-values.ts'
import { listSchemas } from './list-schemas.ts'
import { listVersions } from './list-versions.ts'
import { documentRoutes, getIndexPage, getProblemPage, getProblemsPage } from './pages.ts'
import { validate, validateBySchema } from './validate.ts'

export const ROUTES: readonly Route[] = [
  getSchema,
  getRelease,
  validate,
  validateBySchema,
  convert,
  listSchemas,
  listVersions,
  getCatalogue,
  getDcat,
  getDcatTurtle,
  getSchemaStoreCatalogue,
  getPublication,
  listCodeValues,
  getCodeSuccessors,
  getCodeMatches,
  getXmlNamespace,
  getIndexPage,
  getProblemsPage,
  getProblemPage,
  ...documentRoutes(() => ROUTES),
  getLiveness,
  getReadiness,
]
