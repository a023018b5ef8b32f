/**
 * All that is against a document: its issues, and the signatures that did not pass.
 *
 * A pipeline knows only one kind of entry, so a signature is told as an issue there; in a verdict
 * it stays what it is.
 *
 * @module
 */
import { isSignatureError, issueKinds } from '../issues/kinds.ts'
import type { Issue, SignatureReport, Verdict } from '../verdict.ts'

export function findingsOf({ issues, signatures }: Verdict): readonly Issue[] {
  const failed = signatures.filter(({ indication }) => indication !== 'TOTAL_PASSED')
  // Most verdicts have an issue for it already, which is not to be told twice.
  const isTold = failed.length === 0 || issues.some(isSignatureError)
  return isTold ? issues : [...issues, ...failed.map(toIssue)]
}

function toIssue(signature: SignatureReport): Issue {
  const { format, indication, subIndication, location, message } = signature
  const hasFailed = indication === 'TOTAL_FAILED'
  const { code, severity } = issueKinds[hasFailed ? 'signature-invalid' : 'signature-undecided']
  return {
    code,
    severity,
    message,
    instanceLocation: format === 'jws' ? location : '',
    ...(format === 'xmldsig' ? { xpath: location } : {}),
    params: { indication, ...(subIndication === undefined ? {} : { subIndication }) },
  }
}
