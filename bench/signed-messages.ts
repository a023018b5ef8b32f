/**
 * Messages to verify, of any size, with a chain made for them.
 *
 * @module
 */
import type { SigningKey, TestKeyKind, TrustStore } from '../validator/index.ts'
import { built } from './built.ts'

const { createTrustStore, makeTestChain, readSigningKey } = built

export interface BenchKey {
  readonly key: SigningKey
  readonly trust: TrustStore
  /** PEM of the anchor and the revocation lists, for a process of its own. */
  readonly anchor: string
  readonly lists: readonly string[]
}

export async function makeBenchKey(kind: TestKeyKind = 'rsa'): Promise<BenchKey> {
  const files = makeTestChain({ kind, signer: 'bench', now: new Date(Date.now() - 60_000) })
  const text = (name: string) => files.find(({ file }) => file === name)?.text ?? ''
  const anchor = text('trust/root.pem')
  const lists = ['trust/root.crl', 'trust/issuing.crl'].map(text)
  return {
    key: await readSigningKey({
      pem: text('signer.key.pem'),
      certificatePem: text('signer.pem'),
    }),
    trust: createTrustStore([Buffer.from(anchor)], {
      crls: lists.map((each) => Buffer.from(each)),
    }),
    anchor,
    lists,
  }
}

export function xmlDocument(bytes: number): string {
  const row = '<r><a>Nguyễn Thị Ví Dụ</a><b>001190000002</b><c>2026-11-23</c></r>'
  return `<m xmlns="urn:vi-du">${row.repeat(Math.ceil(bytes / Buffer.byteLength(row)))}</m>`
}
