/**
 * Finds what stands for the payload of a JWS that has none.
 *
 * RFC 7515 Appendix F signs the content itself; `sigD` (ETSI TS 119 182-1 §5.2.8)
 * says that it signs the digests of objects, or headers of an HTTP message. Nothing
 * is fetched: an object is one that the caller has, or it is missing.
 *
 * @module
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { JsonObject } from '../../json-value.ts'
import { isJsonObject, member, textMember } from '../../json-value.ts'
import type { DetachedContent, DetachedPayload } from './detached-content.ts'
import { textsOf } from './detached-content.ts'
import { hashNamed } from './digest-names.ts'
import { signingString } from './http-headers.ts'

const MECHANISM = 'http://uri.etsi.org/19182/'

/** `isEncoded`: `b64` is not false. */
export function detachedPayload(
  header: JsonObject,
  content: DetachedContent,
  isEncoded: boolean,
): DetachedPayload {
  const described = member(header, 'sigD')
  if (described === undefined) return { message: contribution(content.body, isEncoded) }
  if (!isJsonObject(described)) return { fault: 'FORMAT_FAILURE' }
  switch (textMember(described, 'mId')) {
    case `${MECHANISM}ObjectIdByURI`:
      return byUri(described, content, isEncoded)
    case `${MECHANISM}ObjectIdByURIHash`:
      return byHash(described, content, isEncoded)
    case `${MECHANISM}HttpHeaders`:
      return isEncoded ? { fault: 'FORMAT_FAILURE' } : signingString(described, content)
    default:
      // What another mechanism signs is not known, so nothing is known to be signed.
      return { fault: 'FORMAT_FAILURE' }
  }
}

/** RFC 7515 §5.1, and RFC 7797 §3 where `b64` is false. */
function contribution(object: Uint8Array, isEncoded: boolean): string | Uint8Array {
  return isEncoded ? Buffer.from(object).toString('base64url') : object
}

/** §5.2.8.3.2, of one object: how several are put together, readers do not agree on. */
function byUri(described: JsonObject, content: DetachedContent, isEncoded: boolean) {
  const names = textsOf(described, 'pars')
  if (names?.length !== 1) return { fault: 'FORMAT_FAILURE' } as const
  const [object] = objectsNamed(names, content) ?? []
  if (object !== content.body) return { fault: 'SIGNED_DATA_NOT_FOUND' } as const
  return { message: contribution(object, isEncoded) }
}

/** More objects than a message has are there to keep a verifier busy. */
const OBJECT_COUNT_MAX = 16

/** §5.2.8.3.3: the digests are signed with the header, and the payload is empty. */
function byHash(
  described: JsonObject,
  content: DetachedContent,
  isEncoded: boolean,
): DetachedPayload {
  const [names, digests] = [textsOf(described, 'pars'), textsOf(described, 'hashV')]
  if (names === undefined || names.length !== digests?.length) return { fault: 'FORMAT_FAILURE' }
  if (names.length > OBJECT_COUNT_MAX) return { fault: 'FORMAT_FAILURE' }
  const hash = hashNamed(textMember(described, 'hashM'))
  if (hash === undefined) return { fault: 'CRYPTO_CONSTRAINTS_FAILURE' }
  const objects = objectsNamed(names, content)
  if (objects === undefined) return { fault: 'SIGNED_DATA_NOT_FOUND' }
  const isWhole = objects.every((object, index) => {
    const actual = createHash(hash).update(contribution(object, isEncoded)).digest()
    const stated = Buffer.from(digests[index] ?? '', 'base64url')
    return actual.length === stated.length && timingSafeEqual(actual, stated)
  })
  // A digest that another object has hides that the body is not among them.
  if (!isWhole) return { fault: 'HASH_FAILURE' }
  if (!objects.includes(content.body)) return { fault: 'SIGNED_DATA_NOT_FOUND' }
  return { message: isEncoded ? '' : new Uint8Array() }
}

/** The one that the caller did not name is the body, under whatever name it has there. */
function objectsNamed(
  names: readonly string[],
  { body, objects = {} }: DetachedContent,
): readonly Uint8Array[] | undefined {
  const isNamed = (name: string) => Object.hasOwn(objects, name)
  const unnamed = names.filter((name) => !isNamed(name))
  if (new Set(names).size < names.length || unnamed.length > 1) return undefined
  return names.map((name) => (isNamed(name) ? (objects[name] ?? body) : body))
}
