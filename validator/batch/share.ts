/**
 * What one of several threads found in its part of a file, in as much memory however large it is.
 *
 * Numbers add up in any order; only what is listed needs its place among the rest.
 *
 * @module
 */
import { ISSUE_COUNT_MAX } from '../limits.ts'
import { addRecords, NO_RECORDS } from './records-verdict.ts'
import type { RecordsJudged } from './tally.ts'

export interface Share {
  /** Of all but what is kept. */
  readonly counted: RecordsJudged
  readonly kept: readonly Placed[]
  readonly issueCount: number
}

interface Placed {
  /** Of the piece in the file. */
  readonly order: number
  readonly judged: RecordsJudged
}

export const startShare: Share = { counted: NO_RECORDS, kept: [], issueCount: 0 }

/** In the order of the file, but for the pieces of other threads. */
export function addToShare(share: Share, order: number, judged: RecordsJudged): Share {
  const { counted, kept } = share
  const isFull = share.issueCount > ISSUE_COUNT_MAX
  const tells = isFull ? judged.signatures.length > 0 : isTelling(judged)
  if (tells || isFirstWith('schema', judged, kept) || isFirstWith('asOf', judged, kept)) {
    const issues = isFull ? [] : judged.issues
    const placed = { order, judged: { ...judged, issues } }
    return { counted, kept: [...kept, placed], issueCount: share.issueCount + issues.length }
  }
  const { records, invalidRecords, issueCounts } = judged
  const numbers = { records, invalidRecords, issueCounts, issues: [], signatures: [] }
  return { ...share, counted: addRecords(counted, numbers) }
}

function isTelling({ issues, signatures }: RecordsJudged): boolean {
  return issues.length > 0 || signatures.length > 0
}

/** A verdict names the first there is. */
function isFirstWith(
  name: 'schema' | 'asOf',
  judged: RecordsJudged,
  kept: readonly Placed[],
): boolean {
  return judged[name] !== undefined && kept.every((each) => each.judged[name] === undefined)
}

export function joinShares(shares: readonly Share[]): RecordsJudged {
  const kept = shares.flatMap((share) => share.kept).sort((one, other) => one.order - other.order)
  const listed = kept.map(({ judged }) => judged).reduce(addRecords, NO_RECORDS)
  return shares.map(({ counted }) => counted).reduce(addRecords, listed)
}
