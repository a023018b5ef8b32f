/**
 * The catalogue in the shape of SchemaStore's `catalog.json`, which editors read.
 *
 * An editor that is given its address completes and checks documents that name a
 * structure by `$schema`, and finds every version of it.
 *
 * @module
 */
import type { Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import { formatVersion, isDatabase, textMember } from '../../validator/index.ts'

const SHAPE = 'https://json.schemastore.org/schema-catalog.json'

export function emitSchemaStoreCatalogue(catalogue: Catalogue): JsonObject {
  const judging = catalogue.versions.filter((version) => !isDatabase(version))
  const paths = [...new Set(judging.map(({ ref }) => ref.path))]
  return {
    $schema: SHAPE,
    version: 1,
    schemas: paths.flatMap((path) => entry(judging.filter(({ ref }) => ref.path === path))),
  }
}

/** What files are called that are of a structure by their name alone. */
const FILE_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['api/config', ['chuan.config.json']],
])

/** The address of a structure is that of its newest version. */
function entry(versions: readonly SchemaVersion[]): readonly JsonObject[] {
  const newest = versions.at(-1)
  if (newest === undefined) return []
  const { document, ref } = newest
  const fileMatch = FILE_NAMES.get(ref.path)
  return [
    {
      name: ref.path,
      description: textMember(document, 'description') ?? textMember(document, 'title') ?? ref.path,
      ...(fileMatch === undefined ? {} : { fileMatch }),
      url: bundleOf(newest),
      versions: Object.fromEntries(
        versions.map((each) => [formatVersion(each.ref), bundleOf(each)]),
      ),
    },
  ]
}

/** Self-contained, as an editor may not fetch what it refers to. */
function bundleOf({ id }: SchemaVersion): string {
  return `${id}/schema.bundle.json`
}
