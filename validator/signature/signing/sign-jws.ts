/**
 * Signs bytes as JWS, with the certificate in the header (JAdES B-B shape).
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { FlattenedSign } from 'jose'
import { SIGNATURE_COUNT_MAX } from '../../limits.ts'
import { Problem } from '../../problem.ts'
import { documentUnsignable, signingKeyUnreadable } from '../../problems.ts'
import { chooseAlgorithm } from '../jws/algorithms.ts'
import { isSigningTime } from '../jws/claimed-time.ts'
import { toJoseKey } from '../jws/jose-key.ts'
import { parseJws } from '../jws/parse.ts'
import type { RemoteSigningKey, SignatureForm } from './remote-key.ts'
import { keyOf, signBytes } from './remote-key.ts'
import type { SigningKey } from './signing-key.ts'

export type JwsSerialization = 'compact' | 'flattened' | 'general'

export interface SignJwsOptions {
  readonly serialization: JwsSerialization
  /** RFC 7515 Appendix F: the payload is left out and travels on its own. */
  readonly detached?: boolean
  /** RFC 7797: the bytes themselves are signed, not their base64url; detached only. */
  readonly isUnencoded?: boolean
  /** Detached: name of the content in `sigD`, which then signs its digest (TS 119 182-1 §5.2.8). */
  readonly objectName?: string
  /** `YYYY-MM-DDTHH:MM:SSZ`; goes into `sigT` (ETSI TS 119 182-1 §5.2.1). */
  readonly claimedTime?: string
}

export interface AddJwsSignatureOptions {
  readonly claimedTime?: string
  /** What was signed, where the JWS leaves it out. */
  readonly detachedPayload?: Uint8Array
}

interface Signature {
  readonly protected: string
  readonly signature: string
  /** Unprotected header of a signature that was there before. */
  readonly header?: unknown
}

/** Throws Problem `document-unsignable` or `signing-key-unreadable`. */
export async function signJws(
  payload: Uint8Array,
  key: SigningKey | RemoteSigningKey,
  options: SignJwsOptions,
): Promise<string> {
  const { serialization, detached = false, claimedTime } = options
  const signature = await sign(contentOf(payload, options), key, claimedTime)
  const text = detached ? undefined : Buffer.from(payload).toString('base64url')
  const carried = text === undefined ? {} : { payload: text }
  switch (serialization) {
    case 'compact':
      return `${signature.protected}.${text ?? ''}.${signature.signature}\n`
    case 'flattened':
      return formatJson({ ...carried, ...signature })
    case 'general':
      return formatJson({ ...carried, signatures: [signature] })
    default:
      return serialization satisfies never
  }
}

/**
 * Adds a signature over the same payload; the others stay as they are, and a
 * compact or flattened JWS becomes general, which alone can hold several.
 *
 * Does not say whether the others hold. Throws Problem `document-unsignable`.
 */
export async function addJwsSignature(
  text: string,
  key: SigningKey | RemoteSigningKey,
  { claimedTime, detachedPayload }: AddJwsSignatureOptions = {},
): Promise<string> {
  const parsed = parseJws(text)
  if ('fault' in parsed) throw unsignable(`It is no JWS: ${parsed.fault.en}`)
  const { payload, isEncoded, signatures } = parsed.jws
  if (signatures.length >= SIGNATURE_COUNT_MAX) {
    throw unsignable(`At most ${SIGNATURE_COUNT_MAX} signatures`)
  }
  // RFC 7797 §3: b64 would have to be false in the new one too, which no option here asks for.
  if (!isEncoded) throw unsignable('The payload stands unencoded (b64 is false)')
  if ((payload === undefined) === (detachedPayload === undefined)) {
    throw unsignable('Give the payload when the JWS leaves it out, and only then')
  }
  const signed = detachedPayload ?? Buffer.from(payload ?? '', 'base64url')
  const before = signatures.map(({ protected: encoded, signature, unprotected }) => ({
    protected: encoded,
    ...(unprotected === undefined ? {} : { header: unprotected }),
    signature,
  }))
  return formatJson({
    ...(payload === undefined ? {} : { payload }),
    signatures: [...before, await sign({ payload: signed, header: {} }, key, claimedTime)],
  })
}

