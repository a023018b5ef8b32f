/**
 * A thread that judges documents with a catalogue of its own.
 *
 * @module
 */
import { workerData } from 'piscina'
import { readDecryptionKeyFile, watchTrustFolder } from '../../sources/index.ts'
import type { Policy, Validator } from '../../validator/index.ts'
import { createCatalogue, createValidator, Problem, readPolicy } from '../../validator/index.ts'
import type { JudgingResult, JudgingTask, WorkerSetup } from './task.ts'

// One task at a time: the instant and the policy of the task are those of the validator.
let at = new Date(0)
let written: { readonly text: string; readonly policy: Policy } | undefined
const starting = start(workerData as WorkerSetup)

async function start(setup: WorkerSetup): Promise<Validator> {
  const { entries, base, trustFolder, decryptionKeyFile: keyFile } = setup
  // The service tells what it reads anew; a thread does the same in silence.
  const trust =
    trustFolder === undefined
      ? {}
      : { trust: (await watchTrustFolder(trustFolder, { now: () => new Date() })).current }
  const policy = () => written?.policy
  const keys =
    keyFile === undefined
      ? {}
      : { decryptionKeys: [await readDecryptionKeyFile(keyFile, setup.decryptionKeyPassword)] }
  const catalogue = createCatalogue(entries, base)
  const loadXsd = () => import('../../codegen/index.ts')
  return createValidator({ catalogue, ...trust, policy, ...keys, loadXsd, now: () => at })
}

/** Named by piscina: what a task is handed to. */
async function judge(task: JudgingTask): Promise<JudgingResult> {
  const validator = await starting
  at = new Date(task.at)
  written = rememberPolicy(task.policy)
  try {
    return await answer(validator, task)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { kind, message, extensions } = thrown
    return { problem: { kind, detail: message, extensions } }
  }
}

/** The same object for the same text: what a validator remembers, it remembers by it. */
function rememberPolicy(text: string | undefined): typeof written {
  if (text === undefined || text === written?.text) return text === undefined ? undefined : written
  return { text, policy: readPolicy(text) }
}

async function answer(validator: Validator, task: JudgingTask): Promise<JudgingResult> {
  const { kind, document, request } = task
  if (kind === 'validate') return { verdict: await validator.validate(document, request) }
  if (kind === 'verify') return { verdict: await validator.verify(document, request) }
  const records = await validator.convert(document, request)
  return { records: records.map(({ version, ...record }) => ({ ...record, ref: version.ref })) }
}

// biome-ignore lint/style/noDefaultExport: it is what piscina calls.
export default judge
