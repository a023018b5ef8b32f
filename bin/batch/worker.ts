/**
 * A thread that judges records and documents with a catalogue of its own.
 *
 * @module
 */
import { workerData } from 'piscina'
import { readDecryptionKeyFile, readPolicyFile, readTrustFolder } from '../../sources/index.ts'
import type { Validator } from '../../validator/index.ts'
import { createCatalogue, createValidator } from '../../validator/index.ts'
import { judgeTask } from './judge-task.ts'
import type { JudgeResult, JudgeSetup, JudgeTask } from './task.ts'

// One task at a time: the instant of the task is that of the validator.
let at = new Date(0)
const starting = start(workerData as JudgeSetup)

async function start(setup: JudgeSetup): Promise<Validator> {
  const { entries, base, trustFolder, policyFile, decryptionKeyFile: keyFile } = setup
  const trust = trustFolder && { trust: await readTrustFolder(trustFolder, new Date()) }
  const policy = policyFile && { policy: await readPolicyFile(policyFile) }
  const keys = keyFile && {
    decryptionKeys: [await readDecryptionKeyFile(keyFile, setup.decryptionKeyPassword)],
  }
  const catalogue = createCatalogue(entries, base)
  return createValidator({
    catalogue,
    ...(trust || {}),
    ...(policy || {}),
    ...(keys || {}),
    loadXsd: () => import('../../codegen/index.ts'),
    now: () => at,
  })
}

/** Named by piscina: what a task is handed to. */
async function judge(task: JudgeTask): Promise<JudgeResult> {
  const validator = await starting
  at = new Date(task.at)
  return judgeTask(validator, task)
}

// biome-ignore lint/style/noDefaultExport: it is what piscina calls.
export default judge
