/**
 * What the qualifying properties of a signature establish: who, when, and with what intent.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { XmlElement } from 'libxml2-wasm'
import type { ProvedTime, SignatureFacts, TimestampFact } from '../../verdict.ts'
import { childElements } from '../../xml/positions.ts'
import type { Certificate } from '../certificate.ts'
import { parseCertificate } from '../certificate.ts'
import type { SignerEvidence, SignerTrust } from '../signer-trust.ts'
import { judgeTimestamp } from '../timestamp/judge-timestamp.ts'
import { earliestPassed } from '../timestamp/proved-time.ts'
import type { TrustStore } from '../trust-store.ts'
import { DEFAULT_CANONICALIZATION, findDigestAlgorithm } from '../xmldsig/algorithms.ts'
import { canonicalizeElement, readCanonicalForm } from '../xmldsig/canonicalize.ts'
import { algorithmRefused, SignatureFault } from '../xmldsig/fault.ts'
import type { ParsedSignature } from '../xmldsig/structure.ts'
import type { EncapsulatedTimestamp, QualifyingProperties } from './read-properties.ts'

export interface JudgedProperties {
  readonly evidence: SignerEvidence
  readonly timestamps: readonly TimestampFact[]
  readonly provedTime?: ProvedTime
  readonly findings: readonly string[]
}

/** Throws `SignatureFault` when the signer is not who the signed properties say. */
export function judgeProperties(
  properties: QualifyingProperties,
  signature: ParsedSignature,
  { signer, others }: { readonly signer: Certificate; readonly others: readonly Certificate[] },
  trust: TrustStore,
  at: Date,
): JudgedProperties {
  assertSigningCertificate(properties, signer, trust, at)
  const { crls, ocspResponses } = properties
  const embedded = properties.certificates.flatMap((der) => parseCertificate(der) ?? [])
  const evidence = { others: [...others, ...embedded], crls, ocspResponses }
  const value = valueElement(signature)
  const timestamps = properties.timestamps.map((each) =>
    judgeTimestamp(each.token, coveredBytes(each, value), trust, at, evidence),
  )
  const provedTime = earliestPassed(timestamps)
  return {
    evidence,
    timestamps,
    ...(provedTime === undefined ? {} : { provedTime }),
    findings: findingsOf(properties, timestamps),
  }
}

/** EN 319 132-1 §5.2.2: the digest binds the certificate, which the signature value does not. */
function assertSigningCertificate(
  { signingCertificate }: QualifyingProperties,
  { der }: Certificate,
  { algorithmExceptions = [] }: TrustStore,
  at: Date,
): void {
  if (signingCertificate === undefined) return
  const hash = findDigestAlgorithm(signingCertificate.algorithm, algorithmExceptions, at)
  if (hash === undefined) {
    throw algorithmRefused(
      'thuật toán băm chứng thư không được chấp nhận',
      'the digest algorithm of the signing certificate is not accepted',
    )
  }
  if (createHash(hash).update(der).digest().equals(signingCertificate.digest)) return
  throw new SignatureFault(
    'NO_SIGNING_CERTIFICATE_FOUND',
    'certificate-mismatch',
    'chứng thư không phải chứng thư mà người ký đã nêu khi ký',
    'the certificate is not the one that the signer named when signing',
  )
}

function valueElement({ element }: ParsedSignature): XmlElement {
  const value = childElements(element).find(({ name }) => name === 'SignatureValue')
  if (value === undefined) throw new TypeError('a parsed signature has a value')
  return value
}

/** §5.3: the canonical form of ds:SignatureValue; undefined in a form that is not accepted. */
function coveredBytes(
  { canonicalization }: EncapsulatedTimestamp,
  value: XmlElement,
): Uint8Array | undefined {
  const form =
    canonicalization === undefined
      ? { ...DEFAULT_CANONICALIZATION, prefixes: [] }
      : readCanonicalForm(canonicalization)
  return form && canonicalizeElement(value, form)
}

function findingsOf(
  { signingCertificate }: QualifyingProperties,
  timestamps: readonly TimestampFact[],
): readonly string[] {
  return [
    ...(signingCertificate === undefined ? ['certificate-unnamed'] : []),
    ...(timestamps.some(({ indication }) => indication !== 'TOTAL_PASSED')
      ? ['timestamp-doubted']
      : []),
  ]
}

/** The baseline level that the signature has reached, not the one it claims. */
export function levelOf(
  { signingCertificate, claimedTime }: QualifyingProperties,
  { provedTime }: JudgedProperties,
  { revocation }: SignerTrust,
): Pick<SignatureFacts, 'level'> {
  if (signingCertificate === undefined || claimedTime === undefined) return {}
  if (provedTime === undefined) return { level: 'B-B' }
  const hasValues = revocation.some(({ from, status }) => from === 'embedded' && status === 'good')
  return { level: hasValues ? 'B-LT' : 'B-T' }
}
