/**
 * A thread's part in judging a file that several share: block by block until none is left.
 *
 * @module
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { openFile } from '../../sources/index.ts'
import type { RecordsJudged, Share, ValidateRequest, Validator } from '../../validator/index.ts'
import { addToShare, judgeRecords, Problem, startShare } from '../../validator/index.ts'
import type { Block, SharedFile } from './shared-file.ts'
import { createBlockReader, findUnlike, giveUp, isGuess } from './shared-file.ts'

/** `onBlock` is told after each block; whatever is thrown stops the other threads too. */
export async function judgeShared(
  shared: SharedFile,
  thread: number,
  validator: Validator,
  request: ValidateRequest,
  onBlock: () => void = () => {},
): Promise<Share> {
  const opened = openFile(shared.file)
  if (opened === undefined) throw new Error('what is shared is no file any more')
  try {
    const reader = createBlockReader(shared, opened, thread)
    let share = startShare
    for (let block = await reader.next(); block !== undefined; block = await reader.next()) {
      share = await addBlock(block, shared, share, validator, request)
      onBlock()
      // Others are to be heard between blocks.
      await breathe()
    }
    return share
  } catch (thrown) {
    giveUp(shared)
    throw thrown
  } finally {
    opened.close()
  }
}

/** Cut in the wrong place, what is right may be refused; cut rightly, what is not is again. */
async function addBlock(
  block: Block,
  shared: SharedFile,
  share: Share,
  validator: Validator,
  request: ValidateRequest,
): Promise<Share> {
  try {
    return await judgeBlock(block, shared, share, validator, request)
  } catch (thrown) {
    if (!(isGuess(shared.form) && thrown instanceof Problem)) throw thrown
    findUnlike(shared)
    return share
  }
}

/** With what was found in the block; nothing of it counts in a file that is not as it looked. */
async function judgeBlock(
  { bytes, places, order, offset }: Block,
  shared: SharedFile,
  share: Share,
  validator: Validator,
  request: ValidateRequest,
): Promise<Share> {
  const { form } = shared
  if (typeof form === 'string') {
    const judged = await judgeRecords(bytes, places, validator, request)
    if (isGuess(form) && isPartial(judged)) findUnlike(shared)
    return addToShare(share, order, judged)
  }
  const judged = await validator.judgeChildren(form.root, bytes, request)
  if (judged === undefined) findUnlike(shared)
  return judged === undefined
    ? share
    : addToShare(share, order, judged, { offset, children: judged.children })
}

/** What is said of a text that is no whole JSON: it may have been cut in the wrong place. */
const OF_PARTS = [
  'json-malformed',
  'json-member-duplicated',
  'nesting-too-deep',
  'encoding-invalid',
]

function isPartial({ issueCounts }: RecordsJudged): boolean {
  return OF_PARTS.some((code) => issueCounts[code] !== undefined)
}
