/**
 * Whether a certificate was signed in a way that proves nothing: by MD5, SHA-1 or older.
 *
 * @module
 */
import type { Certificate } from './certificate.ts'

/** md2, md4, md5 and sha1 with RSA; sha1 with RSASSA-PSS, ECDSA and DSA. */
const WEAK_SIGNATURES = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.3',
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.2.840.113549.1.1.10 1.3.14.3.2.26',
  '1.2.840.10045.4.1',
  '1.2.840.10040.4.3',
])

export function isWeaklySigned({ signatureAlgorithm }: Certificate): boolean {
  return WEAK_SIGNATURES.has(signatureAlgorithm)
}
