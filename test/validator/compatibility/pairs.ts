/** Two schemas as two versions of one structure, and what the engine says of them. */
import type { Comparison, JsonObject, JsonValue } from '../../../validator/index.ts'
import { compareStructures, isJsonObject } from '../../../validator/index.ts'
import { smallCatalogue, versionOf } from '../../codegen/catalogues.ts'

export interface Others {
  readonly [ref: string]: JsonObject
}

export function compareSchemas(
  older: JsonValue,
  newer: JsonValue,
  others: Others = {},
): Comparison {
  const catalogue = smallCatalogue({
    ...others,
    'elements/thing@1.0.0': documentOf(older),
    'elements/thing@2.0.0': documentOf(newer),
  })
  return compareStructures(
    versionOf(catalogue, 'elements/thing@1.0.0'),
    versionOf(catalogue, 'elements/thing@2.0.0'),
    catalogue,
  )
}

/** A document is an object; a boolean schema stands inside one. */
function documentOf(schema: JsonValue): JsonObject {
  return isJsonObject(schema) ? schema : { allOf: [schema] }
}

/** The differences without what follows from the major version's number. */
export function told({ differences }: Comparison): readonly string[] {
  return differences
    .filter(({ code }) => code !== 'namespace-of-major')
    .map(({ code, effect, instancePath }) => `${code} ${effect} ${instancePath}`.trim())
}
