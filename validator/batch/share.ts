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
  /** Of XML: all of its parts. */
  readonly parts: readonly SharePart[]
}

/** A part of a collection, in which an issue's place is counted from the part's beginning. */
export interface SharePart {
  readonly order: number
  /** Of its first byte in the file. */
  readonly offset: number
  /** How many children of each qualified name it has. */
  readonly children: ReadonlyMap<string, number>
}

interface Placed {
  /** Of the piece in the file. */
  readonly order: number
  readonly judged: RecordsJudged
}

export const startShare: Share = { counted: NO_RECORDS, kept: [], issueCount: 0, parts: [] }

/** In the order of the file, but for the pieces of other threads. */
export function addToShare(
  share: Share,
  order: number,
  judged: RecordsJudged,
  part?: Omit<SharePart, 'order'>,
): Share {
  const { counted, kept } = share
  const parts = part === undefined ? share.parts : [...share.parts, { order, ...part }]
  const isFull = share.issueCount > ISSUE_COUNT_MAX
  const tells = isFull ? judged.signatures.length > 0 : isTelling(judged)
  if (tells || isFirstWith('schema', judged, kept) || isFirstWith('asOf', judged, kept)) {
    const issues = isFull ? [] : judged.issues
    const placed = { order, judged: { ...judged, issues } }
    const issueCount = share.issueCount + issues.length
    return { counted, kept: [...kept, placed], issueCount, parts }
  }
  const { schema: _, asOf: _day, ...numbers } = { ...judged, issues: [], signatures: [] }
  return { ...share, counted: addRecords(counted, numbers), parts }
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

/** `place` says where in the file the issues of a part are, where that is not known yet. */
export function joinShares(
  shares: readonly Share[],
  place: (judged: RecordsJudged, order: number) => RecordsJudged = (judged) => judged,
): RecordsJudged {
  const kept = shares.flatMap((share) => share.kept).sort((one, other) => one.order - other.order)
  const placed = kept.map(({ judged, order }) => place(judged, order))
  const listed = placed.reduce(addRecords, NO_RECORDS)
  return shares.map(({ counted }) => counted).reduce(addRecords, listed)
}
