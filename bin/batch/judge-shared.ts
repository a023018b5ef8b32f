/**
 * A thread's part in judging a file that several share: block by block until none is left.
 *
 * @module
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { openFile } from '../../sources/index.ts'
import type { Share, ValidateRequest, Validator } from '../../validator/index.ts'
import { addToShare, judgeRecords, startShare } from '../../validator/index.ts'
import type { SharedFile } from './shared-file.ts'
import { createBlockReader, findUnlike, giveUp } from './shared-file.ts'

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
      const { form } = shared
      const { bytes, places, order, offset } = block
      if (typeof form === 'string') {
        share = addToShare(share, order, await judgeRecords(bytes, places, validator, request))
      } else {
        const judged = await validator.judgeChildren(form.root, bytes, request)
        if (judged === undefined) findUnlike(shared)
        else share = addToShare(share, order, judged, { offset, children: judged.children })
      }
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
