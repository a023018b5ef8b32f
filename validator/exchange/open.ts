/**
 * Opens a document, envelope by envelope, and judges what is in the innermost.
 *
 * Encrypted, signed, JSON or XML: each stage takes what the stage before it returned.
 *
 * @module
 */
import { decodeUtf8 } from '../decode.ts'
import { looksLikeJwe } from '../encryption/jwe/looks-like-jwe.ts'
import { openJwe } from '../encryption/jwe/open.ts'
import { type OpenedMessage, refused } from '../encryption/opened.ts'
import { openEncryptedXml } from '../encryption/xmlenc/open.ts'
import { looksLikeJws } from '../signature/jws/looks-like-jws.ts'
import { openJws } from '../signature/jws/open.ts'
import { claimsOfJsonBytes, claimsWhenAsked } from '../signature/policy/claims.ts'
import type { ExchangeContext } from './context.ts'
import { judgeJson } from './judge-json.ts'
import { judgeXml } from './judge-xml.ts'
import type { Judgement } from './judgement.ts'
import { merge } from './judgement.ts'
import { sniffFormat } from './sniff-format.ts'

/** A signature beside the document is of the document as it came, whatever that is. */
export async function openWhole(
  document: Uint8Array,
  context: ExchangeContext,
): Promise<Judgement> {
  const { signature, http } = context.request
  if (signature === undefined) return open(document, context)
  const beside = { body: document, ...(http && { http }) }
  const opened = openJws(signature, context.trust, context.at, beside)
  const { payload, reports, issues } = opened
  const format = sniffFormat(document) === 'xml' ? 'xml' : 'json'
  const envelope: Judgement = { format, issues, signatures: reports }
  return payload === undefined ? envelope : openSignedContent(envelope, payload, context)
}

async function openSignedContent(
  envelope: Judgement,
  payload: Uint8Array,
  context: ExchangeContext,
): Promise<Judgement> {
  const content = await open(payload, enclosed(context))
  return isBare(payload, content, context)
    ? withClaims(envelope, content)
    : merge(envelope, content)
}

/**
 * What is signed need not be a message when only signatures are asked about; but what has
 * signatures of its own counts, and a signature of nothing says nothing.
 */
function isBare(
  { byteLength }: Uint8Array,
  { signatures = [] }: Judgement,
  { signaturesOnly }: ExchangeContext,
): boolean {
  return signaturesOnly && signatures.length === 0 && byteLength > 0
}

function withClaims(envelope: Judgement, { claims }: Judgement): Judgement {
  return { ...envelope, ...(claims && { claims }) }
}

async function open(document: Uint8Array, context: ExchangeContext): Promise<Judgement> {
  if (sniffFormat(document) === 'xml') return openXml(document, context)
  const { text, issues } = decodeUtf8(document)
  if (text === undefined) return { format: 'unknown', issues }
  if (looksLikeJwe(text)) {
    const opened = context.isEnclosed ? refused() : await openJwe(text, context.decryptionKeys)
    return judgeDecrypted('json', opened, context)
  }
  return looksLikeJws(text) ? openSigned(text, context) : judgeJson(text, context)
}

async function openXml(bytes: Uint8Array, context: ExchangeContext): Promise<Judgement> {
  const opened = openEncryptedXml(bytes, context.decryptionKeys)
  if (opened === undefined) return judgeXml(bytes, context)
  return judgeDecrypted('xml', context.isEnclosed ? refused() : opened, context)
}

/** What was encrypted is judged as if it had come in the open; once is enough. */
async function judgeDecrypted(
  format: 'json' | 'xml',
  { content, encryption, issues }: OpenedMessage,
  context: ExchangeContext,
): Promise<Judgement> {
  const envelope: Judgement = { format, issues, ...(encryption && { encryption }) }
  if (content === undefined) return envelope
  const inside = await open(content, enclosed(context))
  return { ...merge(envelope, inside), ...(encryption && { encryption }) }
}

/** A JWS: what it carries is judged as if it had come alone. */
async function openSigned(text: string, context: ExchangeContext): Promise<Judgement> {
  const { payload, reports, issues } = openJws(text, context.trust, context.at)
  const opened: Judgement = { format: 'json', issues, signatures: reports }
  if (payload === undefined) return opened
  const content = await openPayload(payload, enclosed(context))
  return isBare(payload, content, context) ? withClaims(opened, content) : merge(opened, content)
}

async function openPayload(payload: Uint8Array, context: ExchangeContext): Promise<Judgement> {
  if (sniffFormat(payload) === 'xml') return openXml(payload, context)
  if (context.signaturesOnly && payload.byteLength > 0) {
    return { format: 'json', issues: [], claims: claimsWhenAsked(() => claimsOfJsonBytes(payload)) }
  }
  const { text, issues } = decodeUtf8(payload)
  if (text === undefined) return { format: 'unknown', issues }
  if (looksLikeJwe(text)) return { format: 'json', issues: refused().issues }
  return judgeJson(text, context)
}

/** Encrypted once, and signed before: who signs a ciphertext need not know what is in it. */
function enclosed(context: ExchangeContext): ExchangeContext {
  return { ...context, isEnclosed: true, decryptionKeys: [] }
}
