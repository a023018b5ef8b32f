/**
 * Judges pieces and documents here while they are few, and in threads when they are many.
 *
 * A thread reads the catalogue anew, which pays only for megabytes.
 *
 * @module
 */
import { Piscina } from 'piscina'
import type { RecordsJudged, ValidateRequest, Validator, Verdict } from '../../validator/index.ts'
import { Problem } from '../../validator/index.ts'
import { judgeTask } from './judge-task.ts'
import type { JudgeResult, JudgeSetup, JudgeTask, Piece } from './task.ts'

export interface Judge {
  /** How many tasks may be under way at once. */
  readonly width: number
  readonly records: (piece: Piece, request: ValidateRequest) => Promise<RecordsJudged>
  readonly document: (document: Uint8Array, request: ValidateRequest) => Promise<Verdict>
  readonly close: () => Promise<void>
}

/** So much is judged here before threads are started. */
const INLINE_BYTES_MAX = 4_000_000

const WORKER = import.meta.url.endsWith('.ts')
  ? '../../scripts/batch-worker-from-source.mjs'
  : './worker.js'

export function createJudge(
  validator: Validator,
  setup: () => JudgeSetup,
  threads: number,
  now: () => Date,
): Judge {
  let judgedBytes = 0
  let pool: Piscina | undefined

  function startPool(): Piscina {
    return new Piscina({
      filename: new URL(WORKER, import.meta.url).href,
      workerData: setup(),
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
    })
  }

  async function run(task: JudgeTask, bytes: Uint8Array): Promise<JudgeResult> {
    judgedBytes += bytes.byteLength
    if (threads < 2 || judgedBytes <= INLINE_BYTES_MAX) return judgeTask(validator, task)
    pool ??= startPool()
    const { buffer } = bytes
    const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
    return pool.run(task, isWhole ? { transferList: [buffer] } : {}) as Promise<JudgeResult>
  }

  async function ask(task: JudgeTask, bytes: Uint8Array): Promise<Exclude<JudgeResult, Told>> {
    const result = await run(task, bytes)
    if (!('problem' in result)) return result
    const { kind, detail, extensions } = result.problem
    throw new Problem(kind, detail, { extensions })
  }
  const at = () => now().toISOString()

  return {
    width: threads < 2 ? 1 : threads + 1,
    async records(piece, request) {
      const result = await ask({ kind: 'records', piece, request, at: at() }, piece.bytes)
      return (result as { readonly records: RecordsJudged }).records
    },
    async document(document, request) {
      const result = await ask({ kind: 'document', document, request, at: at() }, document)
      return (result as { readonly verdict: Verdict }).verdict
    },
    close: async () => pool?.destroy(),
  }
}

type Told = Extract<JudgeResult, { readonly problem: unknown }>
