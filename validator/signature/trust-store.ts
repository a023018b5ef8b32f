/**
 * Whom a verification may believe: certificates that were configured, and no others.
 *
 * A self-signed CA certificate is an anchor; another CA certificate helps to
 * build a path; an end-entity certificate is pinned and believed as it is.
 *
 * @module
 */
import { Problem } from '../problem.ts'
import { certificateUnreadable } from '../problems.ts'
import { type Certificate, parseCertificate } from './certificate.ts'

export interface TrustStore {
  readonly anchors: readonly Certificate[]
  readonly intermediates: readonly Certificate[]
  readonly pinned: readonly Certificate[]
}

export const EMPTY_TRUST_STORE: TrustStore = { anchors: [], intermediates: [], pinned: [] }

/** From PEM files of one or more certificates, or DER. Throws Problem `certificate-unreadable`. */
export function createTrustStore(files: readonly Uint8Array[]): TrustStore {
  const certificates = files.flatMap(readCertificates)
  const isAnchor = (each: Certificate) => each.isCa && isSelfSigned(each)
  return {
    anchors: certificates.filter(isAnchor),
    intermediates: certificates.filter((each) => each.isCa && !isAnchor(each)),
    pinned: certificates.filter((each) => !each.isCa),
  }
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
