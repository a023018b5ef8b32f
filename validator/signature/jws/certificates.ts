/**
 * Which certificates could be the signer's: those of the header, else pinned ones.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject, member, textMember } from '../../json-value.ts'
import { type Certificate, parseBase64Certificate } from '../certificate.ts'
import { hashNamed } from '../jades/digest-names.ts'
import type { TrustStore } from '../trust-store.ts'

/** RFC 7515 §4.1.6: base64, not base64url. Undefined when one of them is no certificate. */
export function readMessageCertificates(header: JsonObject): readonly Certificate[] | undefined {
  const chain = member(header, 'x5c')
  if (chain === undefined) return []
  if (!Array.isArray(chain) || chain.length === 0) return undefined
  const certificates = chain.map(toCertificate)
  return certificates.every((each) => each !== undefined) ? certificates : undefined
}

/** RFC 7515 §4.1.8 and ETSI TS 119 182-1 §5.2.2: digests of the signer's certificate. */
export const CERTIFICATE_DIGESTS: readonly string[] = ['x5t#S256', 'x5t#o', 'sigX5ts']

/**
 * §4.1.6: the first of `x5c` is the signer's. Without it, the pinned ones, the one that
 * `kid` names first; and each digest of it in the header must be that of the certificate.
 */
export function findCandidates(
  header: JsonObject,
  others: readonly Certificate[],
  trust: TrustStore,
): readonly Certificate[] {
  const hasOwn = Object.hasOwn(header, 'x5c')
  const candidates = hasOwn ? others.slice(0, 1) : namedFirst(trust.pinned, header)
  const digests = digestsOf(header)
  return candidates.filter((each) => digests.every((digest) => hasDigest(each, digest)))
}

/** Each as JAdES writes it; of several (`sigX5ts`), the first is of the signer's certificate. */
function digestsOf(header: JsonObject): readonly (JsonValue | undefined)[] {
  const [thumbprint, other, several] = CERTIFICATE_DIGESTS.map((name) => member(header, name))
  return [
    ...(thumbprint === undefined ? [] : [{ digAlg: 'S256', digVal: thumbprint }]),
    ...(other === undefined ? [] : [other]),
    ...(several === undefined ? [] : [Array.isArray(several) ? several[0] : undefined]),
  ]
}

/** One by a hash that is not accepted is of no certificate. */
function hasDigest({ x509, fingerprint }: Certificate, digest: JsonValue | undefined): boolean {
  if (!isJsonObject(digest)) return false
  const hash = hashNamed(textMember(digest, 'digAlg'))
  if (hash === undefined) return false
  const own = hash === 'sha256' ? toBase64Url(fingerprint) : digestBy(hash, x509.raw)
  return own === member(digest, 'digVal')
}

function digestBy(hash: string, bytes: Uint8Array): string {
  return createHash(hash).update(bytes).digest('base64url')
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
