/**
 * What was found in some records, one verdict after the other.
 *
 * @module
 */
import { ISSUE_COUNT_MAX } from '../limits.ts'
import type { Issue, PolicyUsed, SchemaUsed, Verdict } from '../verdict.ts'

/** What was found in some records, and adds up over pieces. */
export interface RecordsJudged {
  readonly records: number
  readonly invalidRecords: number
  /** Of the first that has one. */
  readonly schema?: SchemaUsed
  readonly asOf?: string
  /** False when one of those that were held against their XSD has departed from it. */
  readonly xsdValid?: boolean
  /** In the order of the records; at most one more than a verdict holds. */
  readonly issues: readonly Issue[]
  /** True when some record has more issues than a verdict holds. */
  readonly truncated?: boolean
  /** All there were, by code. */
  readonly issueCounts: Readonly<Record<string, number>>
  readonly signatures: Verdict['signatures']
  /** Without its rule: each record may have another. */
  readonly policy?: PolicyUsed
}

/** While it is being counted. */
export type Tally = { -readonly [Name in keyof RecordsJudged]: RecordsJudged[Name] } & {
  readonly issues: Issue[]
  readonly issueCounts: Record<string, number>
}

export function startTally(): Tally {
  return { records: 0, invalidRecords: 0, issues: [], issueCounts: {}, signatures: [] }
}

/** Of a document that is a record of a file; `place` says where in the file an issue is. */
export function addVerdict(
  tally: Tally,
  verdict: Partial<Verdict> & Pick<Verdict, 'valid' | 'issues' | 'signatures'>,
  place: (issue: Issue) => Issue,
): void {
  if (verdict.schema !== undefined) tally.schema ??= verdict.schema
  if (verdict.asOf !== undefined) tally.asOf ??= verdict.asOf
  const xsdValid = bothValid(tally.xsdValid, verdict.xsdValid)
  if (xsdValid !== undefined) tally.xsdValid = xsdValid
  if (verdict.policy !== undefined) tally.policy ??= { id: verdict.policy.id }
  if (!verdict.valid) tally.invalidRecords += 1
  if (verdict.truncated === true) tally.truncated = true
  if (verdict.signatures.length > 0) tally.signatures = [...tally.signatures, ...verdict.signatures]
  for (const issue of verdict.issues) {
    tally.issueCounts[issue.code] = (tally.issueCounts[issue.code] ?? 0) + 1
    if (tally.issues.length <= ISSUE_COUNT_MAX) tally.issues.push(place(issue))
  }
}

/** Of two parts of one document; undefined where neither was held against an XSD. */
export function bothValid(
  one: boolean | undefined,
  other: boolean | undefined,
): boolean | undefined {
  return one === undefined ? other : one && (other ?? true)
}
