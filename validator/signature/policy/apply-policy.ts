/**
 * Holds the signatures of a message against what a policy asks of it.
 *
 * Verification says what was signed, by whom, and whether it may be believed; here
 * that is taken back, never granted (`allowances.ts` has what a policy may grant).
 *
 * @module
 */
import { createIssue } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/kinds.ts'
import { issueKinds } from '../../issues/kinds.ts'
import { ISSUE_COUNT_MAX } from '../../limits.ts'
import type { Issue, PolicyUsed, SignatureReport } from '../../verdict.ts'
import { ALGORITHM_LEGACY } from '../algorithms/standing.ts'
import { reportMessage } from '../sentences.ts'
import { isLegacyByPolicy } from './algorithm-dates.ts'
import { chooseRule } from './choose-rule.ts'
import type { MessageClaims } from './claims.ts'
import { withOutlivedEvidence } from './evidence-dates.ts'
import { nameParty } from './parties.ts'
import type { Policy } from './policy.ts'
import {
  isSenderUnconfirmed,
  SENDER_UNCONFIRMED,
  senderFault,
  signedBySender,
} from './sender-fault.ts'
import type { Acceptance, SignatureFault } from './signature-faults.ts'
import { exceptedAlgorithms, exceptionsOf, faultsOf } from './signature-faults.ts'
import { isSignedBy, unsignedElements } from './signed-elements.ts'

export interface SignedMessage {
  readonly signatures: readonly SignatureReport[]
  readonly issues: readonly Issue[]
  readonly claims: MessageClaims
  /** Paths of the structures that the message was judged by. */
  readonly structures: readonly string[]
}

export interface Accepted {
  readonly signatures: readonly SignatureReport[]
  readonly issues: readonly Issue[]
  readonly policy: PolicyUsed
  /** True when all signatures passed, or one did where that is enough. */
  readonly signaturesHold: boolean
}

export function applyPolicy(message: SignedMessage, policy: Policy, at: Date): Accepted {
  const { rule, requirements } = chooseRule(policy, message.claims, message.structures)
  const { partners, algorithmExceptions } = policy
  const acceptance = { requirements, claims: message.claims, partners, algorithmExceptions, at }
  const reports = message.signatures.map((report) => withOutlivedEvidence(report, at))
  const judged = judgeSignatures(reports, acceptance)
  const held = judged.map(withFaults).map((report) => withLegacy(report, acceptance))
  const isUnconfirmed = isSenderUnconfirmed(held.filter(hasPassed), acceptance)
  const signatures = isUnconfirmed ? held.map(withUnconfirmed) : held
  const passed = signatures.filter(hasPassed)
  const isEnough =
    requirements.signatures === 'any' &&
    passed.length > 0 &&
    signatures.every((each) => hasPassed(each) || isTolerable(each, passed))
  const faults = judged.flatMap((each) => each.faults).map(issueOf)
  const tolerated = (issues: readonly Issue[]) => (isEnough ? issues.map(toleratedIssue) : issues)
  const ofPolicy = [
    ...tolerated(faults),
    ...(isSealed(message) ? [] : issuesOfWhole(signatures, passed, acceptance)),
    ...passed.flatMap((report) => exceptionIssues(report, acceptance)),
    ...judged.flatMap(({ report }) => legacyIssues(report, acceptance)),
  ]
  // Of too many issues the last are cut off: what the policy says must not be among them.
  const before = ISSUE_COUNT_MAX - ofPolicy.length
  const own = tolerated(message.issues)
  return {
    signatures,
    issues: [...own.slice(0, before), ...ofPolicy, ...own.slice(before)],
    policy: { id: policy.id, ...(rule === undefined ? {} : { rule }) },
    signaturesHold: isEnough || signatures.every(hasPassed),
  }
}

/** Whether it is signed nobody can say of what stays encrypted; it is invalid for that. */
function isSealed({ signatures, issues }: SignedMessage): boolean {
  const isUnread = ({ code }: Issue) =>
    code === 'message-encrypted' || code === 'decryption-refused'
  return signatures.length === 0 && issues.some(isUnread)
}

function hasPassed({ indication }: SignatureReport): boolean {
  return indication === 'TOTAL_PASSED'
}

/**
 * Beside those that passed, a signature may be doubted: never broken, never such that nobody can
 * tell what it is of, and never of what they have not signed, which would be judged with theirs.
 */
function isTolerable(
  { indication, covers }: SignatureReport,
  passed: readonly SignatureReport[],
): boolean {
  const isSigned = (covered: string) => isSignedBy(passed, covered)
  return indication !== 'TOTAL_FAILED' && covers.length > 0 && covers.every(isSigned)
}

interface Judged {
  readonly report: SignatureReport
  readonly faults: readonly SignatureFault[]
}

