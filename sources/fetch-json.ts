/**
 * Asks a registry for JSON, and believes it no more than needed: so many bytes, so long, and
 * from no other host than the one that was named, by the proxy that the environment names.
 *
 * @module
 */
import { Problem } from '../validator/index.ts'
import { registryUnreachable } from './problems.ts'
import type { Environment, Route } from './proxy.ts'
import { startRoute } from './proxy.ts'

const TIMEOUT_MS = 30_000
const BYTES_MAX = 200_000_000
const REDIRECTS_MAX = 5

export interface FetchOptions {
  readonly timeoutMs?: number
  readonly bytesMax?: number
  /** Where proxies are named, as in the environment of a process; none when it is not said. */
  readonly env?: Environment
  /** Of several requests that share their time. */
  readonly signal?: AbortSignal
}

/** What a person can act on, by the code of the cause. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted; see NODE_EXTRA_CA_CERTS',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted; see NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted; see NODE_EXTRA_CA_CERTS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted; see NODE_EXTRA_CA_CERTS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
}

const PROXY_AUTHORIZATION = 'it asks who you are: http://user:password@host in its variable says so'

interface Question<Answer> {
  readonly accept: string
  /** Statuses that are an answer too. */
  readonly taken: ReadonlySet<number>
  readonly read: (response: Response, bytesMax: number) => Promise<Answer>
}

/** Throws Problem `registry-unreachable`, with the address and the reason. */
export function fetchJson(url: URL, options: FetchOptions = {}): Promise<unknown> {
  return ask(url, options, {
    accept: 'application/json',
    taken: new Set(),
    read: async (response, bytesMax) => JSON.parse(await readText(response, bytesMax)) as unknown,
  })
}

/** 406: a registry that has no file of that name beside a version. */
const ABSENT = new Set([404, 406])

/** The text that is there, or undefined. Throws Problem `registry-unreachable`. */
export function fetchTextIfThere(
  url: URL,
  options: FetchOptions = {},
): Promise<string | undefined> {
  return ask(url, options, {
    accept: '*/*',
    taken: ABSENT,
    async read(response, bytesMax) {
      if (response.ok) return readText(response, bytesMax)
      await response.body?.cancel()
      return undefined
    },
  })
}

async function ask<Answer>(
  url: URL,
  options: FetchOptions,
  question: Question<Answer>,
): Promise<Answer> {
  const { timeoutMs = TIMEOUT_MS, bytesMax = BYTES_MAX, env = {} } = options
  const route = startRoute(env)
  try {
    const signal = options.signal ?? AbortSignal.timeout(timeoutMs)
    return await question.read(await follow(url, signal, route, question), bytesMax)
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    throw unreachable(url, `${route.name()}${reasonOf(thrown, timeoutMs)}`, thrown)
  } finally {
    await route.close()
  }
}

/** From http to https of the same host, and within it; the rest is for a person to decide. */
async function follow(
  from: URL,
  signal: AbortSignal,
  route: Route,
  { accept, taken }: Pick<Question<unknown>, 'accept' | 'taken'>,
): Promise<Response> {
  let url = from
  for (let count = 0; count <= REDIRECTS_MAX; count += 1) {
    const response = await route.fetch(url, { headers: { accept }, signal, redirect: 'manual' })
    if (response.ok || taken.has(response.status)) return response
    await response.body?.cancel()
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null) {
      throw unreachable(url, `${route.name()}it answered ${response.status}`)
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
  const bytes = await readBounded(response, bytesMax)
  if (bytes !== undefined) return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  throw unreachable(new URL(response.url), `it answers with over ${bytesMax} bytes`)
}

/** Undefined where there is more. */
export async function readBounded(
  response: Response,
  bytesMax: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > bytesMax) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function hasUser({ username, password }: URL): boolean {
  return username !== '' || password !== ''
}

export function reasonOf(thrown: unknown, timeoutMs: number): string {
  const { name } = thrown as { readonly name?: string }
  if (name === 'TimeoutError') return `no whole answer within ${timeoutMs / 1000} s`
  if (name === 'SyntaxError') return 'its answer is no JSON: is this a Chuẩn registry?'
  for (const { code = '', message = '' } of causesOf(thrown)) {
    // The words of undici, which has no code for what a proxy answers.
    const [, status] = /^Proxy .*\((\d{3})\)/u.exec(message) ?? []
    if (status === '407') return PROXY_AUTHORIZATION
    if (status !== undefined) return `it answered ${status}`
    const reason = REASONS[code]
    if (reason !== undefined) return reason
  }
  return 'it gave no usable answer'
}

function* causesOf(thrown: unknown): Generator<Partial<NodeJS.ErrnoException>, void> {
  for (let at = thrown; at instanceof Error; at = at.cause) yield at
}

function unreachable({ origin, pathname }: URL, reason: string, cause?: unknown): Problem {
  return new Problem(registryUnreachable, `${origin}${pathname}: ${reason}`, { cause })
}
