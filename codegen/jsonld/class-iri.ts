/**
 * What an instance of a structure is, as IRIs.
 *
 * @module
 */
import type { SchemaVersion } from '../../validator/index.ts'
import { member } from '../../validator/index.ts'

/** The class of the structure's instances: a place of its own beside those of its properties. */
export function classIri({ id }: Pick<SchemaVersion, 'id'>): string {
  return `${id}#this`
}

/** What the schema says its instances are in other vocabularies (`x-jsonld-type`). */
export function saidTypes({ document }: SchemaVersion): readonly string[] {
  const said = member(document, 'x-jsonld-type')
  const types = Array.isArray(said) ? said : [said]
  return types.filter((type) => typeof type === 'string')
}
