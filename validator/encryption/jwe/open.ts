/**
 * Decrypts a JWE with the keys that were configured.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { flattenedDecrypt } from 'jose'
import { type OpenedMessage, opened, refused, withoutKey } from '../opened.ts'
import { CONTENT_ENCRYPTION, KEY_MANAGEMENT, type ParsedJwe, parseJwe } from './parse.ts'

export async function openJwe(text: string, keys: readonly KeyObject[]): Promise<OpenedMessage> {
  const recipients = parseJwe(text)
  const [first] = recipients
  if (first === undefined) return refused()
  if (keys.length === 0) return withoutKey(named(first), recipients)
  for (const recipient of recipients) {
    for (const key of keys.filter((each) => fits(each, recipient.algorithm))) {
      const content = await decrypt(recipient, key)
      if (content !== undefined) return opened(content, named(recipient))
    }
  }
  return refused(named(first))
}

function named({ flattened: _, ...name }: ParsedJwe) {
  return name
}

function fits(key: KeyObject, algorithm: string): boolean {
  const type = key.asymmetricKeyType
  return algorithm === 'RSA-OAEP-256' ? type === 'rsa' : type === 'ec' || type === 'x25519'
}

async function decrypt({ flattened }: ParsedJwe, key: KeyObject): Promise<Uint8Array | undefined> {
  try {
    const { plaintext } = await flattenedDecrypt(flattened, key, {
      keyManagementAlgorithms: [...KEY_MANAGEMENT],
      contentEncryptionAlgorithms: [...CONTENT_ENCRYPTION],
    })
    return plaintext
  } catch {
    return undefined
  }
}
