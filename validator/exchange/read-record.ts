/**
 * Reads an element as an instance of the version it claims.
 *
 * One namespace and root may belong to several structures: the population
 * database's is used for three. Then the one whose `x-recognise` the instance
 * matches is meant, else the newest that has none.
 *
 * @module
 */
import type { SchemaVersion } from '../catalogue.ts'
import type { FoundRecord } from '../xml/record.ts'
import type { Instance } from '../xml/to-instance.ts'
import { toInstance } from '../xml/to-instance.ts'
import type { ChosenSchema } from './choose-schema.ts'
import { undetermined } from './choose-schema.ts'
import type { ExchangeContext } from './context.ts'

export interface ReadRecord {
  readonly chosen: ChosenSchema
  readonly instance: Instance
}

/** Throws Problem `schema-undetermined` when nobody asked and the element claims nothing. */
export function readRecord(
  { place, versions }: FoundRecord,
  asked: ChosenSchema | undefined,
  context: ExchangeContext,
): ReadRecord {
  const read = (version: SchemaVersion) => toInstance(place, version, context.catalogue)
  if (asked !== undefined) return { chosen: asked, instance: read(asked.version) }
  const [newest] = versions
  if (newest === undefined) throw undetermined()
  const claim = (version: SchemaVersion, instance: Instance): ReadRecord => ({
    chosen: { version, chosenBy: 'namespace' },
    instance,
  })
  if (versions.every(({ ref }) => ref.path === newest.ref.path)) return claim(newest, read(newest))
  const silent: SchemaVersion[] = []
  for (const version of versions) {
    const instance = read(version)
    const matches = context.checker.claims(version, instance.value)
    if (matches === true) return claim(version, instance)
    if (matches === undefined) silent.push(version)
  }
  const fallback = silent[0] ?? newest
  return claim(fallback, read(fallback))
}
