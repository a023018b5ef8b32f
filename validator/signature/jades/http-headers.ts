/**
 * Headers of an HTTP message as what a JAdES signature signs: TS 119 182-1 §5.2.8.2.
 *
 * The body is signed only by way of a header with its digest. A signature that has
 * none is over an envelope, and of the letter it says nothing.
 *
 * @module
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { JsonObject } from '../../json-value.ts'
import type { DetachedContent, DetachedPayload, HttpMessage } from './detached-content.ts'
import { textsOf } from './detached-content.ts'

const REQUEST_TARGET = '(request-target)'
const NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/u
const HEADER_COUNT_MAX = 32

export function signingString(described: JsonObject, content: DetachedContent): DetachedPayload {
  const names = textsOf(described, 'pars')
  const isRight =
    names !== undefined &&
    names.length <= HEADER_COUNT_MAX &&
    new Set(names).size === names.length &&
    names.every((name) => name === REQUEST_TARGET || NAME.test(name))
  if (!isRight || 'hashM' in described || 'hashV' in described) return { fault: 'FORMAT_FAILURE' }
  const { http, body } = content
  if (http === undefined) return { fault: 'SIGNED_DATA_NOT_FOUND' }
  const values = names.map((name) => headerValue(name, http))
  if (values.includes(undefined)) return { fault: 'SIGNED_DATA_NOT_FOUND' }
  const digests = DIGEST_HEADERS.filter(({ name }) => names.includes(name))
  if (digests.length === 0) return { fault: 'SIG_CONSTRAINTS_FAILURE' }
  if (!digests.every(({ name, read }) => holds(read(http.headers[name] ?? ''), body))) {
    return { fault: 'HASH_FAILURE' }
  }
  const lines = names.map((name, index) => `${name}: ${values[index] ?? ''}`)
  return { message: Buffer.from(lines.join('\n'), 'latin1') }
}

function headerValue(name: string, { method, target, headers }: HttpMessage): string | undefined {
  if (name === REQUEST_TARGET) return `${method.toLowerCase()} ${target}`
  return Object.hasOwn(headers, name) ? headers[name]?.trim() : undefined
}

interface BodyDigest {
  /** For node:crypto. */
  readonly hash: string
  readonly value: string
}

/** Names of RFC 3230 and RFC 9530, without those that are broken. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['sha-256', 'sha256'],
  ['sha-512', 'sha512'],
])

const DIGEST_HEADERS: readonly {
  readonly name: string
  readonly read: (value: string) => readonly BodyDigest[]
}[] = [
  // RFC 3230 §4.3.2: SHA-256=…, …
  { name: 'digest', read: (value) => digestsIn(value, /^([\w-]+)=([A-Za-z0-9+/]+={0,2})$/u) },
  // RFC 9530 §2: sha-256=:…:, …
  {
    name: 'content-digest',
    read: (value) => digestsIn(value, /^([\w-]+)=:([A-Za-z0-9+/]+={0,2}):$/u),
  },
]

function digestsIn(value: string, form: RegExp): readonly BodyDigest[] {
  return value.split(',').flatMap((part) => {
    const [, name = '', digest = ''] = form.exec(part.trim()) ?? []
    const hash = HASHES.get(name.toLowerCase())
    return hash === undefined ? [] : [{ hash, value: digest }]
  })
}

/** At least one that is known, none that is wrong, and each hash made once, however many. */
function holds(digests: readonly BodyDigest[], body: Uint8Array): boolean {
  const made = new Map<string, Buffer>()
  const isRight = ({ hash, value }: BodyDigest) => {
    const actual = made.get(hash) ?? createHash(hash).update(body).digest()
    made.set(hash, actual)
    const stated = Buffer.from(value, 'base64')
    return actual.length === stated.length && timingSafeEqual(actual, stated)
  }
  return digests.length > 0 && digests.every(isRight)
}
