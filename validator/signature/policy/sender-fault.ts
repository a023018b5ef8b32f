/**
 * Whether a message is signed by the sender that it names, as far as a policy asks.
 *
 * @module
 */
import type { SignatureReport } from '../../verdict.ts'
import { type Match, matchParty } from './parties.ts'
import type { Acceptance, SignatureFault } from './signature-faults.ts'
import { isCoverOf, isSignedBy } from './signed-elements.ts'

const NOT_SENDER: SignatureFault = {
  code: 'signer-not-sender',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
  params: {},
}

interface Matched {
  readonly report: SignatureReport
  readonly match: Match
}

export function senderFault(
  passed: readonly SignatureReport[],
  acceptance: Acceptance,
): SignatureFault | undefined {
  const { requirements, claims, partners } = acceptance
  const { sender } = requirements
  if (sender === 'any' || passed.length === 0) return undefined
  const matched = passed.map((report): Matched => {
    const { signer } = report
    const match = signer && matchParty(signer, 'sender', claims, partners)
    return { report, match: match ?? 'cannot-tell' }
  })
  const isOwn = ({ match }: Matched) =>
    sender === 'matches' ? match === 'matches' : match !== 'differs'
  const own = matched.filter(isOwn).map(({ report }) => report)
  return own.length > 0 && !hasPartOfOthers(passed, own, acceptance) ? undefined : NOT_SENDER
}

/**
 * Of a message of several signed parts each is judged: what the sender has not signed is not its
 * own, unless the policy asks for just that signature.
 */
function hasPartOfOthers(
  passed: readonly SignatureReport[],
  own: readonly SignatureReport[],
  { requirements: { elements }, claims, partners }: Acceptance,
): boolean {
  const isAsked = (covered: string, { signer }: SignatureReport) =>
    elements.some(
      ({ path, by }) =>
        isCoverOf(covered, path) &&
        signer !== undefined &&
        matchParty(signer, by, claims, partners) === 'matches',
    )
  return passed.some((report) =>
    report.covers.some((covered) => !isSignedBy(own, covered) && !isAsked(covered, report)),
  )
}
