/**
 * Judges a file of records here and in as many threads as help, block by block.
 *
 * @module
 */
import type { RecordsJudged, Share, ValidateRequest, Validator } from '../../validator/index.ts'
import { joinShares } from '../../validator/index.ts'
import { judgeShared } from './judge-shared.ts'
import { placingIn } from './part-places.ts'
import type { RecordsForm, SharedFile } from './shared-file.ts'
import { bytesTaken, giveUp, hasTaken, isUnlike, shareFile } from './shared-file.ts'

export interface RecordsFile {
  readonly file: string
  readonly form: RecordsForm
  readonly size: number
  /** Told how many bytes more were judged. */
  readonly onBytes: (bytes: number) => void
}

export interface Help {
  readonly validator: Validator
  /** How many threads help, and what starts one, by its number from 1. */
  readonly helpers: number
  readonly startHelper: (
    shared: SharedFile,
    thread: number,
    request: ValidateRequest,
  ) => Promise<Share>
}

/** Undefined for a collection that is not cut as it looks: it is to be read from its start. */
export async function judgeRecordsFile(
  { file, form, onBytes }: RecordsFile,
  request: ValidateRequest,
  { validator, helpers, startHelper }: Help,
): Promise<RecordsJudged | undefined> {
  const shared = shareFile(file, form, helpers + 1)
  const failed = new Set<number>()
  const helping = Array.from({ length: helpers }, (_, index) => {
    const started = startHelper(shared, index + 1, request)
    // Told when it is waited for; until then nobody is to wait for a lock that it has.
    started.catch(() => {
      failed.add(index)
      giveUp(shared)
    })
    return started
  })
  let told = 0
  const own = await judgeShared(shared, 0, validator, request, () => {
    const taken = bytesTaken(shared)
    onBytes(taken - told)
    told = taken
  })
  // One that came too late to take anything is still starting; for one that failed all stopped.
  const isHeard = (index: number) => hasTaken(shared, index + 1) || failed.has(index)
  const helped = await Promise.all(helping.filter((_, index) => isHeard(index)))
  if (isUnlike(shared)) {
    onBytes(-told)
    return undefined
  }
  const shares = [own, ...helped]
  return joinShares(shares, placingIn(file, shares))
}
