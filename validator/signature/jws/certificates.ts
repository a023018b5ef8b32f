/**
 * Which certificates could be the signer's: those of the header, else pinned ones.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { member } from '../../json-value.ts'
import { type Certificate, parseBase64Certificate } from '../certificate.ts'
import type { TrustStore } from '../trust-store.ts'

/** RFC 7515 §4.1.6: base64, not base64url. Undefined when one of them is no certificate. */
export function readMessageCertificates(header: JsonObject): readonly Certificate[] | undefined {
  const chain = member(header, 'x5c')
  if (chain === undefined) return []
  if (!Array.isArray(chain) || chain.length === 0) return undefined
  const certificates = chain.map(toCertificate)
  return certificates.every((each) => each !== undefined) ? certificates : undefined
}

/**
 * §4.1.6: the first of `x5c` is the signer's. Without it, the pinned ones, the one
 * that `kid` names first; and `x5t#S256`, where it stands, must name the certificate.
 */
export function findCandidates(
  header: JsonObject,
  others: readonly Certificate[],
  trust: TrustStore,
): readonly Certificate[] {
  const hasOwn = Object.hasOwn(header, 'x5c')
  const candidates = hasOwn ? others.slice(0, 1) : namedFirst(trust.pinned, header)
  const thumbprint = member(header, 'x5t#S256')
  if (thumbprint === undefined) return candidates
  return candidates.filter(({ fingerprint }) => toBase64Url(fingerprint) === thumbprint)
}

/** RFC 7515 §4.1.4: `kid` is a hint; here, the SHA-256 thumbprint of a certificate. */
function namedFirst(
  certificates: readonly Certificate[],
  header: JsonObject,
): readonly Certificate[] {
  const name = member(header, 'kid')
  const isNamed = ({ fingerprint }: Certificate) =>
    name === fingerprint || name === toBase64Url(fingerprint)
  return [...certificates.filter(isNamed), ...certificates.filter((each) => !isNamed(each))]
}

function toCertificate(text: JsonValue): Certificate | undefined {
  return typeof text === 'string' ? parseBase64Certificate(text) : undefined
}

function toBase64Url(hexadecimal: string): string {
  return Buffer.from(hexadecimal, 'hex').toString('base64url')
}
