/**
 * Constraints of one value without what is inside it: bounds, lengths, patterns, formats.
 *
 * Each is compared both ways: does the one side's constraint follow from the other side's?
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import type { Param } from './difference.ts'
import type { DifferenceCode } from './kinds.ts'
import type { Decision } from './pattern-containment.ts'
import { patternContains, textLengths } from './pattern-containment.ts'
import type { Bound, Shape, TypeName } from './shape.ts'
import { MIN_COUNTS } from './shape.ts'

export interface FacetDifference {
  readonly code: DifferenceCode
  readonly breaks: { readonly backward: boolean; readonly forward: boolean }
  readonly keyword: string
  readonly params: Readonly<Record<string, Param>>
}

/** Only of values that both sides may have: others are a matter of the type. */
export function compareFacets(
  older: Shape,
  newer: Shape,
  shared: ReadonlySet<TypeName>,
): readonly FacetDifference[] {
  const sides = { older, newer }
  const hasNumbers = shared.has('number') || shared.has('integer')
  return [
    ...(hasNumbers ? [bound(sides, 'lower'), bound(sides, 'upper'), multiples(sides)] : []),
    ...(shared.has('string')
      ? [count(sides, 'minLength'), count(sides, 'maxLength'), patterns(sides), formats(sides)]
      : []),
    ...(shared.has('string') ? checks(sides) : []),
    ...(shared.has('array') ? [count(sides, 'minItems'), count(sides, 'maxItems')] : []),
    ...(shared.has('array') ? [uniqueItems(sides)] : []),
    ...(shared.has('object') ? [count(sides, 'minProperties'), count(sides, 'maxProperties')] : []),
  ].filter((difference) => difference !== undefined)
}

interface Sides {
  readonly older: Shape
  readonly newer: Shape
}

/** Whether what `from` allows is allowed by one constraint of `to`. */
type Implies = (from: Shape, to: Shape) => boolean

function bothWays({ older, newer }: Sides, implies: Implies): FacetDifference['breaks'] {
  return { backward: !implies(older, newer), forward: !implies(newer, older) }
}

/** Finitely many values are tried one by one. */
function byValues(holds: (shape: Shape, value: JsonValue) => boolean, implies: Implies): Implies {
  return (from, to) =>
    from.values === undefined ? implies(from, to) : from.values.every((value) => holds(to, value))
}

const BOUND_KEYWORDS = { lower: 'minimum', upper: 'maximum' } as const

function bound(sides: Sides, side: 'lower' | 'upper'): FacetDifference | undefined {
  const before = sides.older[side]
  const after = sides.newer[side]
  if (boundText(before) === boundText(after)) return undefined
  const sign = side === 'lower' ? 1 : -1
  const breaks = bothWays(
    sides,
    byValues(
      (shape, value) => typeof value !== 'number' || isWithin(value, shape[side], sign),
      (from, to) => isAtLeastAsStrict(from[side], to[side], sign),
    ),
  )
  return {
    code: breaks.backward ? 'bound-tightened' : 'bound-loosened',
    breaks,
    keyword: BOUND_KEYWORDS[side],
    params: {
      keyword: BOUND_KEYWORDS[side],
      before: boundText(before),
      after: boundText(after),
    },
  }
}

function isWithin(value: number, limit: Bound | undefined, sign: 1 | -1): boolean {
  if (limit === undefined) return true
  const distance = (value - limit.value) * sign
  return limit.exclusive ? distance > 0 : distance >= 0
}

function isAtLeastAsStrict(from: Bound | undefined, to: Bound | undefined, sign: 1 | -1): boolean {
  if (to === undefined) return true
  if (from === undefined) return false
  const distance = (from.value - to.value) * sign
  return distance > 0 || (distance === 0 && (from.exclusive || !to.exclusive))
}

const NONE = '–'

function boundText(limit: Bound | undefined): string {
  if (limit === undefined) return NONE
  return limit.exclusive ? `(${limit.value})` : String(limit.value)
}

function multiples(sides: Sides): FacetDifference | undefined {
  const [before, after] = [sides.older, sides.newer].map(({ multiples: all }) =>
    [...new Set(all)].sort((a, b) => a - b).join(', '),
  )
  if (before === after) return undefined
  return {
    code: 'multiple-changed',
    breaks: bothWays(sides, impliesMultiples),
    keyword: 'multipleOf',
    params: { before: before || NONE, after: after || NONE },
  }
}

/** Only of integers: the remainder of a fraction is a matter of the machine. */
function impliesMultiples(from: Shape, to: Shape): boolean {
  const isWhole = from.types.has('integer') && !from.types.has('number')
  const known = isWhole ? [...from.multiples, 1] : from.multiples
  return to.multiples.every((wanted) =>
    known.some(
      (given) =>
        given === wanted ||
        (Number.isSafeInteger(given) && Number.isSafeInteger(wanted) && given % wanted === 0),
    ),
  )
}

