/**
 * Does one task, in whichever thread.
 *
 * @module
 */
import type { Validator } from '../../validator/index.ts'
import { judgeRecords, Problem } from '../../validator/index.ts'
import { judgeShared } from './judge-shared.ts'
import { cutters } from './shared-file.ts'
import type { JudgeResult, JudgeTask } from './task.ts'

export async function judgeTask(validator: Validator, task: JudgeTask): Promise<JudgeResult> {
  const { request } = task
  try {
    if (task.kind === 'document') {
      return { verdict: await validator.validate(task.document, request) }
    }
    if (task.kind === 'part') return { elements: await validator.judgePart(task.part, request) }
    if (task.kind === 'share') {
      return { share: await judgeShared(task.shared, task.thread, validator, request) }
    }
    const { bytes, cursor, isEnd, input } = task.piece
    const { places = [] } = cutters[input](bytes, cursor, isEnd) ?? {}
    return { records: await judgeRecords(bytes, places, validator, request) }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { kind, message, extensions } = thrown
    return { problem: { kind, detail: message, extensions } }
  }
}
