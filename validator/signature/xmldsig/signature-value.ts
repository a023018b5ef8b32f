/**
 * Whether a signature value was made by the key of a certificate.
 *
 * The certificates of the message are only candidates: that one of them fits
 * says who signed, not that the signer may be believed.
 *
 * @module
 */
import { constants, type KeyObject, verify } from 'node:crypto'
import { MESSAGE_CERTIFICATE_COUNT_MAX } from '../../limits.ts'
import { childElements } from '../../xml/positions.ts'
import { type Certificate, parseCertificate } from '../certificate.ts'
import { isStrongKey } from '../certificate-path.ts'
import { allowsHash } from '../key-binding.ts'
import type { TrustStore } from '../trust-store.ts'
import { findSignatureAlgorithm, type SignatureAlgorithm } from './algorithms.ts'
import { canonicalizeElement, readCanonicalForm } from './canonicalize.ts'
import { algorithmRefused, SignatureFault } from './fault.ts'
import { algorithmOf, DSIG, decodeBase64, leafText, type ParsedSignature } from './structure.ts'

export interface VerifiedValue {
  readonly algorithm: string
  readonly isLegacy: boolean
  readonly signer: Certificate
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
  const signed = canonicalizeElement(signature.signedInfo, form)
  const signer = candidates.find(({ publicKey }) =>
    isMadeBy(publicKey, algorithm, signed, signature.value),
  )
  if (signer === undefined) throw valueFault()
  if (!isStrongKey(signer.publicKey)) {
    throw algorithmRefused('khóa ký quá ngắn', 'the signing key is too short')
  }
  return { algorithm: name, isLegacy: algorithm.isLegacy === true, signer, others }
}

function messageCertificates({ keyInfo }: ParsedSignature): readonly Certificate[] {
  if (keyInfo === undefined) return []
  const isDsig = (name: string) => (element: { name: string; namespaceUri: string }) =>
    element.name === name && element.namespaceUri === DSIG
  return childElements(keyInfo)
    .filter(isDsig('X509Data'))
    .flatMap((data) => childElements(data).filter(isDsig('X509Certificate')))
    .slice(0, MESSAGE_CERTIFICATE_COUNT_MAX)
    .flatMap((element) => parseCertificate(new Uint8Array(decodeBase64(leafText(element)))) ?? [])
}

function isMadeBy(
  key: KeyObject,
  { keyTypes, hash, scheme }: SignatureAlgorithm,
  signed: Buffer,
  value: Buffer,
): boolean {
  if (!keyTypes.some((type) => type === key.asymmetricKeyType)) return false
  if (!allowsHash(key, hash)) return false
  switch (scheme) {
    case 'pss':
      return verify(hash, signed, pssOptions(key), value)
    case 'pkcs1':
      return verify(hash, signed, { key, padding: constants.RSA_PKCS1_PADDING }, value)
    case 'ecdsa':
      // RFC 9231 §2.3.6: r and s side by side, each as long as the order of the curve.
      return verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, value)
    case 'eddsa':
      return verify(null, signed, key, value)
    default:
      return scheme satisfies never
  }
}

/** RFC 9231 §2.3.10: the salt is as long as the digest. */
function pssOptions(key: KeyObject): { key: KeyObject; padding: number; saltLength: number } {
  return {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  }
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
