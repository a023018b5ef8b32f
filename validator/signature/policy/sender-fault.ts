/**
 * Whether a message is signed by the sender that it names, as far as a policy asks.
 *
 * @module
 */
import type { SignatureReport } from '../../verdict.ts'
import { matchParty } from './parties.ts'
import type { Acceptance, SignatureFault } from './signature-faults.ts'
import { isCoverOf, isSignedBy } from './signed-elements.ts'

const NOT_SENDER: SignatureFault = {
  code: 'signer-not-sender',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
  params: {},
}

/** Of a signature that passed where nothing says whether its signer is the sender. */
export const SENDER_UNCONFIRMED = 'sender-unconfirmed'

export function senderFault(
  passed: readonly SignatureReport[],
  acceptance: Acceptance,
): SignatureFault | undefined {
  if (acceptance.requirements.sender === 'any' || passed.length === 0) return undefined
  const own = signedBySender(passed, acceptance)
  return own.length > 0 && !hasPartOfOthers(passed, own, acceptance) ? undefined : NOT_SENDER
}

/** Those that count as the sender's, as far as the policy asks who signed. */
export function signedBySender(
  reports: readonly SignatureReport[],
  { requirements: { sender }, claims, partners }: Acceptance,
): readonly SignatureReport[] {
  const isOwn = ({ signer }: SignatureReport) => {
    const match = signer && matchParty(signer, 'sender', claims, partners)
    return sender === 'matches' ? match === 'matches' : match !== 'differs'
  }
  return sender === 'any' ? reports : reports.filter(isOwn)
}

/** True where the message names its sender, and no signer is known to be it. */
export function isSenderUnconfirmed(
  passed: readonly SignatureReport[],
  { requirements: { sender }, claims, partners }: Acceptance,
): boolean {
  if (sender !== 'not-contradicted' || passed.length === 0 || claims.senders.length === 0) {
    return false
  }
  const isSender = ({ signer }: SignatureReport) =>
    signer !== undefined && matchParty(signer, 'sender', claims, partners) === 'matches'
  return !passed.some(isSender)
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
