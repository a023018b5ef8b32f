/**
 * Which of some places stand out of order, and where each belongs.
 *
 * Taking the longest sequence that is in order as right leaves the fewest to
 * blame: one element moved to the end is one report, not one for all others.
 *
 * @module
 */

/** It belongs before the place named, or after it. */
export interface Misplaced {
  readonly index: number
  readonly side: 'before' | 'after'
  readonly place: number
}

/** Those outside the longest non-decreasing sequence; negative places are left out. */
export function misplaced(places: readonly number[]): readonly Misplaced[] {
  const known = places.flatMap((place, index) => (place < 0 ? [] : [index]))
  if (isInOrder(places, known)) return []
  const right = longestInOrder(places, known)
  const isRight = new Set(right)
  return known
    .filter((index) => !isRight.has(index))
    .map((index) => rightPlace(index, right, places))
}

function isInOrder(places: readonly number[], indexes: readonly number[]): boolean {
  return indexes.every((index, at) => {
    const previous = indexes[at - 1]
    return previous === undefined || placeOf(places, previous) <= placeOf(places, index)
  })
}

/** Patience sorting: `tails` ends the best sequence of each length. */
function longestInOrder(places: readonly number[], indexes: readonly number[]): readonly number[] {
  const tails: number[] = []
  const previous = new Map<number, number | undefined>()
  for (const index of indexes) {
    const length = countUpTo(placeOf(places, index), tails, places)
    previous.set(index, tails[length - 1])
    tails[length] = index
  }
  const sequence: number[] = []
  for (let at = tails.at(-1); at !== undefined; at = previous.get(at)) sequence.push(at)
  return sequence.reverse()
}

/** It would be in order itself, if nothing lower came after it and nothing higher before. */
function rightPlace(index: number, right: readonly number[], places: readonly number[]): Misplaced {
  const place = placeOf(places, index)
  const lower = right[countUpTo(place - 1, right, places) - 1]
  if (lower !== undefined && lower > index) {
    return { index, side: 'after', place: placeOf(places, lower) }
  }
  const higher = right[countUpTo(place, right, places)]
  return { index, side: 'before', place: placeOf(places, higher) }
}

/** How many of the indexes have a place not beyond this one; their places ascend. */
function countUpTo(place: number, indexes: readonly number[], places: readonly number[]): number {
  let low = 0
  let high = indexes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (placeOf(places, indexes[middle]) <= place) low = middle + 1
    else high = middle
  }
  return low
}

function placeOf(places: readonly number[], index: number | undefined): number {
  return places[index ?? 0] ?? 0
}
