/**
 * What the stages of an exchange find, and how it adds up to a verdict.
 *
 * @module
 */
import { ISSUE_COUNT_MAX } from '../limits.ts'
import type { Issue, SchemaUsed, SignatureReport, Verdict } from '../verdict.ts'

export interface Judgement {
  readonly format: Verdict['format']
  readonly issues: readonly Issue[]
  readonly signatures?: readonly SignatureReport[]
  readonly schema?: SchemaUsed
  readonly asOf?: string
}

/** What was found in an envelope, with what was found in its content. */
export function merge(envelope: Judgement, content: Judgement): Judgement {
  return {
    ...envelope,
    ...content,
    issues: [...envelope.issues, ...content.issues],
    signatures: [...(envelope.signatures ?? []), ...(content.signatures ?? [])],
  }
}

export function toVerdict(judgement: Judgement, document: string | undefined): Verdict {
  const { format, issues, signatures = [], schema, asOf } = judgement
  const hasError = issues.some(({ severity }) => severity === 'error')
  const allPassed = signatures.every(({ indication }) => indication === 'TOTAL_PASSED')
  return {
    ...(document === undefined ? {} : { document }),
    valid: !hasError && allPassed,
    ...(schema === undefined ? {} : { schema }),
    ...(asOf === undefined ? {} : { asOf }),
    format,
    issues: issues.slice(0, ISSUE_COUNT_MAX),
    truncated: issues.length > ISSUE_COUNT_MAX,
    signatures,
  }
}

/** Issues as a reader meets them: by line and column, those without a place first. */
export function inDocumentOrder(issues: readonly Issue[]): readonly Issue[] {
  return issues.toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  )
}
