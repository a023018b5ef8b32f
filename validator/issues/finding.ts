/**
 * What a keyword of ours found wrong, before anybody knows where in the document.
 *
 * @module
 */
import type { LegalBasis, Severity } from '../verdict.ts'
import type { IssueCode } from './kinds.ts'
import { issueKinds } from './kinds.ts'

export interface Finding {
  readonly code: IssueCode
  /** JSON Pointer from the value that was judged; absent: that value itself. */
  readonly at?: string
  /** What was expected; never what was found. */
  readonly params?: Readonly<Record<string, unknown>>
  /** Params to be filled with fields' legal names: JSON Pointers from the value judged. */
  readonly names?: Readonly<Record<string, string>>
  /** Where it differs from the kind's own. */
  readonly severity?: Severity
  readonly basis?: readonly LegalBasis[]
}

export function severityOf(finding: Finding): Severity {
  return finding.severity ?? issueKinds[finding.code].severity
}
