/**
 * What was established about one signature of a JWS, as a report and its issues.
 *
 * @module
 */
import { createIssue } from '../../issues/issue.ts'
import { issueKinds } from '../../issues/kinds.ts'
import type { Bilingual, Issue, SignatureReport, SubIndication } from '../../verdict.ts'
import { withAdvice } from '../advice.ts'
import type { AlgorithmRow } from '../algorithms/table.ts'
import { type Certificate, toSigner } from '../certificate.ts'
import { indicationOf } from '../indication.ts'
import { type JudgedJades, jadesFacts } from '../jades/judge-properties.ts'
import { PURPOSE_REFUSED } from '../key-purposes.ts'
import { issueCodeOf, reasonOf, reportMessage } from '../sentences.ts'
import { type SignerTrust, toTrustFacts } from '../signer-trust.ts'
import type { JwsSignature } from './parse.ts'

export interface Facts {
  readonly algorithm?: string
  /** Of the table, by the key that signed. */
  readonly row?: AlgorithmRow
  readonly algorithmFindings?: readonly string[]
  /** Whose key the signature value fits. */
  readonly signer?: Certificate
  readonly trust?: SignerTrust
  readonly jades?: JudgedJades
  /** Why the judgement went no further. */
  readonly fault?: SubIndication
}

export function toReport(signature: JwsSignature, facts: Facts): SignatureReport {
  const { algorithm, fault } = facts
  const { refusal } = facts.trust ?? {}
  const signer = facts.signer && toSigner(facts.signer)
  const { claimedTime } = signature
  const indication = indicationOf(fault)
  const uncovered = uncoveredOf(signature)
  const provedTime = facts.jades?.provedTime
  const scope = scopeOf(signer !== undefined, uncovered)
  const claimed = claimedTime === undefined ? {} : { claimedTime }
  const outcome = { indication, ...(fault === undefined ? {} : { subIndication: fault }) }
  return {
    format: 'jws',
    ...outcome,
    scope,
    covers: signer === undefined ? [] : ['payload'],
    uncovered,
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(signer === undefined ? {} : { signer }),
    ...claimed,
    location: signature.location,
    message: reportMessage({
      ...outcome,
      scope,
      ...claimed,
      ...(signer && { signer }),
      ...(provedTime && { provedTime }),
      ...(refusal && { reason: refusal.reason }),
    }),
    findings: [...findingsOf(facts), ...(facts.trust?.findings ?? [])],
    ...toFacts(facts),
  }
}

/** The same codes as of XML signatures. What is not here is a fault of the certificate's path. */
const FINDINGS: Partial<Readonly<Record<SubIndication, string>>> = {
  FORMAT_FAILURE: 'structure-malformed',
  HASH_FAILURE: 'digest-mismatch',
  SIG_CRYPTO_FAILURE: 'value-mismatch',
  SIG_CONSTRAINTS_FAILURE: 'content-unsigned',
  CRYPTO_CONSTRAINTS_FAILURE: 'algorithm-refused',
  NO_SIGNING_CERTIFICATE_FOUND: 'certificate-missing',
  SIGNED_DATA_NOT_FOUND: 'target-missing',
}

function findingsOf({ fault, algorithmFindings = [], jades, trust }: Facts): readonly string[] {
  const isDoubted = jades?.timestamps.some(({ indication }) => indication !== 'TOTAL_PASSED')
  return [
    ...(fault === undefined
      ? []
      : [trust?.refusal?.finding ?? FINDINGS[fault] ?? 'certificate-untrusted']),
    ...algorithmFindings,
    ...(isDoubted === true ? ['timestamp-doubted'] : []),
  ]
}

/** Timestamps and evidence (`etsiU`) speak for themselves; anything else there is unsigned. */
function uncoveredOf({ unprotected = {}, location }: JwsSignature): readonly string[] {
  const isOther = Object.keys(unprotected).some((name) => name !== 'etsiU')
  return isOther ? [`${location}/header`] : []
}

/** Nothing is established of a signature whose value fits nobody. */
function toFacts({ row, trust, jades }: Facts): Pick<SignatureReport, 'facts'> {
  if (trust === undefined || jades === undefined) return toTrustFacts(trust)
  const algorithm = row && { algorithm: row.id }
  return { facts: { ...algorithm, ...toTrustFacts(trust).facts, ...jadesFacts(jades, trust) } }
}

/** A JWS that could not be read has one report, which says why. */
export function toRefusal(reason: Bilingual): {
  readonly reports: readonly SignatureReport[]
  readonly issues: readonly Issue[]
} {
  const report: SignatureReport = {
    format: 'jws',
    indication: 'TOTAL_FAILED',
    subIndication: 'FORMAT_FAILURE',
    scope: 'NONE',
    covers: [],
    uncovered: [],
    location: '',
    message: reportMessage({
      indication: 'TOTAL_FAILED',
      subIndication: 'FORMAT_FAILURE',
      reason,
    }),
    findings: ['jws-malformed'],
  }
  const issue = createIssue(
    issueKinds['jws-malformed'],
    { instanceLocation: '' },
    {
      reason: withAdvice(reason, 'FORMAT_FAILURE'),
    },
  )
  return { reports: [report], issues: [issue] }
}

export function toIssues(report: SignatureReport): readonly Issue[] {
  const site = { instanceLocation: '' }
  const legacy = report.findings.includes('algorithm-legacy')
    ? [createIssue(issueKinds['algorithm-legacy'], site, { algorithm: report.algorithm })]
    : []
  if (report.indication === 'TOTAL_PASSED') return legacy
  const kind = issueKinds[issueCodeOf(report)]
  const { findings, subIndication } = report
  const isForOthers = findings.includes(PURPOSE_REFUSED.finding)
  const why = isForOthers ? PURPOSE_REFUSED.reason : reasonOf(subIndication)
  const reason = withAdvice(why, subIndication)
  const params = kind.code === 'algorithm-refused' ? {} : { reason }
  return [createIssue(kind, site, params), ...legacy]
}

function scopeOf(isCovered: boolean, uncovered: readonly string[]): SignatureReport['scope'] {
  if (!isCovered) return 'NONE'
  return uncovered.length > 0 ? 'PARTIAL' : 'FULL'
}
