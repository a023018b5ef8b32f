/**
 * One verdict for a file of records, from what was found in its pieces.
 *
 * @module
 */
import { issueKinds } from '../issues/kinds.ts'
import { ISSUE_COUNT_MAX } from '../limits.ts'
import type { Issue, Verdict } from '../verdict.ts'
import type { RecordsJudged } from './tally.ts'
import { bothValid } from './tally.ts'

export interface RecordsVerdict extends Verdict {
  readonly records: number
  readonly invalidRecords: number
  /** All issues there were, by code: more than are listed. */
  readonly issueCounts: Readonly<Record<string, number>>
}

export const NO_RECORDS: RecordsJudged = {
  records: 0,
  invalidRecords: 0,
  issues: [],
  issueCounts: {},
  signatures: [],
}

/** In the order of the pieces. */
export function addRecords(before: RecordsJudged, after: RecordsJudged): RecordsJudged {
  const issueCounts = { ...before.issueCounts }
  for (const [code, count] of Object.entries(after.issueCounts)) {
    issueCounts[code] = (issueCounts[code] ?? 0) + count
  }
  const isToldAlready = (issue: Issue) => isOfAll(issue) && before.issues.some(isOfAll)
  const repeated = after.issues.filter(isToldAlready)
  for (const { code } of repeated) issueCounts[code] = (issueCounts[code] ?? 0) - 1
  const issues =
    repeated.length === 0 ? after.issues : after.issues.filter((each) => !isToldAlready(each))
  const [schema, asOf] = [before.schema ?? after.schema, before.asOf ?? after.asOf]
  const policy = before.policy ?? after.policy
  const xsdValid = bothValid(before.xsdValid, after.xsdValid)
  const isFull = before.issues.length > ISSUE_COUNT_MAX
  const truncated = before.truncated === true || after.truncated === true
  return {
    records: before.records + after.records,
    invalidRecords: before.invalidRecords + after.invalidRecords,
    issues: isFull ? before.issues : [...before.issues, ...issues],
    issueCounts,
    signatures: [...before.signatures, ...after.signatures],
    ...(schema === undefined ? {} : { schema }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(policy === undefined ? {} : { policy }),
    ...(xsdValid === undefined ? {} : { xsdValid }),
    ...(truncated ? { truncated } : {}),
  }
}

/**
 * A collection is one message: what a policy asks of it is asked of all its records, and told
 * once. A record that is a message of its own has a line.
 */
export function isOfAll({ code, line }: Issue): boolean {
  return code === issueKinds['signature-required'].code && line === undefined
}

export function toRecordsVerdict(
  judged: RecordsJudged,
  document: string | undefined,
  format: Verdict['format'] = 'json',
): RecordsVerdict {
  const { issues, schema, asOf, xsdValid, truncated = false, ...counts } = judged
  return {
    ...(document === undefined ? {} : { document }),
    valid: judged.invalidRecords === 0,
    ...(schema === undefined ? {} : { schema }),
    ...(asOf === undefined ? {} : { asOf }),
    format,
    ...(xsdValid === undefined ? {} : { xsdValid }),
    issues: issues.slice(0, ISSUE_COUNT_MAX),
    truncated: truncated || issues.length > ISSUE_COUNT_MAX,
    ...counts,
  }
}
