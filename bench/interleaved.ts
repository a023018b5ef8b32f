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
export async function interleaved(size: number, runs: readonly Run[]): Promise<readonly number[]> {
  return (await interleavedCosts(size, runs)).map(({ elapsed }) => elapsed)
}

type Run = () => void | Promise<void>

/** Milliseconds. */
export interface Cost {
  readonly elapsed: number
  /** Of all threads: what is left of a run when it does not matter who waits for whom. */
  readonly cpu: number
}

export async function interleavedCosts(
  size: number,
  runs: readonly Run[],
): Promise<readonly Cost[]> {
  const inRow = Math.max(1, Math.floor(RUN_BYTES / size))
  const costs = runs.map((): Cost[] => [])
  const warming = Math.max(WARMING_ROUNDS, Math.ceil(WARMING_BYTES / (inRow * size)))
  for (let round = -warming; round < ROUNDS; round += 1) {
    for (const [index, run] of runs.entries()) {
      const [begin, before] = [performance.now(), process.cpuUsage()]
      for (let count = 0; count < inRow; count += 1) await run()
      const [elapsed, { user, system }] = [performance.now() - begin, process.cpuUsage(before)]
      const cost = { elapsed: elapsed / inRow, cpu: (user + system) / 1_000 / inRow }
      if (round >= 0) costs[index]?.push(cost)
    }
  }
  return costs.map((each) => ({
    elapsed: median(each.map(({ elapsed }) => elapsed)),
    cpu: median(each.map(({ cpu }) => cpu)),
  }))
}

const ROUNDS = 7
/** Not counted: the first runs are those of the compiler, which takes its time over small ones. */
const WARMING_ROUNDS = 5
const WARMING_BYTES = 10_000_000
/** Of messages in one turn. */
const RUN_BYTES = 500_000
