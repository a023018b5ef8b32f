/**
 * What is asked about a certificate's revocation, and what one piece of evidence says.
 *
 * @module
 */
import type { AlgorithmUse, RevocationFact } from '../../verdict.ts'
import type { Certificate } from '../certificate.ts'
import type { JudgedTime } from '../judged-time.ts'

export interface RevocationQuestion {
  readonly certificate: Certificate
  readonly issuer: Certificate
  /**
   * Paths of other certificates in a name, to the same anchor: the issuer's next key, one
   * for lists alone, or whoever else keeps the list.
   */
  readonly authorities: (subjectKey: string) => readonly (readonly Certificate[])[]
  /** Whether a list has a certificate revoked that the issuer gave to who answers for it. */
  readonly isListed: (responder: Certificate) => boolean
  /** The time the signature was made, as far as it is known. */
  readonly time: JudgedTime
  /** The certificate's own key says that time, as of a timestamp: a thief of it says any. */
  readonly saysTime: boolean
}

export interface Statement {
  readonly fact: RevocationFact
  readonly isFresh: boolean
  /** By what all that was signed that it is said by. */
  readonly uses: readonly AlgorithmUse[]
}

/** Codes of RFC 5280 §5.3.1: unspecified, affiliationChanged, superseded, cessationOfOperation. */
const UNHARMED: readonly (number | undefined)[] = [0, 3, 4, 5]

/**
 * RFC 3161 §4: what an authority for timestamps said before it was revoked stays good when a
 * reason is given by which its key did not leak. Without one all that it ever said is doubted.
 */
export function isRevokedAt(
  { at, reason }: { readonly at: Date; readonly reason: number | undefined },
  { time, saysTime }: Pick<RevocationQuestion, 'time' | 'saysTime'>,
): boolean {
  return !time.isBefore(at) || (saysTime && !UNHARMED.includes(reason))
}

/** Of whom evidence that was made then speaks, and of whom it speaks still. */
export interface Spoken {
  readonly thisUpdate: Date
  readonly expiredSince?: Date
}

/**
 * RFC 5280 §3.3: a certificate that was revoked may be taken out of the lists once it has
 * expired. Not to be named later on says nothing, unless the evidence says that it goes back.
 */
export function isKnownIn(
  { thisUpdate, expiredSince }: Spoken,
  { notAfter }: Certificate,
): boolean {
  return thisUpdate <= notAfter || (expiredSince !== undefined && expiredSince <= notAfter)
}
