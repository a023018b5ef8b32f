/**
 * Reads a private key that messages are encrypted for.
 *
 * @module
 */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Problem } from '../problem.ts'
import { decryptionKeyUnreadable } from '../problems.ts'

const KEY_TYPES = new Set(['rsa', 'ec', 'x25519'])
const RSA_BITS_MIN = 2_048

/** From PEM. Throws Problem `decryption-key-unreadable`, which tells nothing of the key. */
export function readDecryptionKey(pem: string, password?: string): KeyObject {
  const key = tryRead(pem, password)
  const type = key?.asymmetricKeyType ?? ''
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? RSA_BITS_MIN
  if (key !== undefined && KEY_TYPES.has(type) && bits >= RSA_BITS_MIN) return key
  throw new Problem(
    decryptionKeyUnreadable,
    'It is no RSA (2048 bits), EC or X25519 private key in PEM, or its password is wrong',
  )
}

function tryRead(pem: string, password: string | undefined): KeyObject | undefined {
  try {
    const passphrase = password === undefined ? {} : { passphrase: password }
    return createPrivateKey({ key: pem, ...passphrase })
  } catch {
    // OpenSSL's words could quote what it read.
    return undefined
  }
}
