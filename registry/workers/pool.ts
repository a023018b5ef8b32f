/**
 * Judges large documents in threads, so that no request waits for another's megabytes.
 *
 * The queue has an end, and a task has a time: what does not fit is refused at once, and
 * a thread that does not come back is ended and replaced.
 *
 * @module
 */
import { Piscina } from 'piscina'
import type {
  Catalogue,
  ConvertRequest,
  ValidateRequest,
  Validator,
  Verdict,
} from '../../validator/index.ts'
import { Problem } from '../../validator/index.ts'
import { judgingOverdue, serviceBusy } from '../problems.ts'
import { POOL_DEFAULT, type PoolSettings } from './settings.ts'
import type { JudgingResult, JudgingTask, NamedRecord, ToldProblem, WorkerSetup } from './task.ts'

export interface JudgingPool {
  /** Throws the Problems of `Validator.validate`, `service-busy` or `judging-overdue`. */
  readonly validate: Validator['validate']
  /** Throws the Problems of `Validator.verify`, and the same two. */
  readonly verify: Validator['verify']
  /** Throws the Problems of `Validator.convert`, and the same two. */
  readonly convert: (
    document: Uint8Array,
    request: ConvertRequest,
  ) => Promise<readonly NamedRecord[]>
  readonly waiting: () => number
  readonly close: () => Promise<void>
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
  policyText: () => string | undefined = () => undefined,
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

  async function ask<Result extends JudgingResult>(task: JudgingTask): Promise<Result> {
    // Piscina would wait for a place in the queue instead of refusing.
    if (pool.queueSize >= queueMax) throw busy()
    const signal = AbortSignal.timeout(timeoutMs)
    const result = await run(pool.run(task, { signal }) as Promise<JudgingResult>, signal)
    if ('problem' in result) throw retold(result.problem)
    return result as Result
  }
  const inForce = () => {
    const policy = policyText()
    return { at: now().toISOString(), ...(policy !== undefined && { policy }) }
  }

  return {
    async validate(document, request = {}) {
      const task: JudgingTask = { kind: 'validate', document, request, ...inForce() }
      return (await ask<{ verdict: Verdict }>(task)).verdict
    },
    async verify(document, request = {}) {
      const task: JudgingTask = { kind: 'verify', document, request, ...inForce() }
      return (await ask<{ verdict: Verdict }>(task)).verdict
    },
    async convert(document, request) {
      const task: JudgingTask = { kind: 'convert', document, request, ...inForce() }
      return (await ask<{ records: readonly NamedRecord[] }>(task)).records
    },
    waiting: () => pool.queueSize,
    close: () => pool.destroy(),
  }
}

function retold({ kind, detail, extensions }: ToldProblem): Problem {
  return new Problem(kind, detail, { extensions })
}

/** Threads run what this runs: what was built, or the source. */
const WORKER = import.meta.url.endsWith('.ts')
  ? '../../scripts/worker-from-source.mjs'
  : './worker.js'

/** Small and cheap documents here, others in the pool; `catalogue` is that of the validator. */
export function shareValidation(
  validator: Validator,
  pool: JudgingPool,
  catalogue: Catalogue,
): Validator {
  const isInline = (document: Uint8Array, request?: ValidateRequest) =>
    document.byteLength <= INLINE_BYTES_MAX && !validator.isCostly(document, request)
  return {
    ...validator,
    // An XSD takes tens of milliseconds to compile: never while others wait.
    validate: (document, request) =>
      isInline(document, request) && request?.xsd !== true
        ? validator.validate(document, request)
        : pool.validate(document, request),
    verify: (document, request) =>
      isInline(document, request)
        ? validator.verify(document, request)
        : pool.verify(document, request),
    async convert(document, request) {
      if (isInline(document)) return validator.convert(document, request)
      const records = await pool.convert(document, request)
      return records.map(({ ref, ...record }) => ({ ...record, version: catalogue.get(ref) }))
    },
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
