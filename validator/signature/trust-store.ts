/**
 * Whom a verification may believe: certificates that were configured, and no others.
 *
 * A self-signed CA certificate is an anchor; another CA certificate helps to
 * build a path; an end-entity certificate is pinned and believed as it is.
 *
 * @module
 */
import { Problem } from '../problem.ts'
import { certificateUnreadable, revocationUnreadable } from '../problems.ts'
import type { AlgorithmException } from './algorithm-exception.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { JudgedTime } from './judged-time.ts'
import type { RevocationSource } from './revocation/evidence.ts'
import { readEvidence } from './revocation/evidence.ts'

export interface TrustStore extends RevocationSource {
  readonly anchors: readonly Certificate[]
  readonly intermediates: readonly Certificate[]
  readonly pinned: readonly Certificate[]
  /** `required`: a certificate of which nothing says that it is not revoked is not believed. */
  readonly revocation?: 'required' | 'when-available'
  /** Days on which a certificate is trusted, by fingerprint; always, where it has none. */
  readonly terms?: ReadonlyMap<string, TrustTerm>
  /** From then on nobody is trusted: the list that says who has not been renewed. */
  readonly staleFrom?: Date
  /** Refused algorithms that are accepted for a time; none when absent. */
  readonly algorithmExceptions?: readonly AlgorithmException[]
  /** Purposes of others, by object identifier, whose certificates may sign; none when absent. */
  readonly certificatePurposes?: readonly string[]
}

/** First and last day in Vietnam, YYYY-MM-DD. */
export interface TrustTerm {
  readonly from?: string
  readonly until?: string
}

/** Whether a certificate is among the trusted on the day of an instant. */
export function isTrustedAt(trust: TrustStore, fingerprint: string, at: Date): boolean {
  return isOnTerm(trust, fingerprint, new JudgedTime(at))
}

/** The same of a time that is judged at. */
export function isOnTerm({ terms }: TrustStore, fingerprint: string, time: JudgedTime): boolean {
  const { from, until } = terms?.get(fingerprint) ?? {}
  if (from === undefined && until === undefined) return true
  const day = time.day()
  return (from === undefined || from <= day) && (until === undefined || day <= until)
}

export const EMPTY_TRUST_STORE: TrustStore = { anchors: [], intermediates: [], pinned: [] }

/** A list that has not been renewed is not gone by: whom it should have ended is not known. */
export function currentTrust(trust: TrustStore, at: Date): TrustStore {
  const { staleFrom, algorithmExceptions = [] } = trust
  const isStale = staleFrom !== undefined && staleFrom <= at
  return isStale ? { ...EMPTY_TRUST_STORE, algorithmExceptions } : trust
}

/**
 * From PEM files of one or more certificates, or DER; revocation lists may be PEM too.
 *
 * Throws Problem `certificate-unreadable` or `revocation-unreadable`.
 */
export function createTrustStore(
  files: readonly Uint8Array[],
  { crls = [], ocspResponses = [] }: RevocationSource = {},
): TrustStore {
  const certificates = files.flatMap(readCertificates)
  const revocation = readableRevocation({ crls, ocspResponses })
  const isAnchor = (each: Certificate) => each.isCa && isSelfSigned(each)
  return {
    anchors: certificates.filter(isAnchor),
    intermediates: certificates.filter((each) => each.isCa && !isAnchor(each)),
    pinned: certificates.filter((each) => !each.isCa),
    ...revocation,
  }
}

/**
 * Lists as DER. A configured list that cannot be gone by would be missed only when it
 * matters: throws Problem `revocation-unreadable`.
 */
export function readableRevocation({
  crls = [],
  ocspResponses = [],
}: RevocationSource): Required<RevocationSource> {
  const source = { crls: crls.map(fromPem), ocspResponses }
  const { lists, responses } = readEvidence(source)
  if (lists.length + responses.length === crls.length + ocspResponses.length) return source
  throw new Problem(
    revocationUnreadable,
    'A revocation list or OCSP response is not one that can be gone by',
  )
}

const PEM_LIST = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/u

function fromPem(file: Uint8Array): Uint8Array {
  if (file[0] !== '-'.charCodeAt(0)) return file
  const [, base64 = ''] = PEM_LIST.exec(new TextDecoder('latin1').decode(file)) ?? []
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

/** The certificates of a PEM text, in order; undefined when one cannot be read. */
export function parsePemCertificates(text: string): readonly Certificate[] | undefined {
  const blocks = [...text.matchAll(PEM)].map(([, base64 = '']) => Buffer.from(base64, 'base64'))
  const certificates = blocks.map((block) => parseCertificate(new Uint8Array(block)))
  return certificates.every((each) => each !== undefined) ? certificates : undefined
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/gu

function readCertificates(file: Uint8Array): readonly Certificate[] {
  const der = parseCertificate(file)
  if (der !== undefined) return [der]
  const certificates = parsePemCertificates(new TextDecoder('latin1').decode(file)) ?? []
  if (certificates.length > 0) return certificates
  throw new Problem(certificateUnreadable, 'A trusted certificate is neither PEM nor DER')
}

export function isSelfSigned({ x509 }: Certificate): boolean {
  return x509.subject === x509.issuer && x509.verify(x509.publicKey)
}
