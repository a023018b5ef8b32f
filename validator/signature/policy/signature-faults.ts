/**
 * What one signature that passed lacks by the requirements of a policy.
 *
 * @module
 */
import type { IssueCode } from '../../issues/kinds.ts'
import type { Bilingual, SignatureReport, SubIndication } from '../../verdict.ts'
import { type AlgorithmException, exceptionsFor } from '../algorithm-exception.ts'
import { maySignDocuments, PURPOSE_REFUSED } from '../key-purposes.ts'
import { EXCEPTABLE_ALGORITHMS } from '../xmldsig/algorithms.ts'
import { algorithmEnded } from './algorithm-dates.ts'
import { isOfKinds, isOfSenders } from './choose-rule.ts'
import type { MessageClaims } from './claims.ts'
import { endedEvidence } from './evidence-dates.ts'
import { matchParty } from './parties.ts'
import type { Partner, Requirements } from './policy.ts'

export interface SignatureFault {
  readonly code: IssueCode
  /** How ETSI EN 319 102-1 calls what is wrong. */
  readonly subIndication: SubIndication
  readonly params: Readonly<Record<string, unknown>>
}

export interface Acceptance {
  readonly requirements: Requirements
  readonly claims: MessageClaims
  readonly partners: readonly Partner[]
  readonly algorithmExceptions: readonly AlgorithmException[]
  readonly at: Date
}

export function faultsOf(
  report: SignatureReport,
  acceptance: Acceptance,
): readonly SignatureFault[] {
  return [
    exceptionOfOthers(report, acceptance),
    algorithmFault(report, acceptance),
    ...evidenceFaults(report, acceptance),
    purposeFault(report, acceptance),
    revocationUnknown(report, acceptance),
    timestampMissing(report, acceptance),
  ].filter((fault) => fault !== undefined)
}

/** Verified by an exception that was made for other messages, or for another signer than this. */
function exceptionOfOthers(
  report: SignatureReport,
  acceptance: Acceptance,
): SignatureFault | undefined {
  const used = exceptedAlgorithms(report)
  if (used.every((each) => exceptionsOf(report, each, acceptance).length > 0)) return undefined
  const isNamed = used.every((each) => exceptionsOfMessage(each, acceptance).length > 0)
  return isNamed
    ? { code: 'signer-not-sender', subIndication: 'SIG_CONSTRAINTS_FAILURE', params: {} }
    : { code: 'algorithm-refused', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', params: {} }
}

/**
 * Those that a signature may pass by. One that names its senders is for what they sign: who can
 * forge a signature by a broken algorithm can forge what the message says of its sender with it.
 */
export function exceptionsOf(
  { signer }: SignatureReport,
  algorithm: string,
  acceptance: Acceptance,
): readonly AlgorithmException[] {
  const { claims, partners } = acceptance
  const isSender =
    signer !== undefined && matchParty(signer, 'sender', claims, partners) === 'matches'
  return exceptionsOfMessage(algorithm, acceptance).filter(
    ({ senders }) => senders === undefined || isSender,
  )
}

function exceptionsOfMessage(
  algorithm: string,
  { algorithmExceptions, claims, at }: Acceptance,
): readonly AlgorithmException[] {
  return exceptionsFor(algorithm, algorithmExceptions, at).filter(
    ({ senders, kinds }) => isOfSenders(senders, claims) && isOfKinds(kinds, claims),
  )
}

/** What a signature that passed could pass by for an exception alone. */
export function exceptedAlgorithms({ algorithm = '', facts }: SignatureReport): readonly string[] {
  const used = new Set([algorithm, ...(facts?.digestAlgorithms ?? [])])
  return EXCEPTABLE_ALGORITHMS.filter((each) => used.has(each))
}

function algorithmFault(
  report: SignatureReport,
  acceptance: Acceptance,
): SignatureFault | undefined {
  const params = algorithmEnded(report, acceptance)
  if (params === undefined) return undefined
  return { code: 'algorithm-ended', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', params }
}

/** Nothing proves that it was there while its algorithm was good: EN 319 102-1. */
function evidenceFaults(
  report: SignatureReport,
  acceptance: Acceptance,
): readonly SignatureFault[] {
  return endedEvidence(report, acceptance).map((params) => ({
    code: 'evidence-algorithm-ended',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    params,
  }))
}

function purposeFault(
  { facts }: SignatureReport,
  { requirements: { certificatePurposes, requirePurposes } }: Acceptance,
): SignatureFault | undefined {
  const { purposes } = facts ?? {}
  const isAsked = requirePurposes.length > 0
  const isFound = requirePurposes.some((each) => purposes?.includes(each))
  if (isAsked && !isFound) return purposeFaultOf(purposeMissing(requirePurposes))
  // Whoever is trusted by name was chosen for this, whatever the certificate was made for.
  const isNamed = facts?.path?.length === 1
  if (isNamed || maySignDocuments(purposes, certificatePurposes)) return undefined
  return purposeFaultOf(PURPOSE_REFUSED.reason)
}

function purposeFaultOf(reason: Bilingual): SignatureFault {
  const params = { reason }
  return { code: 'certificate-purpose', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', params }
}

function purposeMissing(asked: readonly string[]): Bilingual {
  const purposes = asked.join(', ')
  return {
    vi: `chứng thư không nêu mục đích mà chính sách đòi hỏi (${purposes})`,
    en: `the certificate does not name a purpose that the policy asks for (${purposes})`,
  }
}

function revocationUnknown(
  { facts, signer }: SignatureReport,
  { requirements }: Acceptance,
): SignatureFault | undefined {
  // Whoever is trusted by name has no issuer that could take it back: only the operator can.
  const isNamed = facts?.path?.length === 1
  if (requirements.revocation !== 'required' || isNamed) return undefined
  const isGood = facts?.revocation?.some(
    ({ certificate, status }) => certificate === signer?.fingerprint && status === 'good',
  )
  if (isGood === true) return undefined
  return { code: 'revocation-unknown', subIndication: 'TRY_LATER', params: {} }
}

function timestampMissing(
  { facts }: SignatureReport,
  { requirements }: Acceptance,
): SignatureFault | undefined {
  if (requirements.timestamp !== 'required' || facts?.provedTime?.by === 'timestamp')
    return undefined
  return { code: 'timestamp-missing', subIndication: 'SIG_CONSTRAINTS_FAILURE', params: {} }
}
