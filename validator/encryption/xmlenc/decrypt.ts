/**
 * AES-GCM and RSA-OAEP as XML Encryption 1.1 writes them: §5.2.4 and §5.5.2.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { constants, createDecipheriv, privateDecrypt, randomBytes } from 'node:crypto'
import type { ContentEncryption, EncryptedData, EncryptedKey } from './structure.ts'

export interface Decrypted {
  readonly plaintext: Buffer
  /** The key it was opened with, as the message has it. */
  readonly encryptedKey: EncryptedKey
}

/** By the first pair of a key of the message and one of ours that opens it. */
export function decryptData(
  data: EncryptedData,
  keys: readonly KeyObject[],
): Decrypted | undefined {
  for (const encryptedKey of data.keys) {
    for (const key of keys.filter(({ asymmetricKeyType: type }) => type === 'rsa')) {
      const contentKey = unwrap(encryptedKey, key, data.contentEncryption)
      const plaintext = decipher(data.ciphertext, contentKey, data.contentEncryption)
      if (plaintext !== undefined) return { plaintext, encryptedKey }
    }
  }
  return undefined
}

/** What cannot be unwrapped gives a random key, which fails where a wrong one does. */
function unwrap(
  { digest, ciphertext }: EncryptedKey,
  key: KeyObject,
  { keyBytes }: ContentEncryption,
): Buffer {
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  try {
    const unwrapped = privateDecrypt({ key, padding, oaepHash: digest }, ciphertext)
    return unwrapped.length === keyBytes ? unwrapped : randomBytes(keyBytes)
  } catch {
    return randomBytes(keyBytes)
  }
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** The 96 bits of the IV, the ciphertext, the 128 bits of the tag. */
function decipher(bytes: Buffer, key: Buffer, { cipher }: ContentEncryption): Buffer | undefined {
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined
  const options = { authTagLength: TAG_BYTES }
  const deciphering = createDecipheriv(cipher, key, bytes.subarray(0, IV_BYTES), options)
  deciphering.setAuthTag(bytes.subarray(-TAG_BYTES))
  const inside = deciphering.update(bytes.subarray(IV_BYTES, -TAG_BYTES))
  try {
    return Buffer.concat([inside, deciphering.final()])
  } catch {
    return undefined
  }
}
