/**
 * Reads a private key that messages are encrypted for.
 *
 * @module
 */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Problem } from '../problem.ts'
import { decryptionKeyUnreadable } from '../problems.ts'

/** By node:crypto's name of their curve: RFC 7518 §6.2.1.1. */
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1'])
const RSA_BITS_MIN = 2_048

/** From PEM. Throws Problem `decryption-key-unreadable`, which tells nothing of the key. */
export function readDecryptionKey(pem: string, password?: string): KeyObject {
  const key = tryRead(pem, password)
  if (key !== undefined && mayDecrypt(key)) return key
  throw new Problem(
    decryptionKeyUnreadable,
    'It is no private key in PEM of RSA (from 2048 bits), P-256, P-384, P-521 or X25519, ' +
      'or its password (CHUAN_KEY_PASSWORD) is wrong',
  )
}

/** A key that fits no algorithm would refuse every message without a word of why. */
function mayDecrypt({ asymmetricKeyType: type, asymmetricKeyDetails = {} }: KeyObject): boolean {
  const { modulusLength = 0, namedCurve = '' } = asymmetricKeyDetails
  if (type === 'rsa') return modulusLength >= RSA_BITS_MIN
  return type === 'x25519' || (type === 'ec' && CURVES.has(namedCurve))
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
