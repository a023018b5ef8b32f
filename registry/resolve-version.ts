/**
 * Which version a URL means: an exact one, or the newest that an alias covers.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../validator/index.ts'
import { formatVersion, Problem, parseVersion, problems } from '../validator/index.ts'

export interface ResolvedVersion {
  readonly version: SchemaVersion
  readonly isAlias: boolean
}

const ALIAS = /^(?:latest|\d{1,6}(?:\.\d{1,6})?)$/u

/** True for what can stand in a version's place in a URL. */
export function isVersionSegment(segment: string): boolean {
  return ALIAS.test(segment) || parseVersion(segment) !== undefined
}

/** What `path` or `path@version` means in a query. Throws Problem `schema-not-found`. */
export function resolveRef(text: string, catalogue: Catalogue): SchemaVersion {
  const at = text.lastIndexOf('@')
  const [path, wanted] = at < 0 ? [text, 'latest'] : [text.slice(0, at), text.slice(at + 1)]
  return resolveVersion(path, wanted, catalogue).version
}

/** Throws Problem `schema-not-found`. */
export function resolveVersion(
  path: string,
  wanted: string,
  catalogue: Catalogue,
): ResolvedVersion {
  const parsed = parseVersion(wanted)
  const exact = parsed === undefined ? undefined : catalogue.find({ path, ...parsed })
  if (exact !== undefined) return { version: exact, isAlias: false }
  const versions = catalogue.versionsOf(path)
  const fitting = ALIAS.test(wanted)
    ? versions.filter(
        ({ ref }) => wanted === 'latest' || formatVersion(ref).startsWith(`${wanted}.`),
      )
    : []
  const newest = fitting.at(-1)
  if (newest !== undefined) return { version: newest, isAlias: true }
  const known = versions.map(({ ref }) => formatVersion(ref))
  throw new Problem(
    problems.schemaNotFound,
    known.length === 0 ? 'No structure has this path' : `The versions are ${known.join(', ')}`,
    { extensions: { versions: known } },
  )
}
