/**
 * Judges schemas by the published profile: the schema of the schemas.
 *
 * The profile is a version of the catalogue like any other; it is compiled once.
 *
 * @module
 */
import type { ErrorObject } from 'ajv/dist/2020.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { CatalogueEntry } from '../catalogue.ts'
import type { JsonObject } from '../json-value.ts'
import { compareVersions } from '../schema-ref.ts'
import type { ProfileError } from './linted-version.ts'

export const PROFILE_PATH = 'vocabulary/profile'

export type ProfileCheck = (document: JsonObject) => readonly ProfileError[]

/** By the newest profile among the entries; without one nothing is said. */
export function createProfileCheck(entries: readonly CatalogueEntry[]): ProfileCheck {
  const newest = entries
    .filter(({ ref }) => ref.path === PROFILE_PATH)
    .sort((a, b) => compareVersions(a.ref, b.ref))
    .at(-1)
  if (newest === undefined) return () => []
  // The profile uses `type: object` beside `allOf`, which strict mode takes for a slip.
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false })
  addFormats.default(ajv)
  const { $id: _relative, $schema: _dialect, ...profile } = newest.document
  const validate = ajv.compile(profile)
  return (document) => (validate(document) ? [] : (validate.errors ?? []).map(profileError))
}

/** Params of Ajv that name a member; other keywords speak for themselves. */
const NAMING = ['missingProperty', 'additionalProperty', 'propertyName']

function profileError({ instancePath, keyword, params }: ErrorObject): ProfileError {
  const named = NAMING.map((name) => (params as Record<string, unknown>)[name])
  const name = named.find((value) => typeof value === 'string')
  return { at: instancePath, keyword, name: typeof name === 'string' ? name : '' }
}