function count(sides: Sides, keyword: string): FacetDifference | undefined {
  const before = sides.older.counts[keyword] ?? 0
  const after = sides.newer.counts[keyword] ?? 0
  if (before === after) return undefined
  const isMin = (MIN_COUNTS as readonly string[]).includes(keyword)
  const breaks = bothWays(
    sides,
    byValues(
      (shape, value) => isCountWithin(sizeOf(value, keyword), shape.counts[keyword] ?? 0, isMin),
      (from, to) => isCountWithin(reachOf(from, keyword, isMin), to.counts[keyword] ?? 0, isMin),
    ),
  )
  return {
    code: breaks.backward ? 'bound-tightened' : 'bound-loosened',
    breaks,
    keyword,
    params: { keyword, before: countText(before), after: countText(after) },
  }
}

function isCountWithin(size: number | undefined, limit: number, isMin: boolean): boolean {
  if (size === undefined) return true
  return isMin ? size >= limit : size <= limit
}

function countText(value: number): string {
  return Number.isFinite(value) ? String(value) : NONE
}

/** Undefined where the keyword does not speak of such a value. */
function sizeOf(value: JsonValue, keyword: string): number | undefined {
  if (keyword.endsWith('Length')) return typeof value === 'string' ? [...value].length : undefined
  if (keyword.endsWith('Items')) return Array.isArray(value) ? value.length : undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.keys(value).length
}

/** The least or most that a side's other constraints leave: a pattern has a length of its own. */
function reachOf(shape: Shape, keyword: string, isMin: boolean): number {
  const stated = shape.counts[keyword] ?? 0
  const known = keyword.endsWith('Length')
    ? shape.patterns.flatMap((each) => textLengths(each) ?? [])
    : []
  if (keyword === 'minProperties') return Math.max(stated, shape.required.size)
  return isMin
    ? Math.max(stated, ...known.map(({ min }) => min))
    : Math.min(stated, ...known.map(({ max }) => max))
}

function patterns(sides: Sides): FacetDifference | undefined {
  const before = [...sides.older.patterns].sort()
  const after = [...sides.newer.patterns].sort()
  if (before.join('\n') === after.join('\n')) return undefined
  const backward = impliesPatterns(sides.older, sides.newer)
  const forward = impliesPatterns(sides.newer, sides.older)
  return {
    code: patternCode(backward, forward),
    breaks: { backward: backward !== 'yes', forward: forward !== 'yes' },
    keyword: 'pattern',
    params: { before: before.join(' & ') || NONE, after: after.join(' & ') || NONE },
  }
}

function patternCode(backward: Decision, forward: Decision): DifferenceCode {
  if (backward === 'undecided' || forward === 'undecided') return 'pattern-undecided'
  if (backward === 'yes') return forward === 'yes' ? 'pattern-rewritten' : 'pattern-widened'
  return forward === 'yes' ? 'pattern-narrowed' : 'pattern-changed'
}

/** Undecided counts as a break: nothing is called compatible that may not be. */
function impliesPatterns(from: Shape, to: Shape): Decision {
  const { values } = from
  if (values !== undefined) {
    return values.every((value) => to.patterns.every((each) => matches(each, value))) ? 'yes' : 'no'
  }
  const decisions = to.patterns.map((wanted) => {
    const each = from.patterns.map((given) => patternContains(wanted, given))
    if (each.includes('yes')) return 'yes'
    return each.includes('undecided') ? 'undecided' : 'no'
  })
  if (decisions.includes('no')) return 'no'
  return decisions.includes('undecided') ? 'undecided' : 'yes'
}

function matches(pattern: string, value: JsonValue): boolean {
  return typeof value !== 'string' || new RegExp(pattern, 'u').test(value)
}

function formats(sides: Sides): FacetDifference | undefined {
  const [before = '', after = ''] = [sides.older, sides.newer].map(({ formats: all }) =>
    [...all].sort().join(', '),
  )
  if (before === after) return undefined
  return {
    code: 'format-changed',
    breaks: bothWays(sides, (from, to) => to.formats.every((each) => from.formats.includes(each))),
    keyword: 'format',
    params: { before: before || NONE, after: after || NONE },
  }
}

function checks({ older, newer }: Sides): readonly FacetDifference[] {
  const added = newer.checks.filter((each) => !older.checks.includes(each))
  const removed = older.checks.filter((each) => !newer.checks.includes(each))
  return [
    ...(added.length === 0 ? [] : [checkDifference('check-added', added)]),
    ...(removed.length === 0 ? [] : [checkDifference('check-removed', removed)]),
  ]
}

function checkDifference(
  code: 'check-added' | 'check-removed',
  names: readonly string[],
): FacetDifference {
  const isAdded = code === 'check-added'
  return {
    code,
    breaks: { backward: isAdded, forward: !isAdded },
    keyword: 'x-check',
    params: { checks: names },
  }
}

function uniqueItems({ older, newer }: Sides): FacetDifference | undefined {
  if (older.hasUniqueItems === newer.hasUniqueItems) return undefined
  const isAdded = newer.hasUniqueItems
  const isIdle = (shape: Shape) => (shape.counts['maxItems'] ?? 0) <= 1
  return {
    code: isAdded ? 'unique-items-added' : 'unique-items-removed',
    breaks: { backward: isAdded && !isIdle(older), forward: !isAdded && !isIdle(newer) },
    keyword: 'uniqueItems',
    params: {},
  }
}
