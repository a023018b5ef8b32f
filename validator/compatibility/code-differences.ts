/**
 * What changes where a value must be a code of a list.
 *
 * @module
 */
import { compareCodeLists } from './code-lists.ts'
import type { Difference, Effect, Site } from './difference.ts'
import { differenceOf } from './difference.ts'
import type { DifferenceCode } from './kinds.ts'
import type { Place } from './place.ts'
import type { Shape } from './shape.ts'
import type { Surroundings } from './walk.ts'

type At = { readonly place: Place; readonly site: Site }

export function compareCodes(
  older: Shape,
  newer: Shape,
  at: { readonly older: At; readonly newer: At },
  { catalogue }: Surroundings,
): readonly Difference[] {
  const added = newer.codeLists.filter((id) => !older.codeLists.includes(id))
  const removed = older.codeLists.filter((id) => !newer.codeLists.includes(id))
  const found: Difference[] = []
  for (const id of added) {
    // Another version of a list takes the place of the one before it.
    const index = removed.findIndex((other) => pathOf(other) === pathOf(id))
    const [partner] = index < 0 ? [] : removed.splice(index, 1)
    found.push(
      ...(partner === undefined
        ? [differenceOf('code-list-added', 'backward', at.newer, { list: nameOf(id) })]
        : compareVersionsOf(partner, id, at, catalogue)),
    )
  }
  const gone = removed.map((id) =>
    differenceOf('code-list-removed', 'forward', at.older, { list: nameOf(id) }),
  )
  return [...found, ...gone]
}

const CODES_TOLD_MAX = 50

function compareVersionsOf(
  before: string,
  after: string,
  at: { readonly older: At; readonly newer: At },
  catalogue: Surroundings['catalogue'],
): readonly Difference[] {
  const older = catalogue.findById(before)?.codeList
  const newer = catalogue.findById(after)?.codeList
  const names = { before: nameOf(before), after: nameOf(after) }
  if (older === undefined || newer === undefined) {
    return [differenceOf('code-list-changed', 'both', at.newer, names)]
  }
  const changes = compareCodeLists(older, newer)
  const rows: readonly (readonly [DifferenceCode, Effect, readonly string[]])[] = [
    ['codes-removed', 'backward', changes.removed],
    ['codes-in-force-later', 'backward', changes.later],
    ['code-parents-changed', 'both', changes.parents],
    ['codes-added', 'forward', changes.added],
    ['codes-in-force-longer', 'forward', changes.longer],
    ['codes-ended', 'none', changes.ended],
    ['code-names-changed', 'none', changes.names],
  ]
  return [
    differenceOf('code-list-changed', 'none', at.newer, names),
    ...rows
      .filter(([, , codes]) => codes.length > 0)
      .map(([code, effect, codes]) =>
        differenceOf(code, effect, at.newer, {
          codes: codes.slice(0, CODES_TOLD_MAX),
          count: codes.length,
        }),
      ),
    ...coverage(older.coverageFrom, newer.coverageFrom, at.newer),
  ]
}

/** Where a list knows more days, codes of those days are judged that were not. */
function coverage(before: string | undefined, after: string | undefined, at: At) {
  if (before === after) return []
  const isMore = (after ?? '') < (before ?? '')
  return [
    differenceOf('code-coverage-changed', isMore ? 'backward' : 'forward', at, {
      before: before ?? '–',
      after: after ?? '–',
    }),
  ]
}

function pathOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/'))
}

/** `path@version` of an identifier. */
export function nameOf(id: string): string {
  const match = /\/schemas\/(.+)\/(\d+\.\d+\.\d+)(#.*)?$/u.exec(id)
  return match === null ? id : `${match[1]}@${match[2]}${match[3] ?? ''}`
}
