/**
 * Who is trusted, from when until when and on whose word: a list that is signed.
 *
 * Its shape is `api/trust-list`; the signed form is a compact JWS. Nothing is ever taken
 * out of it: what is no longer trusted has an end.
 *
 * @module
 */
import { type Certificate, parseCertificate } from '../certificate.ts'
import type { TrustStore, TrustTerm } from '../trust-store.ts'

export type TrustRole = 'anchor' | 'intermediate' | 'pinned'

export interface TrustListEntry {
  /** Base64 of the DER. */
  readonly certificate: string
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly fingerprint: string
  readonly role: TrustRole
  /** Whose root it belongs to, such as the national one or that of the specialised CA. */
  readonly root?: string
  /** First and last day in Vietnam on which it is trusted, YYYY-MM-DD. */
  readonly from?: string
  readonly until?: string
  /** Where it was obtained and how it was checked. */
  readonly source: string
}

export interface TrustList {
  /** Goes up with every list that is signed. */
  readonly sequence: number
  /** RFC 3339. */
  readonly issued: string
  /** RFC 3339; from then on the list is not gone by. */
  readonly nextUpdate: string
  readonly operator: string
  readonly certificates: readonly TrustListEntry[]
}

export function certificateOf({ certificate }: TrustListEntry): Certificate | undefined {
  return parseCertificate(new Uint8Array(Buffer.from(certificate, 'base64')))
}

/** The store that a list makes; each certificate has the days the list gives it. */
export function trustStoreOf(list: TrustList): TrustStore {
  const certificates = (role: TrustRole) =>
    list.certificates
      .filter((entry) => entry.role === role)
      .flatMap((entry) => certificateOf(entry) ?? [])
  return {
    anchors: certificates('anchor'),
    intermediates: certificates('intermediate'),
    pinned: certificates('pinned'),
    terms: new Map(list.certificates.map((entry) => [entry.fingerprint, termOf(entry)])),
    staleFrom: new Date(list.nextUpdate),
  }
}

function termOf({ from, until }: TrustListEntry): TrustTerm {
  return { ...(from && { from }), ...(until && { until }) }
}
