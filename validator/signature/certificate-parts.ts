/**
 * Parts of a certificate as they are encoded: what revocation evidence names it by.
 *
 * @module
 */
import type { DerElement } from './asn1/der.ts'
import { context, DER, expectTag, membersOf, onlyChild, readDer } from './asn1/der.ts'
import type { Extension } from './asn1/extensions.ts'
import { readExtensions } from './asn1/extensions.ts'
import { nameKey } from './asn1/name.ts'
import { readScheme, type SignatureScheme } from './asn1/signed.ts'
import { bitsOf, encodingOf, serialOf } from './asn1/values.ts'
import type { Certificate } from './certificate.ts'

export interface CertificateParts {
  /** The bytes in hexadecimal. */
  readonly serial: string
  readonly issuerName: Uint8Array
  readonly subjectName: Uint8Array
  /** The subject's public key, without its algorithm. */
  readonly keyBits: Uint8Array
  /** Names to be compared as RFC 5280 §7.1 says. */
  readonly issuerKey: string
  readonly subjectKey: string
  readonly extensions: readonly Extension[]
  /** How it was signed; undefined where that proves nothing: MD5, SHA-1, what nobody knows. */
  readonly scheme: SignatureScheme | undefined
}

const partsOfCertificate = new WeakMap<Certificate, CertificateParts>()

/** Of a certificate that has been parsed, so it never throws for a well-formed one. */
export function certificateParts(certificate: Certificate): CertificateParts {
  const known = partsOfCertificate.get(certificate)
  if (known !== undefined) return known
  const parts = readParts(certificate.der)
  partsOfCertificate.set(certificate, parts)
  return parts
}

function readParts(der: Uint8Array): CertificateParts {
  const [body, algorithm] = membersOf(readDer(der))
  const fields = [...membersOf(body)]
  if (fields[0]?.tag === context(0)) fields.shift()
  const [serial, , issuer, , subject, key, ...rest] = fields
  const extended = rest.find(({ tag }) => tag === context(3))
  return {
    serial: serialOf(serial),
    issuerName: encodingOf(expectTag(issuer, DER.sequence)),
    subjectName: encodingOf(expectTag(subject, DER.sequence)),
    keyBits: bitsOf(membersOf(key)[1]),
    issuerKey: nameKey(expectTag(issuer, DER.sequence)),
    subjectKey: nameKey(expectTag(subject, DER.sequence)),
    extensions: extended === undefined ? [] : readExtensions(onlyChild(extended)),
    scheme: findScheme(algorithm),
  }
}

/** Of the table alone: OpenSSL would check MD5 and SHA-1 too, by any of their names. */
function findScheme(algorithm: DerElement | undefined): SignatureScheme | undefined {
  try {
    return readScheme(algorithm)
  } catch {
    // An algorithm that is not accepted, or parameters that are none.
    return undefined
  }
}