/** What is signed, and what the protected header says of it. */
interface SignedContent {
  readonly payload: Uint8Array
  readonly header: Readonly<Record<string, unknown>>
}

function contentOf(payload: Uint8Array, options: SignJwsOptions): SignedContent {
  const { detached = false, isUnencoded = false, objectName } = options
  if (!detached && (isUnencoded || objectName !== undefined)) {
    throw unsignable('Unencoded content and content named in sigD travel beside the JWS')
  }
  const b64 = isUnencoded ? { b64: false } : {}
  if (objectName === undefined) return { payload, header: b64 }
  const digested = isUnencoded ? payload : Buffer.from(payload).toString('base64url')
  const sigD = {
    mId: 'http://uri.etsi.org/19182/ObjectIdByURIHash',
    pars: [objectName],
    hashM: 'S256',
    hashV: [createHash('sha256').update(digested).digest('base64url')],
  }
  return { payload: new Uint8Array(), header: { ...b64, sigD } }
}

async function sign(
  { payload, header }: SignedContent,
  key: SigningKey | RemoteSigningKey,
  claimedTime: string | undefined,
): Promise<Signature> {
  if (claimedTime !== undefined && !isSigningTime(claimedTime)) {
    throw unsignable('The time of signing is written YYYY-MM-DDTHH:MM:SSZ')
  }
  const stated = { ...header, ...(claimedTime === undefined ? {} : { sigT: claimedTime }) }
  const whole = { ...headerOf(key), ...stated, ...critical(stated) }
  if (!('privateKey' in key)) return signElsewhere(payload, whole, key)
  const { protected: encoded = '', signature } = await new FlattenedSign(payload)
    .setProtectedHeader(whole)
    .sign(toJoseKey(key.privateKey), { crit: { sigT: true, sigD: true } })
  return { protected: encoded, signature }
}

interface SignerHeader {
  readonly alg: string
  readonly 'x5t#S256': string
  readonly x5c: string[]
}

function headerOf(key: SigningKey | RemoteSigningKey): SignerHeader {
  const { certificate, chain } = key
  const alg = chooseAlgorithm(keyOf(key))
  if (alg === undefined) {
    throw new Problem(signingKeyUnreadable, 'The key is of a kind that cannot sign')
  }
  return {
    alg,
    'x5t#S256': Buffer.from(certificate.fingerprint, 'hex').toString('base64url'),
    // RFC 7515 §4.1.6: the signer's first, base64 and not base64url.
    x5c: [certificate, ...chain].map(({ der }) => Buffer.from(der).toString('base64')),
  }
}

function critical(stated: Readonly<Record<string, unknown>>): { crit?: string[] } {
  const names = Object.keys(stated)
  return names.length > 0 ? { crit: names } : {}
}

/** RFC 7515 §5.1, steps 5 to 7; jose signs with keys it has alone. */
function signElsewhere(
  payload: Uint8Array,
  header: SignerHeader & { readonly b64?: unknown },
  key: RemoteSigningKey,
): Signature {
  const encoded = Buffer.from(JSON.stringify(header)).toString('base64url')
  const content =
    header.b64 === false ? payload : Buffer.from(Buffer.from(payload).toString('base64url'))
  const input = Buffer.concat([Buffer.from(`${encoded}.`), content])
  const signature = signBytes(input, formOf(header.alg), key)
  return { protected: encoded, signature: signature.toString('base64url') }
}

/** RFC 7518 §3.4, §3.5; RFC 8037 §3.1. */
function formOf(alg: string): SignatureForm {
  const [, family = '', bits = ''] = /^(PS|ES)(256|384|512)$/u.exec(alg) ?? []
  if (family === '') return { scheme: 'EdDSA' }
  const hash = `sha${bits}` as 'sha256' | 'sha384' | 'sha512'
  return { scheme: family === 'PS' ? 'RSASSA-PSS' : 'ECDSA', hash }
}

function formatJson(value: {
  readonly payload?: string
  readonly signatures?: readonly Signature[]
  readonly signature?: string
}): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

function unsignable(detail: string): Problem {
  return new Problem(documentUnsignable, detail)
}
