/**
 * What was established about one ds:Signature, as a report and its issues.
 *
 * @module
 */
import { createIssue } from '../../issues/issue.ts'
import { issueKinds } from '../../issues/kinds.ts'
import type { Issue, SignatureReport } from '../../verdict.ts'
import { withAdvice } from '../advice.ts'
import type { AlgorithmRow } from '../algorithms/table.ts'
import { toSigner } from '../certificate.ts'
import { issueCodeOf, reportMessage } from '../sentences.ts'
import { type SignerTrust, toTrustFacts } from '../signer-trust.ts'
import { type JudgedProperties, levelOf } from '../xades/judge-properties.ts'
import type { QualifyingProperties } from '../xades/read-properties.ts'
import type { Coverage } from './coverage.ts'
import type { SignatureFault } from './fault.ts'
import type { VerifiedValue } from './signature-value.ts'

/** What was established before the judgement ended. */
export interface Facts {
  value?: VerifiedValue
  /** Of the table, by the key that signed. */
  row?: AlgorithmRow
  algorithmFindings?: readonly string[]
  coverage?: Coverage
  claimedTime?: string
  /** URIs, once every digest holds. */
  digestAlgorithms?: readonly string[]
  properties?: QualifyingProperties
  judged?: JudgedProperties
  trust?: SignerTrust
}

/** `fault` is why the judgement ended, when it did before its end. */
export function toReport(location: string, facts: Facts, fault?: SignatureFault): SignatureReport {
  const { value, coverage, claimedTime, judged } = facts
  const signer = value && toSigner(value.signer)
  const said = {
    indication: fault?.indication ?? 'TOTAL_PASSED',
    ...(fault && { subIndication: fault.subIndication }),
    scope: scopeOf(coverage),
    ...(signer && { signer }),
    ...(claimedTime && { claimedTime }),
  }
  const provedTime = judged?.provedTime
  return {
    format: 'xmldsig',
    ...said,
    covers: coverage?.covers ?? [],
    uncovered: coverage?.uncovered ?? [],
    ...(value && { algorithm: value.algorithm }),
    location,
    message: reportMessage({
      ...said,
      ...(provedTime && { provedTime }),
      ...(fault && { reason: fault.reason }),
    }),
    findings: findingsOf(facts, fault),
    ...toFacts(facts),
  }
}

function findingsOf(
  { algorithmFindings = [], coverage, judged, trust }: Facts,
  fault: SignatureFault | undefined,
): readonly string[] {
  const { uncovered = [], isMoreUncovered = false } = coverage ?? {}
  return [
    ...(fault === undefined ? [] : [fault.finding]),
    ...algorithmFindings,
    ...(uncovered.length > 0 ? ['signature-partial'] : []),
    ...(isMoreUncovered ? ['uncovered-more'] : []),
    ...(judged?.findings ?? []),
    ...(trust?.findings ?? []),
  ]
}

function toFacts(facts: Facts): Pick<SignatureReport, 'facts'> {
  const { row, trust, properties, judged, digestAlgorithms = [] } = facts
  const ofSigner = properties?.signingCertificate?.algorithm ?? []
  const digests =
    digestAlgorithms.length > 0
      ? { digestAlgorithms: [...new Set(digestAlgorithms.concat(ofSigner))] }
      : {}
  const algorithm = row && { algorithm: row.id }
  const common = { ...algorithm, ...digests, ...toTrustFacts(trust).facts }
  if (properties === undefined || judged === undefined) {
    return Object.keys(common).length > 0 ? { facts: common } : {}
  }
  const { timestamps, provedTime } = judged
  const { commitments } = properties
  return {
    facts: {
      ...common,
      ...(trust && levelOf(properties, judged, trust)),
      ...(timestamps.length > 0 && { timestamps }),
      ...(commitments.length > 0 && { commitments }),
      ...(provedTime && { provedTime }),
    },
  }
}

function scopeOf(coverage: Coverage | undefined): SignatureReport['scope'] {
  if (coverage === undefined) return 'NONE'
  return coverage.uncovered.length > 0 ? 'PARTIAL' : 'FULL'
}

/** Findings that are issue kinds of their own; the others are told by the sentence. */
const OWN_ISSUES = [
  'content-unsigned',
  'signed-part-ambiguous',
  'algorithm-legacy',
  'signature-partial',
] as const

export function toIssues(
  report: SignatureReport,
  fault: SignatureFault | undefined,
): readonly Issue[] {
  const site = { instanceLocation: '', xpath: report.location }
  const params = { algorithm: report.algorithm }
  const own = OWN_ISSUES.filter((code) => report.findings.includes(code)).map((code) =>
    createIssue(issueKinds[code], site, code === 'algorithm-legacy' ? params : {}),
  )
  if (fault === undefined) return own
  const kind = issueKinds[issueCodeOf(fault)]
  const reason = withAdvice(fault.reason, fault.subIndication)
  const said = kind.code === 'algorithm-refused' ? {} : { reason }
  return [createIssue(kind, site, said), ...own]
}
