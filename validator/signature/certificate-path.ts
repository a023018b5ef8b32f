/**
 * Builds and validates a certificate path to what was configured as trusted.
 *
 * RFC 5280 §6.1. Nothing is fetched. The number of signature checks is bounded, so
 * that certificates made to confuse (cycles, hundreds of one subject) end the search
 * instead of prolonging it.
 *
 * @module
 */
import { CERTIFICATE_PATH_LENGTH_MAX, MESSAGE_CERTIFICATE_COUNT_MAX } from '../limits.ts'
import type { SubIndication } from '../verdict.ts'
import type { Certificate } from './certificate.ts'
import { certificateParts } from './certificate-parts.ts'
import { policiesHold } from './certificate-policies.ts'
import type { JudgedTime } from './judged-time.ts'
import { isStrongKey } from './key-strength.ts'
import { isKnownToSign } from './known-signatures.ts'
import { hasNameConstraints, namesHold } from './name-constraints.ts'
import { isOnTerm, type TrustStore } from './trust-store.ts'

export type PathResult =
  | { readonly trusted: true; readonly path: readonly Certificate[] }
  | { readonly trusted: false; readonly subIndication: SubIndication }

/** Signature checks in one search; a straight path needs one for each certificate. */
const SIGNATURE_CHECK_COUNT_MAX = 64

const DIGITAL_SIGNATURE = 0
const NON_REPUDIATION = 1
const KEY_CERT_SIGN = 5

interface Search {
  readonly anchors: readonly Certificate[]
  readonly candidates: readonly Certificate[]
  readonly time: JudgedTime
  checksLeft: number
}

/** `others` are certificates from the message; only the first few are looked at. */
export function findCertificatePath(
  leaf: Certificate,
  others: readonly Certificate[],
  trust: TrustStore,
  time: JudgedTime,
): PathResult {
  const fault = signerFault(leaf, time)
  if (fault !== undefined) return { trusted: false, subIndication: fault }
  const isPinned = trust.pinned.some(({ fingerprint }) => fingerprint === leaf.fingerprint)
  if (isPinned && isOnTerm(trust, leaf.fingerprint, time)) {
    return { trusted: true, path: [leaf] }
  }
  const path = extendPath([leaf], startSearch(others, trust, time))
  if (path !== undefined) return { trusted: true, path }
  return { trusted: false, subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' }
}

/** Paths of the certificates in a name that are trusted, each with its anchor last. */
export function findPathsOf(
  subjectKey: string,
  others: readonly Certificate[],
  trust: TrustStore,
  time: JudgedTime,
): readonly (readonly Certificate[])[] {
  const search = startSearch(others, trust, time)
  return search.candidates
    .filter(
      (each) =>
        certificateParts(each).subjectKey === subjectKey &&
        each.unknownCritical.length === 0 &&
        isInForce(each, time),
    )
    .flatMap((each) => {
      const path = extendPath([each], search)
      return path === undefined ? [] : [path]
    })
}

function startSearch(others: readonly Certificate[], trust: TrustStore, time: JudgedTime): Search {
  const isOpen = ({ fingerprint }: Certificate) => isOnTerm(trust, fingerprint, time)
  return {
    anchors: trust.anchors.filter(isOpen),
    candidates: [
      ...trust.intermediates.filter(isOpen),
      ...others.slice(0, MESSAGE_CERTIFICATE_COUNT_MAX),
    ],
    time,
    checksLeft: SIGNATURE_CHECK_COUNT_MAX,
  }
}

/** What is wrong with a certificate as that of a signer, whoever issued it. */
function signerFault(leaf: Certificate, time: JudgedTime): SubIndication | undefined {
  if (time.isBefore(leaf.notBefore)) return 'NOT_YET_VALID'
  if (time.isAfter(leaf.notAfter)) return 'OUT_OF_BOUNDS_NO_POE'
  // RFC 5280 §4.2.1.10: constraints are of an issuer; a signer with some is not understood.
  const isOdd = leaf.unknownCritical.length > 0 || hasNameConstraints(leaf) || !isNumbered(leaf)
  if (isOdd) return 'CHAIN_CONSTRAINTS_FAILURE'
  if (!isStrongKey(leaf.publicKey)) return 'CRYPTO_CONSTRAINTS_FAILURE'
  const { keyUsage } = leaf
  const maySign = keyUsage === undefined || keyUsage[DIGITAL_SIGNATURE] || keyUsage[NON_REPUDIATION]
  return maySign ? undefined : 'CHAIN_CONSTRAINTS_FAILURE'
}

function extendPath(
  path: readonly Certificate[],
  search: Search,
): readonly Certificate[] | undefined {
  const last = path.at(-1)
  if (last === undefined || path.length >= CERTIFICATE_PATH_LENGTH_MAX) return undefined
  const whole = search.anchors
    .filter((each) => isIssuedBy(last, each, path, search))
    .map((anchor) => [...path, anchor])
    .find((each) => policiesHold(each) && namesHold(each))
  if (whole !== undefined) return whole
  for (const candidate of search.candidates) {
    const isNew = path.every(({ fingerprint }) => fingerprint !== candidate.fingerprint)
    if (!isNew || !isIssuedBy(last, candidate, path, search)) continue
    const longer = extendPath([...path, candidate], search)
    if (longer !== undefined) return longer
  }
  return undefined
}

function isIssuedBy(
  subject: Certificate,
  issuer: Certificate,
  path: readonly Certificate[],
  search: Search,
): boolean {
  const { issuerKey, scheme } = certificateParts(subject)
  if (issuerKey === NO_NAME || issuerKey !== certificateParts(issuer).subjectKey) return false
  if (!mayIssue(issuer, path, search.time)) return false
  if (scheme === undefined || search.checksLeft === 0) return false
  search.checksLeft -= 1
  const { x509 } = subject
  return isKnownToSign(subject, issuer.publicKey, () => x509.verify(issuer.publicKey))
}

function mayIssue(issuer: Certificate, path: readonly Certificate[], time: JudgedTime): boolean {
  const { isCa, pathLength, keyUsage, unknownCritical } = issuer
  // RFC 5280 §4.2.1.9: self-issued certificates below do not count.
  const below = path.slice(1).filter((each) => !isSelfIssued(each)).length
  return (
    isCa &&
    (pathLength === undefined || below <= pathLength) &&
    (keyUsage === undefined || keyUsage[KEY_CERT_SIGN] === true) &&
    unknownCritical.length === 0 &&
    isNumbered(issuer) &&
    isInForce(issuer, time) &&
    isStrongKey(issuer.publicKey)
  )
}

function isInForce({ notBefore, notAfter }: Certificate, time: JudgedTime): boolean {
  return !time.isBefore(notBefore) && !time.isAfter(notAfter)
}

/** RFC 5280 §4.1.2.4: an issuer has a name. */
const NO_NAME = '[]'
/** RFC 5280 §4.1.2.2: 20 bytes. */
const SERIAL_NUMBER_HEX_MAX = 40

function isNumbered({ x509 }: Certificate): boolean {
  return x509.serialNumber.length <= SERIAL_NUMBER_HEX_MAX
}

function isSelfIssued(certificate: Certificate): boolean {
  const { issuerKey, subjectKey } = certificateParts(certificate)
  return issuerKey === subjectKey
}
