/**
 * Asks a registry for JSON, and believes it no more than needed: so many bytes, so long, and
 * from no other host than the one that was named.
 *
 * @module
 */
import { Problem } from '../validator/index.ts'
import { registryUnreachable } from './problems.ts'

const TIMEOUT_MS = 30_000
const BYTES_MAX = 200_000_000
const REDIRECTS_MAX = 5

export interface FetchLimits {
  readonly timeoutMs?: number
  readonly bytesMax?: number
}

/** What a person can act on, by the code of the cause. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ENOTFOUND: 'there is no such host; no proxy is used',
  EAI_AGAIN: 'the name of the host could not be looked up; no proxy is used',
  ETIMEDOUT: 'no answer in time; no proxy is used',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time; no proxy is used',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted; see NODE_EXTRA_CA_CERTS',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted; see NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted; see NODE_EXTRA_CA_CERTS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted; see NODE_EXTRA_CA_CERTS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
}

/** Throws Problem `registry-unreachable`, with the address and the reason. */
export async function fetchJson(url: URL, limits: FetchLimits = {}): Promise<unknown> {
  const { timeoutMs = TIMEOUT_MS, bytesMax = BYTES_MAX } = limits
  try {
    const response = await follow(url, AbortSignal.timeout(timeoutMs))
    return JSON.parse(await readText(response, bytesMax)) as unknown
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    throw unreachable(url, reasonOf(thrown, timeoutMs), thrown)
  }
}

/** From http to https of the same host, and within it; the rest is for a person to decide. */
async function follow(from: URL, signal: AbortSignal): Promise<Response> {
  let url = from
  for (let count = 0; count <= REDIRECTS_MAX; count += 1) {
    const headers = { accept: 'application/json' }
    const response = await fetch(url, { headers, signal, redirect: 'manual' })
    if (response.ok) return response
    await response.body?.cancel()
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null) {
      throw unreachable(url, `it answered ${response.status}`)
    }
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined
    if (next === undefined || !isSameOrSafer(next, url)) {
      const to = next === undefined ? 'nowhere' : next.origin
      throw unreachable(url, `it leads to ${to}: where that is right, give its address`)
    }
    url = next
  }
  throw unreachable(from, `it leads on more than ${REDIRECTS_MAX} times`)
}

function isSameOrSafer(next: URL, url: URL): boolean {
  if (next.hostname !== url.hostname || hasUser(next)) return false
  return next.origin === url.origin || (url.protocol === 'http:' && next.protocol === 'https:')
}

/** Read as it comes: what is said of its size need not be true, and it may be compressed. */
async function readText(response: Response, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > bytesMax) {
      throw unreachable(new URL(response.url), `it answers with over ${bytesMax} bytes`)
    }
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
}

export function hasUser({ username, password }: URL): boolean {
  return username !== '' || password !== ''
}

function reasonOf(thrown: unknown, timeoutMs: number): string {
  const { name, cause } = thrown as { readonly name?: string; readonly cause?: unknown }
  if (name === 'TimeoutError') return `no whole answer within ${timeoutMs / 1000} s`
  if (name === 'SyntaxError') return 'its answer is no JSON: is this a Chuẩn registry?'
  const { code = '' } = (cause ?? thrown) as { readonly code?: string }
  return REASONS[code] ?? 'it gave no usable answer'
}

function unreachable({ origin, pathname }: URL, reason: string, cause?: unknown): Problem {
  return new Problem(registryUnreachable, `${origin}${pathname}: ${reason}`, { cause })
}
