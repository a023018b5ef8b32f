/**
 * Whether a key may be used with a hash.
 *
 * RFC 4055 §3.1 and §3.3: an RSASSA-PSS key can name the hash it is for and the
 * shortest salt, and is then for nothing else. OpenSSL throws when asked all
 * the same, and the key may come from whoever made the message.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'

/** As node:crypto spells them. */
export type Hash =
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512'
  /** Only by a dated exception of the policy. */
  | 'sha1'

const BYTES: Readonly<Record<Hash, number>> = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
  'sha3-256': 32,
  'sha3-384': 48,
  'sha3-512': 64,
  sha1: 20,
}

/** With a salt as long as the digest: RFC 7518 §3.5, RFC 9231 §2.3.10. */
export function allowsHash(key: KeyObject, hash: Hash | undefined): boolean {
  const { hashAlgorithm, mgf1HashAlgorithm, saltLength = 0 } = key.asymmetricKeyDetails ?? {}
  const isFree = [hashAlgorithm, mgf1HashAlgorithm].every((each) => !each || each === hash)
  return isFree && (hash === undefined || saltLength <= BYTES[hash])
}
