/**
 * Judges pieces and documents here while they are few, and in threads when they are many.
 *
 * A thread reads the catalogue anew, which pays only for megabytes. This one judges as well, while
 * the others are busy: so there is one fewer to start.
 *
 * @module
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { Piscina } from 'piscina'
import type {
  ElementsJudged,
  JudgePart,
  RecordsJudged,
  Share,
  ValidateRequest,
  Validator,
  Verdict,
} from '../../validator/index.ts'
import { Problem } from '../../validator/index.ts'
import type { RecordsFile } from './judge-records-file.ts'
import { judgeRecordsFile } from './judge-records-file.ts'
import { judgeTask } from './judge-task.ts'
import type { SharedFile } from './shared-file.ts'
import type { JudgeResult, JudgeSetup, JudgeTask, Piece } from './task.ts'

export interface Judge {
  /** How many tasks may be under way at once. */
  readonly width: number
  readonly records: (piece: Piece, request: ValidateRequest) => Promise<RecordsJudged>
  /** A file of records that can be read at any place; undefined when it is none. */
  readonly file: (file: RecordsFile, request: ValidateRequest) => Promise<RecordsJudged | undefined>
  readonly document: (document: Uint8Array, request: ValidateRequest) => Promise<Verdict>
  /** A part of a collection that is large: never judged here where there are threads. */
  readonly part: JudgePart
  readonly close: () => Promise<void>
}

/** So much is judged here before threads are started. */
const INLINE_BYTES_MAX = 4_000_000

const WORKER = import.meta.url.endsWith('.ts')
  ? '../../scripts/batch-worker-from-source.mjs'
  : './worker.js'

function startPool(workerData: JudgeSetup, threads: number): Piscina {
  return new Piscina({
    filename: new URL(WORKER, import.meta.url).href,
    workerData,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    // What is read of a record is gone with it: little room for it is enough, and faster.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  })
}

export function createJudge(
  validator: Validator,
  setup: () => JudgeSetup,
  threads: number,
  now: () => Date,
): Judge {
  let judgedBytes = 0
  let pool: Piscina | undefined
  /** Tasks in threads. */
  let running = 0

  async function run(task: JudgeTask, bytes: Uint8Array): Promise<JudgeResult> {
    judgedBytes += bytes.byteLength
    if (threads < 2 || judgedBytes <= INLINE_BYTES_MAX) return judgeTask(validator, task)
    // Perhaps one has just come to an end.
    if (running >= threads - 1) await breathe()
    if (running >= threads - 1) return judgeTask(validator, task)
    const { buffer } = bytes
    const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
    return runInThread(task, isWhole ? [buffer] : [])
  }

  async function runInThread(task: JudgeTask, transferList: ArrayBuffer[]): Promise<JudgeResult> {
    pool ??= startPool(setup(), threads - 1)
    running += 1
    try {
      return (await pool.run(task, { transferList })) as JudgeResult
    } finally {
      running -= 1
    }
  }

  async function ask(asked: Promise<JudgeResult>): Promise<Exclude<JudgeResult, Told>> {
    const result = await asked
    if (!('problem' in result)) return result
    const { kind, detail, extensions } = result.problem
    throw new Problem(kind, detail, { extensions })
  }
  const at = () => now().toISOString()

  async function startHelper(
    shared: SharedFile,
    thread: number,
    request: ValidateRequest,
  ): Promise<Share> {
    const task: JudgeTask = { kind: 'share', shared, thread, request, at: at() }
    return ((await ask(runInThread(task, []))) as { readonly share: Share }).share
  }

  async function judgeDocument(document: Uint8Array, request: ValidateRequest): Promise<Verdict> {
    const result = await ask(run({ kind: 'document', document, request, at: at() }, document))
    return (result as { readonly verdict: Verdict }).verdict
  }

  return {
    width: threads < 2 ? 1 : threads + 1,
    async records(piece, request) {
      const result = await ask(run({ kind: 'records', piece, request, at: at() }, piece.bytes))
      return (result as { readonly records: RecordsJudged }).records
    },
    file(records, request) {
      const helpers = records.size > INLINE_BYTES_MAX ? threads - 1 : 0
      return judgeRecordsFile(records, request, { validator, helpers, startHelper })
    },
    document: judgeDocument,
    async part(part, request) {
      judgedBytes = Math.max(judgedBytes, INLINE_BYTES_MAX)
      const result = await ask(run({ kind: 'part', part, request, at: at() }, part.bytes))
      return (result as { readonly elements: ElementsJudged }).elements
    },
    close: async () => pool?.destroy(),
  }
}

type Told = Extract<JudgeResult, { readonly problem: unknown }>
