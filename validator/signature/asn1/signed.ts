/**
 * What X.509 signs: SEQUENCE { what is signed, algorithm, BIT STRING }.
 *
 * Certificates, revocation lists and OCSP responses have that one form.
 *
 * @module
 */
import { constants, type KeyObject, verify } from 'node:crypto'
import { namesOf } from '../algorithms/find.ts'
import { DIGESTS, RSASSA_PSS } from '../algorithms/table.ts'
import { isStrongKey } from '../key-strength.ts'
import type { DerElement } from './der.ts'
import { childrenOf, context, DER, DerFault, expectTag, membersOf, onlyChild } from './der.ts'
import { bitsOf, encodingOf, oidOf, smallInteger } from './values.ts'

export interface SignedDer {
  /** What is signed. */
  readonly body: DerElement
  readonly algorithm: SignatureScheme
  readonly signature: Uint8Array
  /** What comes after the signature, such as the certificates of an OCSP response. */
  readonly rest: readonly DerElement[]
}

export interface SignatureScheme {
  /** Of node:crypto; null where the algorithm has its own. */
  readonly hash: string | null
  readonly keyType: 'rsa' | 'ec' | 'ed25519'
  /** RSASSA-PSS: length of the salt in bytes. */
  readonly saltLength?: number
}

export function readSigned(element: DerElement): SignedDer {
  const [body, algorithm, signature, ...rest] = membersOf(element)
  if (body === undefined) throw new DerFault('nothing is signed')
  return { body, algorithm: readScheme(algorithm), signature: bitsOf(signature), rest }
}

/** False too for a key of another kind or size, and for a value that cannot be one. */
export function isSignedBy({ body, algorithm, signature }: SignedDer, key: KeyObject): boolean {
  return isMadeBy(encodingOf(body), algorithm, signature, key)
}

export function isMadeBy(
  signed: Uint8Array,
  { hash, keyType, saltLength }: SignatureScheme,
  signature: Uint8Array,
  key: KeyObject,
): boolean {
  if (!isStrongKey(key)) return false
  const type = key.asymmetricKeyType
  if (type !== keyType && !(type === 'rsa-pss' && saltLength !== undefined)) return false
  const padding =
    saltLength === undefined ? {} : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
  try {
    return verify(hash, signed, { key, ...padding }, signature)
  } catch {
    // OpenSSL throws for what it cannot take for a signature at all.
    return false
  }
}

const KEY_TYPES = { pss: 'rsa', pkcs1: 'rsa', ecdsa: 'ec', eddsa: 'ed25519' } as const

const SCHEMES: ReadonlyMap<string, SignatureScheme> = new Map(
  [...namesOf(({ oid }) => (oid === undefined || oid === RSASSA_PSS ? [] : [oid]))].map(
    ([oid, { scheme, hash }]) => [oid, { hash: hash ?? null, keyType: KEY_TYPES[scheme] }],
  ),
)

/** SHA-1 and older are no algorithm here: a signature by them is one that nobody made. */
export function readScheme(element: DerElement | undefined): SignatureScheme {
  const [name, parameters] = membersOf(element)
  const oid = oidOf(name)
  const scheme = oid === RSASSA_PSS ? pssScheme(parameters) : SCHEMES.get(oid)
  if (scheme === undefined) throw new DerFault('a signature algorithm that is not accepted')
  return scheme
}

const HASHES: ReadonlyMap<string, string> = new Map(
  DIGESTS.flatMap(({ oid, hash }) => (oid === undefined ? [] : [[oid, hash] as const])),
)

/** The hash of an AlgorithmIdentifier, for node:crypto; undefined for one not accepted. */
export function readHash(element: DerElement | undefined): string | undefined {
  return HASHES.get(oidOf(membersOf(element)[0]))
}

const SALT_LENGTH_DEFAULT = 20

/** RFC 4055 §3.1: without parameters the hash is SHA-1, which is not accepted. */
function pssScheme(parameters: DerElement | undefined): SignatureScheme | undefined {
  if (parameters === undefined) return undefined
  const fields = [...childrenOf(expectTag(parameters, DER.sequence))]
  const field = (number: number) => fields.find(({ tag }) => tag === context(number))
  const hashField = field(0)
  const hash = hashField && readHash(onlyChild(hashField))
  if (hash === undefined) return undefined
  const salt = field(2)
  const saltLength = salt === undefined ? SALT_LENGTH_DEFAULT : smallInteger(onlyChild(salt))
  return { hash, keyType: 'rsa', saltLength }
}
