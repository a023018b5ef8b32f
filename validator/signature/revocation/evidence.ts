/**
 * Revocation lists and OCSP responses that are at hand: configured, or sent along.
 *
 * Nothing is fetched, least of all from where a message says.
 *
 * @module
 */
import type { RevocationList } from './crl.ts'
import { readRevocationList } from './crl.ts'
import type { OcspResponse } from './ocsp.ts'
import { readOcspResponse } from './ocsp.ts'

export interface RevocationEvidence {
  readonly lists: readonly RevocationList[]
  readonly responses: readonly OcspResponse[]
}

/** As DER; what cannot be read says nothing. */
export interface RevocationSource {
  readonly crls?: readonly Uint8Array[]
  readonly ocspResponses?: readonly Uint8Array[]
}

export const NO_EVIDENCE: RevocationEvidence = { lists: [], responses: [] }

const evidenceOf = new WeakMap<RevocationSource, RevocationEvidence>()

/** Read once for each source: a configured list may have megabytes. */
export function readEvidence(source: RevocationSource): RevocationEvidence {
  const known = evidenceOf.get(source)
  if (known !== undefined) return known
  const evidence = {
    lists: (source.crls ?? []).flatMap((der) => readRevocationList(der) ?? []),
    responses: (source.ocspResponses ?? []).flatMap((der) => readOcspResponse(der) ?? []),
  }
  evidenceOf.set(source, evidence)
  return evidence
}
