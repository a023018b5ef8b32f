/**
 * Decrypts a JWE with the keys that were configured.
 *
 * Whatever fails, fails alike: which of key, tag or padding it was is what an attacker
 * who sends a message again and again would like to know.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { compactDecrypt } from 'jose'
import { createIssue } from '../issues/issue.ts'
import { issueKinds } from '../issues/kinds.ts'
import type { EncryptionUsed, Issue } from '../verdict.ts'
import { CONTENT_ENCRYPTION, KEY_MANAGEMENT, parseJwe } from './parse-jwe.ts'

export interface OpenedJwe {
  /** Absent when it was not decrypted. */
  readonly content?: Uint8Array
  readonly encryption?: EncryptionUsed
  readonly issues: readonly Issue[]
}

export async function openJwe(text: string, keys: readonly KeyObject[]): Promise<OpenedJwe> {
  const parsed = parseJwe(text)
  if (parsed === undefined) return { issues: [refused()] }
  const known = { ...parsed, isDecrypted: false }
  if (keys.length === 0) {
    const { algorithm, contentEncryption, recipient = '?' } = parsed
    const params = { algorithm, contentEncryption, recipient }
    const site = { instanceLocation: '' }
    return {
      encryption: known,
      issues: [createIssue(issueKinds['message-encrypted'], site, params)],
    }
  }
  for (const key of keys.filter((each) => fits(each, parsed.algorithm))) {
    const content = await decrypt(text.trim(), key)
    if (content !== undefined) {
      return { content, encryption: { ...known, isDecrypted: true }, issues: [] }
    }
  }
  return { encryption: known, issues: [refused()] }
}

function fits(key: KeyObject, algorithm: string): boolean {
  const type = key.asymmetricKeyType
  return algorithm === 'RSA-OAEP-256' ? type === 'rsa' : type === 'ec' || type === 'x25519'
}

async function decrypt(jwe: string, key: KeyObject): Promise<Uint8Array | undefined> {
  try {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: [...KEY_MANAGEMENT],
      contentEncryptionAlgorithms: [...CONTENT_ENCRYPTION],
    })
    return plaintext
  } catch {
    return undefined
  }
}

function refused(): Issue {
  return createIssue(issueKinds['decryption-refused'], { instanceLocation: '' })
}
