/**
 * How what was found adds up to a verdict.
 *
 * @module
 */
import { ISSUE_COUNT_MAX } from '../limits.ts'
import type { Issue, Verdict } from '../verdict.ts'
import type { AcceptedJudgement } from './judgement.ts'

export function toVerdict(judgement: AcceptedJudgement, document: string | undefined): Verdict {
  const { format, issues, signatures = [], schema, asOf, encryption, policy } = judgement
  const hasError = issues.some(({ severity }) => severity === 'error')
  const allPassed = signatures.every(({ indication }) => indication === 'TOTAL_PASSED')
  const hold = judgement.signaturesHold ?? allPassed
  return {
    ...(document === undefined ? {} : { document }),
    valid: !hasError && hold,
    ...(schema === undefined ? {} : { schema }),
    ...(asOf === undefined ? {} : { asOf }),
    format,
    ...(judgement.xsdValid === undefined ? {} : { xsdValid: judgement.xsdValid }),
    issues: issues.slice(0, ISSUE_COUNT_MAX),
    truncated: issues.length > ISSUE_COUNT_MAX,
    signatures,
    ...(encryption === undefined ? {} : { encryption }),
    ...(policy === undefined ? {} : { policy }),
  }
}

/** Issues as a reader meets them: by line and column, those without a place first. */
export function inDocumentOrder(issues: readonly Issue[]): readonly Issue[] {
  return issues.toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  )
}
