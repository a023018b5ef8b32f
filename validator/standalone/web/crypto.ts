/**
 * What the validator uses of `node:crypto`, without Node: SHA-256 of a text.
 *
 * The web's own digest is asynchronous, and a rule answers at once.
 *
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js'

interface Sha256 {
  readonly update: (text: string) => Sha256
  readonly digest: (encoding: 'hex') => string
}

/** As `createHash('sha256')` of Node, for texts. */
export function createHash(algorithm: 'sha256', text = ''): Sha256 {
  return {
    update: (more) => createHash(algorithm, text + more),
    digest: () =>
      [...sha256(new TextEncoder().encode(text))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join(''),
  }
}
