/**
 * How many threads judge large documents, and how many may wait for how long.
 *
 * @module
 */
import { availableParallelism } from 'node:os'

export interface PoolSettings {
  readonly threads: number
  /** Documents that may wait. */
  readonly queueMax: number
  readonly timeoutMs: number
}

export const POOL_DEFAULT: PoolSettings = {
  threads: Math.min(4, availableParallelism()),
  queueMax: 64,
  timeoutMs: 30_000,
}