function judgeSignatures(
  reports: readonly SignatureReport[],
  acceptance: Acceptance,
): readonly Judged[] {
  const judged = reports.map((report) => ({
    report,
    faults: hasPassed(report) ? faultsOf(report, acceptance) : [],
  }))
  const isGood = ({ report, faults }: Judged) => hasPassed(report) && faults.length === 0
  const good = judged.filter(isGood).map(({ report }) => report)
  const wrongSender = senderFault(good, acceptance)
  if (wrongSender === undefined) return judged
  return judged.map((each) => (isGood(each) ? { ...each, faults: [wrongSender] } : each))
}

/** A signature that passed and lacks what was asked for is not believed; the facts stay. */
function withFaults({ report, faults }: Judged): SignatureReport {
  const [first] = faults
  if (first === undefined) return report
  return {
    ...report,
    indication: 'INDETERMINATE',
    subIndication: first.subIndication,
    message: reportMessage({
      ...factsOf(report),
      indication: 'INDETERMINATE',
      reason: asReason(issueOf(first)),
      // What an algorithm that is not accepted says of the content is not believed either.
      isEstablished: !first.subIndication.startsWith('CRYPTO_CONSTRAINTS_FAILURE'),
    }),
    findings: [...new Set([...report.findings, ...faults.map(({ code }) => code)])],
  }
}

function withUnconfirmed(report: SignatureReport): SignatureReport {
  if (!hasPassed(report)) return report
  return { ...report, findings: [...report.findings, SENDER_UNCONFIRMED] }
}

function factsOf({ signer, scope, claimedTime, facts }: SignatureReport) {
  const provedTime = facts?.provedTime
  return {
    scope,
    ...(signer && { signer }),
    ...(claimedTime !== undefined && { claimedTime }),
    ...(provedTime && { provedTime }),
  }
}

/** A sentence becomes the reason within another: without its capital and its full stop. */
function asReason({ message: { vi, en } }: Issue): Issue['message'] {
  return { vi: lowered(vi), en: lowered(en) }
}

function lowered(sentence: string): string {
  return (sentence.at(0) ?? '').toLowerCase() + sentence.slice(1).replace(/\.$/u, '')
}

function issueOf({ code, params }: SignatureFault): Issue {
  return createIssue(issueKinds[code], { instanceLocation: '' }, params)
}

/** An exception is never silent: the verdict says until when it holds. */
function exceptionIssues(report: SignatureReport, acceptance: Acceptance): readonly Issue[] {
  return exceptedAlgorithms(report).map((algorithm) => {
    const days = exceptionsOf(report, algorithm, acceptance).map(({ until }) => until)
    const params = { algorithm, until: days.toSorted().at(-1) }
    return createIssue(issueKinds['algorithm-excepted'], { instanceLocation: '' }, params)
  })
}

function withLegacy(report: SignatureReport, acceptance: Acceptance): SignatureReport {
  if (!isLegacyByPolicy(report, acceptance)) return report
  return { ...report, findings: [...report.findings, ALGORITHM_LEGACY] }
}

function legacyIssues(report: SignatureReport, acceptance: Acceptance): readonly Issue[] {
  if (!isLegacyByPolicy(report, acceptance)) return []
  const params = { algorithm: report.algorithm }
  return [createIssue(issueKinds['algorithm-legacy'], { instanceLocation: '' }, params)]
}

/** What a signature that passes elsewhere makes up for. */
const DOUBTS: ReadonlySet<string> = new Set<IssueCode>([
  'signature-undecided',
  'algorithm-refused',
  'algorithm-ended',
  'evidence-algorithm-ended',
  'certificate-purpose',
  'revocation-unknown',
  'timestamp-missing',
])

function toleratedIssue(issue: Issue): Issue {
  return DOUBTS.has(issue.code) ? { ...issue, severity: 'warning' } : issue
}

/** What no single signature lacks, but the message does. */
function issuesOfWhole(
  signatures: readonly SignatureReport[],
  passed: readonly SignatureReport[],
  acceptance: Acceptance,
): readonly Issue[] {
  const { signature, scope } = acceptance.requirements
  const site = { instanceLocation: '' }
  if (signatures.length === 0) {
    return signature === 'required' ? [createIssue(issueKinds['signature-required'], site)] : []
  }
  // Whoever passes on what the sender signed in part makes no more of it the sender's.
  const own = signedBySender(passed, acceptance)
  const isPartial = passed.length > 0 && !own.some((report) => report.scope === 'FULL')
  return [
    ...(scope === 'full' && isPartial
      ? [createIssue(issueKinds['signature-not-whole'], site)]
      : []),
    ...unsignedElements(passed, acceptance).map(({ path, by }) =>
      createIssue(issueKinds['element-unsigned'], site, { path, by: nameParty(by) }),
    ),
  ]
}
