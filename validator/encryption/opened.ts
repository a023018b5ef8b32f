/**
 * What comes of an encrypted message: its content, or one of two issues.
 *
 * Whatever fails, fails alike: which of key, tag or padding it was is what an attacker
 * who sends a message again and again would like to know.
 *
 * @module
 */
import { createIssue } from '../issues/issue.ts'
import { issueKinds } from '../issues/kinds.ts'
import type { Bilingual, EncryptionUsed, Issue } from '../verdict.ts'

export interface OpenedMessage {
  /** Absent when it was not decrypted. */
  readonly content?: Uint8Array
  readonly encryption?: EncryptionUsed
  readonly issues: readonly Issue[]
}

/** All that may be said of an encryption without a key. */
export type EncryptionNamed = Omit<EncryptionUsed, 'isDecrypted' | 'recipients'>
type Named = Pick<EncryptionUsed, 'recipient'>

/** With a letter in it: digits alone may be somebody's number. */
const PLAIN_NAME = /^(?=.*[A-Za-z])[\w.:-]{1,64}$/u

/** The name of a key is the sender's word: a plain one is repeated, any other might be data. */
export function recipientNamed(name: string | undefined): { readonly recipient?: string } {
  return name !== undefined && PLAIN_NAME.test(name) ? { recipient: name } : {}
}

export function opened(content: Uint8Array, named: EncryptionNamed): OpenedMessage {
  return { content, encryption: { ...named, isDecrypted: true }, issues: [] }
}

const NOT_NAMED: Bilingual = { vi: '(không nêu tên rõ)', en: '(without a plain name)' }

/** Encrypted as it may be, and nobody here has a key: all are named that it is for. */
export function withoutKey(named: EncryptionNamed, keys: readonly Named[]): OpenedMessage {
  const { algorithm, contentEncryption } = named
  const names = [...new Set(keys.flatMap(({ recipient }) => recipient ?? []))]
  const recipient = names.length === 0 ? NOT_NAMED : names
  const params = { algorithm, contentEncryption, recipient }
  const issue = createIssue(issueKinds['message-encrypted'], { instanceLocation: '' }, params)
  const recipients = names.length > 1 ? { recipients: names } : {}
  return { encryption: { ...named, ...recipients, isDecrypted: false }, issues: [issue] }
}

export function refused(named?: EncryptionNamed): OpenedMessage {
  const issue = createIssue(issueKinds['decryption-refused'], { instanceLocation: '' })
  return { ...(named && { encryption: { ...named, isDecrypted: false } }), issues: [issue] }
}
