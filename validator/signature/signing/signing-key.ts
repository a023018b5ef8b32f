/**
 * A private key with the certificate that says whose it is.
 *
 * @module
 */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { MESSAGE_CERTIFICATE_COUNT_MAX } from '../../limits.ts'
import { Problem } from '../../problem.ts'
import {
  signingKeyMismatch,
  signingKeyPasswordWrong,
  signingKeyUnreadable,
} from '../../problems.ts'
import { type Certificate, parseCertificate } from '../certificate.ts'
import { isStrongKey } from '../key-strength.ts'
import { parsePemCertificates } from '../trust-store.ts'
import { openPkcs12 } from './pkcs12.ts'

export interface SigningKey {
  readonly privateKey: KeyObject
  readonly certificate: Certificate
  /** Certificates above the signer's, nearest first. */
  readonly chain: readonly Certificate[]
}

/** PEM key with PEM certificates, or both in PKCS#12. */
export interface SigningKeySource {
  /** PKCS#8, PKCS#1 or SEC 1; may be encrypted. */
  readonly pem?: string
  /** The signer's certificate first, then its chain. */
  readonly certificatePem?: string
  readonly pkcs12?: Uint8Array
  readonly password?: string
}

/** Throws Problem `signing-key-unreadable`, `signing-key-password-wrong` or `-mismatch`. */
export async function readSigningKey(source: SigningKeySource): Promise<SigningKey> {
  const { pkcs12, pem = '', certificatePem = '', password } = source
  if (pkcs12 !== undefined) {
    const opened = await openPkcs12(pkcs12, password ?? '')
    const certificates = opened.certificates.flatMap((der) => parseCertificate(der) ?? [])
    return toSigningKey(importDer(opened.privateKey), certificates)
  }
  const certificates = parsePemCertificates(certificatePem) ?? []
  return toSigningKey(importPem(pem, password), certificates)
}

function toSigningKey(privateKey: KeyObject, certificates: readonly Certificate[]): SigningKey {
  if (certificates.length === 0) {
    throw new Problem(signingKeyUnreadable, 'There is no certificate with the key')
  }
  const certificate = certificates.find(({ x509 }) => x509.checkPrivateKey(privateKey))
  if (certificate === undefined) {
    throw new Problem(signingKeyMismatch, 'The private key belongs to another certificate')
  }
  if (!isStrongKey(certificate.publicKey)) {
    throw new Problem(signingKeyUnreadable, 'Use RSA of 2048 bits or more, P-256 or more, Ed25519')
  }
  return { privateKey, certificate, chain: orderChain(certificate, certificates) }
}

/** A key store may hold any certificates in any order; a reader takes only so many. */
export function orderChain(
  leaf: Certificate,
  others: readonly Certificate[],
): readonly Certificate[] {
  const chain = [leaf]
  let last = leaf
  while (chain.length < MESSAGE_CERTIFICATE_COUNT_MAX) {
    const { x509 } = last
    const issuer = others.find((each) => !chain.includes(each) && x509.checkIssued(each.x509))
    if (issuer === undefined) break
    chain.push(issuer)
    last = issuer
  }
  return chain.slice(1)
}

function importPem(pem: string, password: string | undefined): KeyObject {
  const isEncrypted = /ENCRYPTED/u.test(pem)
  if (isEncrypted && password === undefined) {
    throw new Problem(signingKeyPasswordWrong, 'The private key is encrypted; give its password')
  }
  try {
    return createPrivateKey({ key: pem, ...(isEncrypted ? { passphrase: password ?? '' } : {}) })
  } catch (thrown) {
    // OpenSSL has no one error for this: what a wrong password decrypts may be anything.
    if (isEncrypted) {
      throw new Problem(signingKeyPasswordWrong, 'The password does not open the private key', {
        cause: thrown,
      })
    }
    throw unreadable('The private key is no PEM that can be read', thrown)
  }
}

function importDer(der: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
  } catch (thrown) {
    throw unreadable('The private key in the PKCS#12 file cannot be read', thrown)
  }
}

function unreadable(detail: string, cause: unknown): Problem {
  return new Problem(signingKeyUnreadable, detail, { cause })
}
