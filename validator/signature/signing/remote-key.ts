/**
 * A private key that stays where it is: in a token, a module or a service.
 *
 * Only what is to be signed goes there and only a signature comes back, which is held
 * against the certificate before anything is made of it.
 *
 * @module
 */
import { constants, type KeyObject, sign, verify } from 'node:crypto'
import { Problem } from '../../problem.ts'
import { signingKeyMismatch, signingKeyUnreadable } from '../../problems.ts'
import { childrenOf, DER, readDer } from '../asn1/der.ts'
import { contentOf } from '../asn1/values.ts'
import type { Certificate } from '../certificate.ts'
import { isStrongKey } from '../key-strength.ts'
import { parsePemCertificates } from '../trust-store.ts'
import { orderChain, type SigningKey } from './signing-key.ts'

/** How: RFC 8017 §8.1 with a salt as long as the hash, or §8.2; FIPS 186-5. */
export interface SignatureForm {
  readonly scheme: 'RSASSA-PSS' | 'RSASSA-PKCS1-v1_5' | 'ECDSA' | 'EdDSA'
  /** Absent where the scheme fixes it. */
  readonly hash?: 'sha256' | 'sha384' | 'sha512'
}

/** Of ECDSA r and s side by side, or DER. Throws what goes wrong with the key's keeper. */
export type MakeSignature = (bytes: Uint8Array, form: SignatureForm) => Uint8Array

export interface RemoteSigningKey {
  readonly makeSignature: MakeSignature
  readonly certificate: Certificate
  /** Certificates above the signer's, nearest first. */
  readonly chain: readonly Certificate[]
}

/** The signer's certificate first. Throws Problem `signing-key-unreadable`. */
export function readRemoteKey(
  certificatePem: string,
  makeSignature: MakeSignature,
): RemoteSigningKey {
  const certificates = parsePemCertificates(certificatePem) ?? []
  const [certificate] = certificates
  if (certificate === undefined) {
    throw new Problem(signingKeyUnreadable, 'There is no certificate with the key')
  }
  if (!isStrongKey(certificate.publicKey)) {
    throw new Problem(signingKeyUnreadable, 'Use RSA of 2048 bits or more, P-256 or more, Ed25519')
  }
  return { makeSignature, certificate, chain: orderChain(certificate, certificates) }
}

/** The key that decides the algorithm: only its kind is looked at. */
export function keyOf(key: SigningKey | RemoteSigningKey): KeyObject {
  return 'privateKey' in key ? key.privateKey : key.certificate.publicKey
}

/** Throws Problem `signing-key-mismatch` for a value that does not fit the certificate. */
export function signBytes(
  bytes: Uint8Array,
  form: SignatureForm,
  key: SigningKey | RemoteSigningKey,
): Buffer {
  const { publicKey } = key.certificate
  if ('privateKey' in key) return sign(form.hash, bytes, optionsOf(key.privateKey, form))
  const value = fixedLength(key.makeSignature(bytes, form), form, publicKey)
  if (!isMade(bytes, form, publicKey, value)) {
    throw new Problem(signingKeyMismatch, 'What came back is no signature by the certificate’s key')
  }
  return value
}

function isMade(bytes: Uint8Array, form: SignatureForm, key: KeyObject, value: Buffer): boolean {
  try {
    return verify(form.hash, bytes, optionsOf(key, form), value)
  } catch {
    // OpenSSL throws for what it cannot take for a signature at all.
    return false
  }
}

function optionsOf(key: KeyObject, { scheme }: SignatureForm) {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants
  if (scheme === 'RSASSA-PSS') return { key, padding, saltLength }
  return scheme === 'ECDSA' ? { key, dsaEncoding: 'ieee-p1363' as const } : { key }
}

const BYTES: Readonly<Record<string, number>> = {
  prime256v1: 32,
  secp384r1: 48,
  secp521r1: 66,
}

/** RFC 7518 §3.4, RFC 9231 §2.3.6: r and s, each as long as the order of the curve. */
function fixedLength(value: Uint8Array, { scheme }: SignatureForm, key: KeyObject): Buffer {
  const length = BYTES[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 0
  if (scheme !== 'ECDSA' || value.byteLength === 2 * length) return Buffer.from(value)
  try {
    const parts = [...childrenOf(readDer(value))].filter(({ tag }) => tag === DER.integer)
    return Buffer.concat(parts.map((part) => padded(contentOf(part), length)))
  } catch {
    // No DER: the check that follows says what that means.
    return Buffer.from(value)
  }
}

function padded(number: Uint8Array, length: number): Buffer {
  const digits = Buffer.from(number).toString('hex').replace(/^0+/u, '')
  return Buffer.from(digits.padStart(2 * length, '0'), 'hex')
}
