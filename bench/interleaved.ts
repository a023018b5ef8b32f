/**
 * Times several ways of doing the same, side by side in one run.
 *
 * @module
 */
import { median } from './load.ts'

/**
 * Milliseconds of each, the median of rounds in which each has its turn.
 *
 * A turn is several runs in a row, so that each cleans up after itself.
 */
export async function interleaved(
  size: number,
  runs: readonly (() => void | Promise<void>)[],
): Promise<readonly number[]> {
  const inRow = Math.max(1, Math.floor(RUN_BYTES / size))
  const times = runs.map((): number[] => [])
  for (let round = -WARMING_ROUNDS; round < ROUNDS; round += 1) {
    for (const [index, run] of runs.entries()) {
      const begin = performance.now()
      for (let count = 0; count < inRow; count += 1) await run()
      if (round >= 0) times[index]?.push((performance.now() - begin) / inRow)
    }
  }
  return times.map((each) => median(each))
}

const ROUNDS = 7
/** Not counted: the first runs are those of the compiler. */
const WARMING_ROUNDS = 5
/** Of messages in one turn. */
const RUN_BYTES = 500_000
