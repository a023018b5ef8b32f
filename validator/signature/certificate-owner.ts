/**
 * Whose a certificate is, by the codes in its subject.
 *
 * Vietnamese CAs bind the tax code as `UID=MST:…`. No published profile says how an agency
 * code stands; one that is written as UID by itself is read, in the notation of messages.
 * Nothing else in a subject is looked at: a common name may hold any text.
 *
 * @module
 */

export interface CertificateOwner {
  /** As it is written; several different ones with commas between, which are no one's code. */
  readonly taxCode?: string
  /** Identifier of an agency, such as `H56.14`; several as above. */
  readonly agencyCode?: string
}

/** RFC 4519 §2.39: neither case nor blanks around it mean anything in a UID. */
const TAX_CODE = /^ *MST *: *(.*\S) *$/iu
const AGENCY_CODE = /^[A-Z]\d{2}(?:\.\d{2,3}){0,3}$/u

export function ownerIn(uids: readonly string[]): CertificateOwner {
  const taxCode = only(uids.flatMap((uid) => TAX_CODE.exec(uid)?.[1] ?? []))
  const agencyCode = only(uids.filter((uid) => AGENCY_CODE.test(uid)))
  return {
    ...(taxCode === undefined ? {} : { taxCode }),
    ...(agencyCode === undefined ? {} : { agencyCode }),
  }
}

/** Which of several is meant is not for us to choose: together they match no code. */
function only(codes: readonly string[]): string | undefined {
  return codes.length === 0 ? undefined : [...new Set(codes)].join(', ')
}
