/**
 * Does one task, in whichever thread.
 *
 * @module
 */
import type { Validator } from '../../validator/index.ts'
import { judgeRecords, linesOf, Problem } from '../../validator/index.ts'
import type { JudgeResult, JudgeTask } from './task.ts'

export async function judgeTask(validator: Validator, task: JudgeTask): Promise<JudgeResult> {
  const { request } = task
  try {
    if (task.kind === 'document') {
      return { verdict: await validator.validate(task.document, request) }
    }
    const { bytes, line = 1, start, end, places = linesOf(bytes, line, start, end) } = task.piece
    return { records: await judgeRecords(bytes, places, validator, request) }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { kind, message, extensions } = thrown
    return { problem: { kind, detail: message, extensions } }
  }
}
