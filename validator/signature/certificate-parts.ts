/**
 * Parts of a certificate as they are encoded: what revocation evidence names it by.
 *
 * @module
 */
import { context, DER, expectTag, membersOf, readDer } from './asn1/der.ts'
import { bitsOf, encodingOf, serialOf } from './asn1/values.ts'
import type { Certificate } from './certificate.ts'

export interface CertificateParts {
  /** Lower-case hexadecimal without leading zeros. */
  readonly serial: string
  readonly issuerName: Uint8Array
  readonly subjectName: Uint8Array
  /** The subject's public key, without its algorithm. */
  readonly keyBits: Uint8Array
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
  const [body] = membersOf(readDer(der))
  const fields = [...membersOf(body)]
  if (fields[0]?.tag === context(0)) fields.shift()
  const [serial, , issuer, , subject, key] = fields
  return {
    serial: serialOf(serial),
    issuerName: encodingOf(expectTag(issuer, DER.sequence)),
    subjectName: encodingOf(expectTag(subject, DER.sequence)),
    keyBits: bitsOf(membersOf(key)[1]),
  }
}
