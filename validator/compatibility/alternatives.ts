/**
 * Alternatives, branch by branch.
 *
 * Of `anyOf`, and of `oneOf` whose branches a field tells apart, what was valid stays valid when
 * each branch finds one that takes all it took. Of another `oneOf` nothing follows from its
 * branches, since a wider branch can make two of them match.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import type { Difference, Site } from './difference.ts'
import { differenceOf, effectOf } from './difference.ts'
import type { Place } from './place.ts'
import type { Alternatives, Shape } from './shape.ts'
import { sameText, shapeOf } from './shape.ts'
import type { Compare, Surroundings } from './walk.ts'

interface Sides {
  readonly older: Shape
  readonly newer: Shape
  readonly site: Site
  readonly around: Surroundings
  readonly compare: Compare
}

export function compareAlternatives(sides: Sides): readonly Difference[] {
  const { older, newer, site } = sides
  const most = Math.max(older.alternatives.length, newer.alternatives.length)
  return Array.from({ length: most }, (_, index) => index).flatMap((index) => {
    const before = older.alternatives[index]
    const after = newer.alternatives[index]
    if (before !== undefined && after !== undefined) return compareGroup(before, after, sides)
    const place = (after ?? before)?.place
    if (place === undefined) return []
    return after === undefined
      ? [differenceOf('alternatives-removed', 'forward', { place, site })]
      : [differenceOf('alternatives-added', 'backward', { place, site })]
  })
}

function compareGroup(
  before: Alternatives,
  after: Alternatives,
  { older, newer, site, around, compare }: Sides,
): readonly Difference[] {
  const old = tagsOf(before, older, around)
  const now = tagsOf(after, newer, around)
  const pairs = pairBranches(before, after, old, now)
  const found: Difference[] = []
  for (const { from, to } of pairs) {
    const place = to ?? from
    if (place === undefined) continue
    if (from === undefined) {
      found.push(differenceOf('alternative-added', 'forward', { place, site }))
    } else if (to === undefined) {
      found.push(differenceOf('alternative-removed', 'backward', { place, site }))
    } else found.push(...compare([from], [to], site, place))
  }
  const isExclusive = isUntagged(before, old) || isUntagged(after, now)
  const isChanged = found.some(({ effect }) => effect !== 'none')
  const isOther = before.keyword !== after.keyword
  if (!isExclusive || !(isChanged || isOther)) return found
  const effect = effectOf({ backward: true, forward: true })
  return [...found, differenceOf('alternatives-undecided', effect, { place: after.place, site })]
}

function isUntagged({ keyword, branches }: Alternatives, tags: Tags | undefined): boolean {
  return keyword === 'oneOf' && tags === undefined && branches.length > 1
}

interface Pair {
  readonly from?: Place | undefined
  readonly to?: Place | undefined
}

function pairBranches(
  before: Alternatives,
  after: Alternatives,
  old: Tags | undefined,
  now: Tags | undefined,
): readonly Pair[] {
  if (old !== undefined && now !== undefined && old.field === now.field) {
    return pairByKey(before.branches, after.branches, (branch) => {
      return old.tagOf.get(branch) ?? now.tagOf.get(branch) ?? ''
    })
  }
  if (before.branches.length === after.branches.length) {
    return before.branches.map((from, index) => ({ from, to: after.branches[index] }))
  }
  return pairByKey(before.branches, after.branches, ({ schema }) => sameText(schema))
}

function pairByKey(
  before: readonly Place[],
  after: readonly Place[],
  keyOf: (branch: Place) => string,
): readonly Pair[] {
  const rest = [...after]
  const pairs: Pair[] = before.map((from) => {
    const index = rest.findIndex((to) => keyOf(to) === keyOf(from))
    const [to] = index < 0 ? [] : rest.splice(index, 1)
    return { from, to }
  })
  return [...pairs, ...rest.map((to) => ({ to }))]
}

interface Tags {
  readonly field: string
  readonly tagOf: ReadonlyMap<Place, string>
}

/** A required field whose listed values are others in each branch. */
function tagsOf(
  { branches }: Alternatives,
  around: Shape,
  { documents }: Surroundings,
): Tags | undefined {
  const shapes = branches.map((branch) => shapeOf([branch], documents))
  const isObject = ({ types }: Shape) => [...types].every((type) => type === 'object')
  if (!isObject(around) && !shapes.every(isObject)) return undefined
  for (const field of shapes[0]?.fields.keys() ?? []) {
    const values = shapes.map(
      ({ fields }) => shapeOf(fields.get(field) ?? [], documents).values ?? [],
    )
    const isRequired =
      around.required.has(field) || shapes.every(({ required }) => required.has(field))
    if (!isRequired || !areApart(values)) continue
    const tags = branches.map(
      (branch, index) =>
        [branch, (values[index] ?? []).map((each) => sameText(each)).join()] as const,
    )
    return { field, tagOf: new Map(tags) }
  }
  return undefined
}

function areApart(values: readonly (readonly JsonValue[])[]): boolean {
  const all = values.flat().map((each) => sameText(each))
  return values.every((each) => each.length > 0) && new Set(all).size === all.length
}
