/**
 * A thread that judges documents with a catalogue of its own.
 *
 * @module
 */
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina'
import { watchTrustFolder } from '../../sources/index.ts'
import type { Policy } from '../../validator/index.ts'
import { createCatalogue, createValidator, Problem, readPolicy } from '../../validator/index.ts'
import { type Judge, judgeHere } from '../judge.ts'
import { trustUnavailable } from '../problems.ts'
import type { JudgingResult, JudgingTask, WorkerSetup } from './task.ts'
import { begin } from './turn.ts'

interface Started {
  readonly judge: Judge
  /** Reads anew whom to trust, where that has changed. */
  readonly refresh: () => Promise<unknown>
}

const RETRY_AFTER_SECONDS = 10
const setup = workerData as WorkerSetup
// One task at a time: the instant and the policy of the task are those of the validator.
let at = new Date(0)
let written: { readonly text: string; readonly policy: Policy } | undefined
// Before the thread is ready for a task; what went wrong is told to the task that needs it.
let started = await start().catch(() => undefined)

async function start(): Promise<Started> {
  const { entries, base, trustFolder, decryptionKeys } = setup
  // The service tells what it reads anew; a thread does the same in silence.
  const watched =
    trustFolder === undefined
      ? undefined
      : await watchTrustFolder(trustFolder, { now: () => new Date() })
  const catalogue = createCatalogue(entries, base)
  const validator = createValidator({
    catalogue,
    ...(watched && { trust: watched.current }),
    policy: () => written?.policy,
    ...(decryptionKeys && { decryptionKeys }),
    loadXsd: () => import('../../codegen/index.ts'),
    now: () => at,
  })
  return { judge: judgeHere(validator, catalogue), refresh: async () => watched?.refresh() }
}

/** Named by piscina: what a task is handed to. */
async function judgeTask(task: JudgingTask): Promise<JudgingResult> {
  if (!begin(task.turn)) return { isGivenUp: true }
  try {
    const { judge, refresh } = await startedNow()
    // While it waits for a task a thread stands still, and no timer of its own runs.
    await refresh()
    at = new Date(task.at)
    written = rememberPolicy(task.policy)
    return await answer(judge, task)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { kind, message, extensions } = thrown
    return { problem: { kind, detail: message, extensions } }
  }
}

/** A folder of trust that is being changed may be whole again. */
async function startedNow(): Promise<Started> {
  try {
    started ??= await start()
    return started
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    // Its own words name files of this machine.
    throw new Problem(trustUnavailable, `Try again in ${RETRY_AFTER_SECONDS} seconds`, {
      extensions: { retryAfter: RETRY_AFTER_SECONDS },
      cause: thrown,
    })
  }
}

/** The same object for the same text: what a validator remembers, it remembers by it. */
function rememberPolicy(text: string | undefined): typeof written {
  if (text === undefined || text === written?.text) return text === undefined ? undefined : written
  return { text, policy: readPolicy(text) }
}

async function answer(judge: Judge, task: JudgingTask): Promise<JudgingResult> {
  const { kind, document, request } = task
  if (kind === 'validate') return { verdict: await judge.validate(document, request) }
  if (kind === 'verify') return { verdict: await judge.verify(document, request) }
  const conversion = await judge.convert(document, request)
  // Megabytes go back as they are, without a copy.
  const moved = { [transferableSymbol]: conversion.body.buffer, [valueSymbol]: { conversion } }
  return move(moved as never) as unknown as JudgingResult
}

// biome-ignore lint/style/noDefaultExport: it is what piscina calls.
export default judgeTask
