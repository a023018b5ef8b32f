/**
 * Whether a signature value was made by the key of a certificate.
 *
 * The certificates of the message are only candidates: that one of them fits
 * says who signed, not that the signer may be believed.
 *
 * @module
 */
import { MESSAGE_CERTIFICATE_COUNT_MAX } from '../../limits.ts'
import { childElements } from '../../xml/positions.ts'
import { isOfType, type NamedAlgorithm } from '../algorithms/find.ts'
import { type Certificate, parseCertificate } from '../certificate.ts'
import { allowsHash } from '../key-binding.ts'
import { isStrongKey } from '../key-strength.ts'
import { isMadeBy } from '../signature-value.ts'
import type { TrustStore } from '../trust-store.ts'
import { findSignatureAlgorithm } from './algorithms.ts'
import { canonicalizeElement, readCanonicalForm } from './canonicalize.ts'
import { algorithmRefused, SignatureFault } from './fault.ts'
import { algorithmOf, DSIG, decodeBase64, leafText, type ParsedSignature } from './structure.ts'

export interface VerifiedValue {
  /** XML-DSig URI. */
  readonly algorithm: string
  /** Of the table, whatever the key. */
  readonly rows: NamedAlgorithm['rows']
  readonly signer: Certificate
  /** Further certificates whose key it fits, such as the old and the new one of a key. */
  readonly otherSigners: Iterable<Certificate>
  /** Certificates of the message, which may help to build a path. */
  readonly others: readonly Certificate[]
}

/** XML Signature 1.1 §3.2.2. Throws `SignatureFault`. */
export function verifyValue(
  signature: ParsedSignature,
  trust: TrustStore,
  at: Date,
): VerifiedValue {
  const name = algorithmOf(signature.signatureMethod)
  const algorithm = findSignatureAlgorithm(name, trust.algorithmExceptions ?? [], at)
  if (algorithm === undefined || childElements(signature.signatureMethod).length > 0) {
    throw algorithmRefused(
      'thuật toán ký không được chấp nhận',
      'the signature algorithm is not accepted',
    )
  }
  const form = readCanonicalForm(signature.canonicalization)
  if (form === undefined) {
    throw algorithmRefused(
      'phép chuẩn hóa không được chấp nhận',
      'the canonicalization is not accepted',
    )
  }
  const others = messageCertificates(signature)
  const candidates = others.length > 0 ? others : trust.pinned
  if (candidates.length === 0) throw noCertificate()
  const fitting = candidates.filter(({ publicKey }) => isOfType(algorithm, publicKey))
  // Before any of them is used: a check by a key that is too large takes seconds.
  const strong = fitting.filter(({ publicKey }) => isStrongKey(publicKey))
  const signed = canonicalizeElement(signature.signedInfo, form)
  const otherSigners = findSigners(strong, algorithm, signed, signature.value)
  const { value: signer, done } = otherSigners.next()
  if (done === true) throw strong.length < fitting.length ? keyRefused() : valueFault()
  return { algorithm: name, rows: algorithm.rows, signer, otherSigners, others }
}

/** One of the keys may have made the value, and was not asked. */
function keyRefused(): SignatureFault {
  return algorithmRefused(
    'khóa ký có độ dài không được chấp nhận',
    'the length of the signing key is not accepted',
  )
}

/** One after the other as they are asked for, since mostly the first is believed. */
function* findSigners(
  candidates: readonly Certificate[],
  algorithm: NamedAlgorithm,
  signed: Buffer,
  value: Buffer,
): Generator<Certificate, void> {
  for (const candidate of candidates) {
    const { publicKey } = candidate
    const isFit = allowsHash(publicKey, algorithm.hash)
    if (isFit && isMadeBy(publicKey, algorithm, signed, value)) yield candidate
  }
}

function messageCertificates({ keyInfo }: ParsedSignature): readonly Certificate[] {
  if (keyInfo === undefined) return []
  const isDsig = (name: string) => (element: { name: string; namespaceUri: string }) =>
    element.name === name && element.namespaceUri === DSIG
  const certificates = childElements(keyInfo)
    .filter(isDsig('X509Data'))
    .flatMap((data) => childElements(data).filter(isDsig('X509Certificate')))
    .slice(0, MESSAGE_CERTIFICATE_COUNT_MAX)
    .flatMap((element) => parseCertificate(new Uint8Array(decodeBase64(leafText(element)))) ?? [])
  return [...new Map(certificates.map((each) => [each.fingerprint, each])).values()]
}

function noCertificate(): SignatureFault {
  return new SignatureFault(
    'NO_SIGNING_CERTIFICATE_FOUND',
    'certificate-missing',
    'không có chứng thư của người ký',
    "there is no certificate of the signer's",
  )
}

function valueFault(): SignatureFault {
  return new SignatureFault(
    'SIG_CRYPTO_FAILURE',
    'value-mismatch',
    'giá trị chữ ký không khớp với chứng thư',
    'the signature value does not fit the certificate',
  )
}
