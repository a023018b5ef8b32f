/**
 * What is asked about a certificate's revocation, and what one piece of evidence says.
 *
 * @module
 */
import type { RevocationFact } from '../../verdict.ts'
import type { Certificate } from '../certificate.ts'
import type { JudgedTime } from '../judged-time.ts'

export interface RevocationQuestion {
  readonly certificate: Certificate
  readonly issuer: Certificate
  /**
   * Other certificates in a name, under the same anchor: the issuer's next key, one for
   * lists alone, or whoever else keeps the list.
   */
  readonly authorities: (subjectKey: string) => readonly Certificate[]
  /** The time the signature was made, as far as it is known. */
  readonly time: JudgedTime
}

export interface Statement {
  readonly fact: RevocationFact
  readonly isFresh: boolean
}
