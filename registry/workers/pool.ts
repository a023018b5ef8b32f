/**
 * Judges large documents in threads, so that no request waits for another's megabytes.
 *
 * The queue has an end, and a task has a time: what does not fit is refused at once, and
 * a thread that does not come back is ended and replaced.
 *
 * @module
 */
import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import type { ValidateRequest, Validator, Verdict } from '../../validator/index.ts'
import { Problem } from '../../validator/index.ts'
import { judgingOverdue, serviceBusy } from '../problems.ts'
import type { JudgingResult, WorkerSetup } from './task.ts'

export interface PoolSettings {
  readonly threads: number
  /** Documents that may wait. */
  readonly queueMax: number
  readonly timeoutMs: number
}

export interface JudgingPool {
  /** Throws the Problems of `Validator.validate`, `service-busy` or `judging-overdue`. */
  readonly validate: Validator['validate']
  readonly waiting: () => number
  readonly close: () => Promise<void>
}

export const POOL_DEFAULT: PoolSettings = {
  threads: Math.min(4, availableParallelism()),
  queueMax: 64,
  timeoutMs: 30_000,
}

/** Up to here a document is judged where it arrives, in a millisecond or two. */
export const INLINE_BYTES_MAX = 32_768
const RETRY_AFTER_SECONDS = 2
/** Of the heap of a thread; a document that needs more is hostile. */
const HEAP_MEGABYTES_MAX = 512

export function createJudgingPool(
  setup: WorkerSetup,
  now: () => Date,
  { threads, queueMax, timeoutMs }: PoolSettings = POOL_DEFAULT,
): JudgingPool {
  const pool = new Piscina({
    filename: new URL(WORKER, import.meta.url).href,
    workerData: setup,
    minThreads: 1,
    maxThreads: threads,
    maxQueue: queueMax,
    idleTimeout: Number.POSITIVE_INFINITY,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX },
  })

  async function validate(document: Uint8Array, request: ValidateRequest = {}): Promise<Verdict> {
    // Piscina would wait for a place in the queue instead of refusing.
    if (pool.queueSize >= queueMax) throw busy()
    const task = { document, request, at: now().toISOString() }
    const signal = AbortSignal.timeout(timeoutMs)
    const result = await run(pool.run(task, { signal }) as Promise<JudgingResult>, signal)
    if ('verdict' in result) return result.verdict
    const { kind, detail, extensions } = result.problem
    throw new Problem(kind, detail, { extensions })
  }

  return { validate, waiting: () => pool.queueSize, close: () => pool.destroy() }
}

/** Threads run what this runs: what was built, or the source. */
const WORKER = import.meta.url.endsWith('.ts')
  ? '../../scripts/worker-from-source.mjs'
  : './worker.js'

/** Small documents here, large ones in the pool. */
export function shareValidation(validator: Validator, pool: JudgingPool): Validator {
  return {
    ...validator,
    validate: (document, request) =>
      document.byteLength <= INLINE_BYTES_MAX
        ? validator.validate(document, request)
        : pool.validate(document, request),
  }
}

async function run(running: Promise<JudgingResult>, signal: AbortSignal): Promise<JudgingResult> {
  try {
    return await running
  } catch (thrown) {
    if (signal.aborted) throw overdue()
    throw thrown
  }
}

function busy(): Problem {
  return new Problem(serviceBusy, `Try again in ${RETRY_AFTER_SECONDS} seconds`, {
    extensions: { retryAfter: RETRY_AFTER_SECONDS },
  })
}

function overdue(): Problem {
  return new Problem(judgingOverdue, 'Send it in parts, or judge it with the command')
}
