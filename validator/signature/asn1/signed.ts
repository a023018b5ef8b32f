/**
 * What X.509 signs: SEQUENCE { what is signed, algorithm, BIT STRING }.
 *
 * Certificates, revocation lists and OCSP responses have that one form.
 *
 * @module
 */
import { constants, type KeyObject, verify } from 'node:crypto'
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

const SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.11': { hash: 'sha256', keyType: 'rsa' },
  '1.2.840.113549.1.1.12': { hash: 'sha384', keyType: 'rsa' },
  '1.2.840.113549.1.1.13': { hash: 'sha512', keyType: 'rsa' },
  '1.2.840.10045.4.3.2': { hash: 'sha256', keyType: 'ec' },
  '1.2.840.10045.4.3.3': { hash: 'sha384', keyType: 'ec' },
  '1.2.840.10045.4.3.4': { hash: 'sha512', keyType: 'ec' },
  '1.3.101.112': { hash: null, keyType: 'ed25519' },
}

const RSASSA_PSS = '1.2.840.113549.1.1.10'

/** SHA-1 and older are no algorithm here: a signature by them is one that nobody made. */
export function readScheme(element: DerElement | undefined): SignatureScheme {
  const [name, parameters] = membersOf(element)
  const oid = oidOf(name)
  const scheme = oid === RSASSA_PSS ? pssScheme(parameters) : SCHEMES[oid]
  if (scheme === undefined) throw new DerFault('a signature algorithm that is not accepted')
  return scheme
}

const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** The hash of an AlgorithmIdentifier, for node:crypto; undefined for one not accepted. */
export function readHash(element: DerElement | undefined): string | undefined {
  return HASHES[oidOf(membersOf(element)[0])]
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
