/**
 * Until when the revocation lists of a trust store speak, for each issuer in it.
 *
 * @module
 */
import type { Certificate } from '../certificate.ts'
import { certificateParts } from '../certificate-parts.ts'
import type { TrustStore } from '../trust-store.ts'
import { readEvidence } from './evidence.ts'

export interface IssuerState {
  /** RFC 4514. */
  readonly issuer: string
  readonly fingerprint: string
  /** `nextUpdate` of its newest list; absent when it has none. */
  readonly freshUntil?: Date
}

/** Of the issuers that are trusted and in force. */
export function revocationState(trust: TrustStore, at: Date): readonly IssuerState[] {
  const { lists } = readEvidence(trust)
  const isInForce = ({ notBefore, notAfter }: Certificate) => notBefore <= at && at <= notAfter
  return [...trust.anchors, ...trust.intermediates].filter(isInForce).map((issuer) => {
    const { subjectKey } = certificateParts(issuer)
    const ends = lists
      .filter(({ issuerKey }) => issuerKey === subjectKey)
      .map(({ nextUpdate }) => nextUpdate.getTime())
    const freshUntil = ends.length === 0 ? {} : { freshUntil: new Date(Math.max(...ends)) }
    return { issuer: issuer.subject, fingerprint: issuer.fingerprint, ...freshUntil }
  })
}
