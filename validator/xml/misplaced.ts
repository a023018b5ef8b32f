/**
 * Which of some places stand out of order.
 *
 * Taking the longest sequence that is in order as right leaves the fewest to
 * blame: one element moved to the end is one report, not one for all others.
 *
 * @module
 */

/** Indexes of those outside the longest non-decreasing sequence; negative places are left out. */
export function misplaced(places: readonly number[]): readonly number[] {
  const known = places.flatMap((place, index) => (place < 0 ? [] : [index]))
  if (isInOrder(places, known)) return []
  const inOrder = new Set(longestInOrder(places, known))
  return known.filter((index) => !inOrder.has(index))
}

function isInOrder(places: readonly number[], indexes: readonly number[]): boolean {
  return indexes.every((index, at) => {
    const previous = indexes[at - 1]
    return previous === undefined || (places[previous] ?? 0) <= (places[index] ?? 0)
  })
}

/** Patience sorting: `tails` ends the best sequence of each length. */
function longestInOrder(places: readonly number[], indexes: readonly number[]): readonly number[] {
  const tails: number[] = []
  const previous = new Map<number, number | undefined>()
  for (const index of indexes) {
    const length = lengthBefore(tails, places, places[index] ?? 0)
    previous.set(index, tails[length - 1])
    tails[length] = index
  }
  const sequence: number[] = []
  for (let at = tails.at(-1); at !== undefined; at = previous.get(at)) sequence.push(at)
  return sequence
}

/** How many tails have a place not beyond this one. */
function lengthBefore(tails: readonly number[], places: readonly number[], place: number): number {
  let low = 0
  let high = tails.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[tails[middle] ?? 0] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low
}
