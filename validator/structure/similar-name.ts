/**
 * Finds the field that a misspelled name was probably meant to be.
 *
 * Senders confuse `IDHoSo` and `IdHoSo`, and write `l` for `I`.
 *
 * @module
 */

const DISTANCE_MAX = 2

/** The nearest known name when it is near enough, else undefined. */
export function similarName(name: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined
  let least = Math.min(DISTANCE_MAX, Math.floor(name.length / 4)) + 1
  for (const candidate of known) {
    if (candidate.toLowerCase() === name.toLowerCase()) return candidate
    if (Math.abs(candidate.length - name.length) >= least) continue
    const distance = editDistance(name, candidate)
    if (distance < least) {
      nearest = candidate
      least = distance
    }
  }
  return nearest
}

/** Levenshtein: insertions, deletions and substitutions of characters. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
        ),
      )
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
