/** Catalogues of a few synthetic schemas, made in the test that needs them. */

import type { Catalogue, SchemaVersion } from '../../../validator/catalogue.ts'
import { createCatalogue } from '../../../validator/catalogue.ts'
import type { CodeListValue } from '../../../validator/codelists/code-list.ts'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'
import { formatSchemaRef, parseSchemaRef } from '../../../validator/schema-ref.ts'
import { createStructureChecker } from '../../../validator/structure/checker.ts'
import type { Issue } from '../../../validator/verdict.ts'

export const TODAY = '2026-11-23'
export const BASE = 'https://schemas.example'

export type Documents = Readonly<Record<string, JsonObject>>
export type Lists = Readonly<Record<string, readonly CodeListValue[]>>

/** Keyed by reference, e.g. `test/person@1.0.0`; lists are keyed likewise. */
export function catalogueOf(documents: Documents, lists: Lists = {}): Catalogue {
  return createCatalogue(
    Object.entries(documents).map(([name, document]) => {
      const ref = parseSchemaRef(name)
      const values = lists[name]
      return { ref, document, ...(values === undefined ? {} : { values }) }
    }),
    BASE,
  )
}

export function versionOf(catalogue: Catalogue, name: string): SchemaVersion {
  return catalogue.get(parseSchemaRef(name))
}

/** Judges a value by the only version, or by `test/main@1.0.0`. */
export function judge(
  documents: Documents,
  value: JsonValue,
  options: { readonly asOf?: string; readonly lists?: Lists } = {},
): readonly Issue[] {
  const { lists, ...rest } = options
  const catalogue = catalogueOf(documents, lists)
  const only = catalogue.versions.length === 1 ? catalogue.versions[0] : undefined
  const version = only ?? versionOf(catalogue, 'test/main@1.0.0')
  return createStructureChecker(catalogue).check(version, value, { ...rest, today: TODAY }).issues
}

/** Judges a value by one schema. */
export function judgeBy(schema: JsonObject, value: JsonValue): readonly Issue[] {
  return judge({ 'test/main@1.0.0': schema }, value)
}

export function nameOf(version: SchemaVersion | undefined): string | undefined {
  return version && formatSchemaRef(version.ref)
}
