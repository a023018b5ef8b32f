/**
 * A receipt: the verdict on a document, signed by who judged it.
 *
 * It names the document by its digest, so that it is of that document and no other, and
 * the version that was in force; published as `api/receipt` in the catalogue.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { signJws } from '../signature/signing/sign-jws.ts'
import type { SigningKey } from '../signature/signing/signing-key.ts'
import type { Verdict } from '../verdict.ts'

/** Which document it is, without the document. */
export interface DocumentDigest {
  /** SHA-256 of the bytes as they came, lower-case hexadecimal. */
  readonly digest: string
  readonly bytes: number
}

export interface Receipt {
  /** RFC 3339, to the second. */
  readonly judgedAt: string
  readonly document: DocumentDigest
  readonly verdict: Verdict
}

export interface ReceiptRequest {
  /** The bytes as they came, or what is known of them. */
  readonly document: Uint8Array | DocumentDigest
  readonly verdict: Verdict
  readonly key: SigningKey
  readonly at: Date
}

/** A JWS in flattened JSON, with the certificate and the time in its header. */
export async function makeReceipt(request: ReceiptRequest): Promise<string> {
  const { document, verdict, key, at } = request
  const judgedAt = at.toISOString().replace(/\.\d+Z$/u, 'Z')
  const receipt: Receipt = {
    judgedAt,
    document: document instanceof Uint8Array ? digestOf(document) : document,
    verdict,
  }
  const payload = new TextEncoder().encode(JSON.stringify(receipt))
  return signJws(payload, key, { serialization: 'flattened', claimedTime: judgedAt })
}

function digestOf(document: Uint8Array): DocumentDigest {
  const digest = createHash('sha256').update(document).digest('hex')
  return { digest, bytes: document.byteLength }
}
