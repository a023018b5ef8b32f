/**
 * A filter that gives up loudly: one that never lets anything through would run
 * for ever without a word.
 *
 * @module
 */
import type fc from 'fast-check'

const REFUSED_MAX = 2_000

export function boundedFilter<T>(
  values: fc.Arbitrary<T>,
  accepts: (value: T) => boolean,
  what: () => string,
): fc.Arbitrary<T> {
  let refused = 0
  return values.filter((value) => {
    const isAccepted = accepts(value)
    refused = isAccepted ? 0 : refused + 1
    if (refused > REFUSED_MAX) throw new Error(`Nothing that is made is allowed: ${what()}`)
    return isAccepted
  })
}
