/**
 * One list of what both levels found: an issue of ours that the XSD has as well is marked so, and
 * what only the XSD has is an issue of its own.
 *
 * A processor of XML Schema tells of the element where it could not go on, which is often beside
 * the one that is wrong: of a missing field it tells at the next one. So what it says of content
 * is taken as said of the parent and of all that stands beside it.
 *
 * @module
 */
import { createIssue } from '../issues/issue.ts'
import { issueKinds } from '../issues/kinds.ts'
import type { Place } from '../xml/positions.ts'
import type { Instance, PlacedIssue } from '../xml/to-instance.ts'
import type { XsdFault } from '../xml/xsd-level.ts'

export function withXsd(
  placed: readonly PlacedIssue[],
  faults: readonly XsdFault[],
  { pointerOf }: Pick<Instance, 'pointerOf'>,
): readonly PlacedIssue[] {
  if (faults.length === 0) return placed
  const errors = placed.filter(({ issue }) => issue.severity === 'error')
  const here = grouped(errors, ({ place }) => keyOf(place))
  const below = grouped(errors, ({ place }) => place.parent && keyOf(place.parent))
  const marked = new Set<PlacedIssue>()
  const own = new Map<string, PlacedIssue>()
  for (const fault of faults) {
    const { place, constraint } = fault
    const found = counterparts(fault, here, below)
    for (const each of found) marked.add(each)
    if (found.length === 0) {
      own.set(`${constraint} ${keyOf(place)}`, ownIssue(fault, pointerOf(place)))
    }
  }
  const told = placed.map((each) =>
    marked.has(each) ? { ...each, issue: { ...each.issue, xsd: true as const } } : each,
  )
  return [...told, ...own.values()]
}

type Groups = ReadonlyMap<string, readonly PlacedIssue[]>

function counterparts(
  { place, isContent }: XsdFault,
  here: Groups,
  below: Groups,
): readonly PlacedIssue[] {
  const own = here.get(keyOf(place))
  if (own !== undefined) return own
  const parent = place.parent && keyOf(place.parent)
  const around = parent === undefined ? undefined : (here.get(parent) ?? below.get(parent))
  const beside = isContent ? (around ?? below.get(keyOf(place))) : undefined
  return beside ?? unmatchedAbove(place, here)
}

/** What fits no alternative is told of the whole, whatever is wrong inside. */
function unmatchedAbove({ parent }: Place, here: Groups): readonly PlacedIssue[] {
  for (let at = parent; at !== undefined; at = at.parent) {
    const found = here.get(keyOf(at))?.filter(({ issue }) => issue.code === UNMATCHED)
    if (found !== undefined && found.length > 0) return found
  }
  return []
}

const UNMATCHED = issueKinds['alternative-unmatched'].code

function ownIssue({ constraint, reason, place }: XsdFault, pointer: string): PlacedIssue {
  const params = { constraint, reason }
  const site = { instanceLocation: pointer }
  const issue = createIssue(issueKinds['xsd-mismatch'], site, params)
  return { issue: { ...issue, xsd: true }, place }
}

function grouped(
  placed: readonly PlacedIssue[],
  keyOfGroup: (each: PlacedIssue) => string | undefined,
): Groups {
  const groups = new Map<string, PlacedIssue[]>()
  for (const each of placed) {
    const key = keyOfGroup(each)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return groups
}

/** Which child of which child it is: two objects may stand for one element. */
function keyOf({ parent, index }: Place): string {
  return parent === undefined ? '' : `${keyOf(parent)}/${index}`
}
