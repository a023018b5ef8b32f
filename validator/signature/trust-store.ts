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
import type { RevocationSource } from './revocation/evidence.ts'
import { readEvidence } from './revocation/evidence.ts'

export interface TrustStore extends RevocationSource {
  readonly anchors: readonly Certificate[]
  readonly intermediates: readonly Certificate[]
  readonly pinned: readonly Certificate[]
  /** `required`: a certificate of which nothing says that it is not revoked is not believed. */
  readonly revocation?: 'required' | 'when-available'
  /** Refused algorithms that are accepted for a time; none when absent. */
  readonly algorithmExceptions?: readonly AlgorithmException[]
}

export const EMPTY_TRUST_STORE: TrustStore = { anchors: [], intermediates: [], pinned: [] }

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
  const revocation = { crls: crls.map(fromPem), ocspResponses }
  assertReadable(revocation)
  const isAnchor = (each: Certificate) => each.isCa && isSelfSigned(each)
  return {
    anchors: certificates.filter(isAnchor),
    intermediates: certificates.filter((each) => each.isCa && !isAnchor(each)),
    pinned: certificates.filter((each) => !each.isCa),
    ...revocation,
  }
}

/** A configured list that cannot be gone by would be missed only when it matters. */
function assertReadable(source: RevocationSource): void {
  const { lists, responses } = readEvidence(source)
  const given = (source.crls?.length ?? 0) + (source.ocspResponses?.length ?? 0)
  if (lists.length + responses.length === given) return
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
