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
  ValidateRequest,
  Validator,
  Verdict,
  VerifyRequest,
} from '../../validator/index.ts'
import { Problem } from '../../validator/index.ts'
import type { ConversionAnswer, ConversionQuestion } from '../conversion-answer.ts'
import { type Judge, judgeHere } from '../judge.ts'
import { judgingExhausted, judgingOverdue, serviceBusy } from '../problems.ts'
import { POOL_DEFAULT, type PoolSettings } from './settings.ts'
import type {
  JudgingQuestion,
  JudgingResult,
  JudgingTask,
  ToldProblem,
  WorkerSetup,
} from './task.ts'
import { createTurn, giveUp, type Turn } from './turn.ts'

type Ask<Answer, Options extends readonly unknown[]> = (
  document: Uint8Array,
  ...options: Options
) => Promise<Answer>

/** Where a document is handed over, its bytes are gone for whoever asked. */
export interface JudgingPool {
  /** Throws Problems of `Validator.validate`, `service-busy`, `judging-overdue`, `-exhausted`. */
  readonly validate: Ask<Verdict, [request?: ValidateRequest, isHandedOver?: boolean]>
  /** Throws the Problems of `Validator.verify`, and the same three. */
  readonly verify: Ask<Verdict, [request?: VerifyRequest, isHandedOver?: boolean]>
  /** Throws the Problems of `answerConversion`, and the same three. */
  readonly convert: Ask<ConversionAnswer, [request: ConversionQuestion, isHandedOver?: boolean]>
  readonly waiting: () => number
  readonly close: () => Promise<void>
}

/** Up to here a document is judged where it arrives, in a millisecond or two. */
export const INLINE_BYTES_MAX = 32_768
const RETRY_AFTER_SECONDS = 2
const HEAP_MEGABYTES_MAX = 512

export interface PoolOptions extends PoolSettings {
  /** Asked for each document; without a policy what holds is accepted. */
  readonly policyText?: () => string | undefined
  /** Told of a thread that fell while it judged nothing. */
  readonly logDefect?: (thrown: unknown) => void
  /** Of the heap of a thread; a document that needs more is hostile. */
  readonly heapMegabytesMax?: number
}

export function createJudgingPool(
  setup: WorkerSetup,
  now: () => Date,
  options: PoolOptions = POOL_DEFAULT,
): JudgingPool {
  const { threads, queueMax, timeoutMs, policyText, logDefect = () => undefined } = options
  const { heapMegabytesMax: maxOldGenerationSizeMb = HEAP_MEGABYTES_MAX } = options
  const pool = new Piscina({
    filename: new URL(WORKER, import.meta.url).href,
    workerData: setup,
    minThreads: 1,
    maxThreads: threads,
    maxQueue: queueMax,
    idleTimeout: Number.POSITIVE_INFINITY,
    resourceLimits: { maxOldGenerationSizeMb },
  })
  // Without a listener it would end the service.
  pool.on('error', logDefect)

  async function ask<Result extends JudgingResult>(question: JudgingQuestion): Promise<Result> {
    // Piscina would wait for a place in the queue instead of refusing.
    if (pool.queueSize >= queueMax) throw busy()
    const policy = policyText?.()
    const inForce = { at: now().toISOString(), ...(policy !== undefined && { policy }) }
    const task: JudgingTask = { ...question, ...inForce, turn: createTurn() }
    const transferList = handedOver(question)
    const result = await within(timeoutMs, task.turn, (signal) =>
      pool.run(task, { signal, transferList }),
    )
    if ('problem' in result) throw retold(result.problem)
    return result as Result
  }

  return {
    async validate(document, request = {}, isHandedOver) {
      const question = { kind: 'validate', document, request, isHandedOver } as const
      return (await ask<{ verdict: Verdict }>(question)).verdict
    },
    async verify(document, request = {}, isHandedOver) {
      const question = { kind: 'verify', document, request, isHandedOver } as const
      return (await ask<{ verdict: Verdict }>(question)).verdict
    },
    async convert(document, request, isHandedOver) {
      const task = { kind: 'convert', document, request, isHandedOver } as const
      return (await ask<{ conversion: ConversionAnswer }>(task)).conversion
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

/** Memory that is the document's alone goes to the thread; any other is copied. */
function handedOver({ document, isHandedOver = false }: JudgingQuestion): ArrayBuffer[] {
  const { buffer, byteLength } = document
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  return isHandedOver && isAlone ? [buffer] : []
}

/**
 * Small and cheap documents here, others in the pool, to which their bytes are handed over:
 * whoever asks has them no longer. `catalogue` is that of the validator.
 */
export function shareValidation(
  validator: Validator,
  pool: JudgingPool,
  catalogue: Catalogue,
): Judge {
  const here = judgeHere(validator, catalogue)
  const isInline = (document: Uint8Array, request?: ValidateRequest) =>
    document.byteLength <= INLINE_BYTES_MAX && !validator.isCostly(document, request)
  return {
    // An XSD takes tens of milliseconds to compile: never while others wait.
    validate: (document, request) =>
      isInline(document, request) && request?.xsd !== true
        ? here.validate(document, request)
        : pool.validate(document, request, true),
    verify: (document, request) =>
      isInline(document, request)
        ? here.verify(document, request)
        : pool.verify(document, request, true),
    convert: (document, question) =>
      isInline(document)
        ? here.convert(document, question)
        : pool.convert(document, question, true),
  }
}

/**
 * The same time for waiting and, once a thread has begun, for judging: a document that had to
 * wait is not ended in the middle of its work, and the thread with it.
 */
function within(
  timeoutMs: number,
  turn: Turn,
  start: (signal: AbortSignal) => Promise<JudgingResult>,
): Promise<JudgingResult> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    let timer = setTimeout(expire, timeoutMs)
    function expire(): void {
      const since = giveUp(turn)
      if (since === undefined) {
        reject(busy())
        return
      }
      const left = since + timeoutMs - Date.now()
      if (left > 0) {
        timer = setTimeout(expire, left)
        return
      }
      reject(overdue())
      controller.abort()
    }
    void start(controller.signal)
      .then(resolve, (thrown: unknown) => reject(isExhausted(thrown) ? exhausted() : thrown))
      .finally(() => clearTimeout(timer))
  })
}

function busy(): Problem {
  return new Problem(serviceBusy, `Try again in ${RETRY_AFTER_SECONDS} seconds`, {
    extensions: { retryAfter: RETRY_AFTER_SECONDS },
  })
}

function overdue(): Problem {
  return new Problem(judgingOverdue, 'Send it in parts, or judge it with the command')
}

function isExhausted(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function exhausted(): Problem {
  return new Problem(judgingExhausted, 'Send it in parts, or judge it with the command')
}
