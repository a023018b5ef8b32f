/**
 * What a certificate says its key is for: the extended key usage of RFC 5280 §4.2.1.12.
 *
 * No purpose is required of who signs documents: certificates that CAs issue for it name secure
 * e-mail, client authentication, document signing (RFC 9336) or purposes of their own. One that
 * names nothing but what belongs to somebody else (a web server, a publisher of programs, a
 * timestamp authority, an OCSP responder) was not issued for that, and its holder never agreed to
 * be bound by what it signs. A policy can take such a purpose all the same, or ask for one.
 *
 * @module
 */
import type { Bilingual } from '../verdict.ts'

const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1'
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'

const PURPOSES_OF_OTHERS = new Set([
  SERVER_AUTHENTICATION,
  CODE_SIGNING,
  TIME_STAMPING,
  OCSP_SIGNING,
])

/** Why a path that holds is not enough. */
export interface Refusal {
  /** Stable word for the findings of a report. */
  readonly finding: string
  readonly reason: Bilingual
}

export const PURPOSE_REFUSED: Refusal = {
  finding: 'certificate-purpose',
  reason: {
    vi: 'chứng thư được cấp cho máy chủ, chương trình, dấu thời gian hay OCSP, không để ký văn bản',
    en: 'the certificate is for servers, programs, timestamps or OCSP, not to sign documents',
  },
}

/**
 * `purposes` are object identifiers; undefined when the certificate does not say. `further` are
 * those of others that are taken for signing all the same.
 */
export function maySignDocuments(
  purposes: readonly string[] | undefined,
  further: readonly string[] = [],
): boolean {
  const isForSigning = (each: string) => !PURPOSES_OF_OTHERS.has(each) || further.includes(each)
  return purposes === undefined || purposes.some(isForSigning)
}
