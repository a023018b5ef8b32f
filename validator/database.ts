/**
 * A database as the catalogue knows it: an entry with owner and law, whose records are the
 * structures below its path.
 *
 * An entry describes no document. A database whose fields are not known has an entry and no
 * record, so that nobody takes silence for structure.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from './catalogue.ts'
import { textMember } from './json-value.ts'
import { Problem } from './problem.ts'
import { schemaNotJudging } from './problems.ts'
import { formatSchemaRef } from './schema-ref.ts'

export function isDatabase({ document }: SchemaVersion): boolean {
  return textMember(document, 'x-kind') === 'database'
}

/** The newest version of each structure below the entry's path, by path. */
export function recordsOfDatabase(
  { ref }: SchemaVersion,
  catalogue: Catalogue,
): readonly SchemaVersion[] {
  const below = catalogue.versions.filter((version) => version.ref.path.startsWith(`${ref.path}/`))
  const newest = new Map(below.map((version) => [version.ref.path, version]))
  return [...newest.values()]
}

/** Throws Problem `schema-not-judging`, naming the records, when the version is a database. */
export function assertJudging(version: SchemaVersion, catalogue: Catalogue): void {
  if (!isDatabase(version)) return
  const records = recordsOfDatabase(version, catalogue).map(({ ref }) => formatSchemaRef(ref))
  const detail =
    records.length === 0
      ? 'The fields of this database are not known yet, so nothing can be judged by it'
      : `This is a database; name one of its records: ${records.join(', ')}`
  throw new Problem(schemaNotJudging, detail, { extensions: { records } })
}
