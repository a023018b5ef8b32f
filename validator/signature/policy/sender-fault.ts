/**
 * Whether a message is signed by the sender that it names, as far as a policy asks.
 *
 * @module
 */
import type { SignatureReport } from '../../verdict.ts'
import { type Match, matchParty } from './parties.ts'
import type { Acceptance, SignatureFault } from './signature-faults.ts'
import { isSignedBy, isWithin } from './signed-elements.ts'

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
  if (matched.some(({ match }) => match === 'matches')) {
    return sender === 'matches' && hasPartOfOthers(matched, acceptance) ? NOT_SENDER : undefined
  }
  const isContradicted = matched.every(({ match }) => match === 'differs')
  return sender === 'not-contradicted' && !isContradicted ? undefined : NOT_SENDER
}

/**
 * Of a message of several signed parts each is judged: what the sender has not signed is not its
 * own, unless the policy asks for just that signature.
 */
function hasPartOfOthers(
  matched: readonly Matched[],
  { requirements: { elements }, claims, partners }: Acceptance,
): boolean {
  const bySender = matched.flatMap(({ report, match }) => (match === 'matches' ? [report] : []))
  const isAsked = (covered: string, { signer }: SignatureReport) =>
    elements.some(
      ({ path, by }) =>
        isWithin(covered, path) &&
        signer !== undefined &&
        matchParty(signer, by, claims, partners) === 'matches',
    )
  return matched.some(({ report }) =>
    report.covers.some((covered) => !isSignedBy(bySender, covered) && !isAsked(covered, report)),
  )
}
