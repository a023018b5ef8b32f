/**
 * Reads certificate revocation lists by RFC 5280 §5.
 *
 * Complete lists of one issuer only: delta and indirect lists are refused, as they say
 * something only together with another list. A list for some certificates of its
 * issuer says of those that they are revoked, and of the others nothing.
 *
 * @module
 */
import type { DerElement } from '../asn1/der.ts'
import { childrenOf, context, DER, expectTag, membersOf, onlyChild, readDer } from '../asn1/der.ts'
import type { Extension } from '../asn1/extensions.ts'
import { readExtensions } from '../asn1/extensions.ts'
import type { SignedDer } from '../asn1/signed.ts'
import { readSigned } from '../asn1/signed.ts'
import { contentOf, encodingOf, isTime, serialOf, timeOf } from '../asn1/values.ts'

export interface RevocationList {
  readonly signed: SignedDer
  /** The issuer's name as it is encoded. */
  readonly issuer: Uint8Array
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  /** What kind of certificates it lists; a part of them when it is for one distribution point. */
  readonly covers: 'all' | 'end-entities' | 'authorities' | 'some'
  /** When the certificate of that serial number was revoked. */
  readonly revokedAt: (serial: string) => Date | undefined
}

const ISSUING_DISTRIBUTION_POINT = '2.5.29.28'
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35'
const CRL_NUMBER = '2.5.29.20'
const FRESHEST_CRL = '2.5.29.46'
const PROCESSED = new Set([
  ISSUING_DISTRIBUTION_POINT,
  AUTHORITY_KEY_IDENTIFIER,
  CRL_NUMBER,
  FRESHEST_CRL,
])

/** Undefined for what is no list, or one that this validator cannot go by. */
export function readRevocationList(der: Uint8Array): RevocationList | undefined {
  try {
    return readList(der)
  } catch {
    // Whatever is wrong with it, it says nothing of any certificate.
    return undefined
  }
}

function readList(der: Uint8Array): RevocationList | undefined {
  const signed = readSigned(readDer(der))
  const fields = [...childrenOf(expectTag(signed.body, DER.sequence))]
  if (fields[0]?.tag === DER.integer) fields.shift()
  const [, issuer, thisUpdate, ...rest] = fields
  const nextUpdate = rest[0] !== undefined && isTime(rest[0]) ? rest.shift() : undefined
  const revoked = rest[0]?.tag === DER.sequence ? rest.shift() : undefined
  const [extended] = rest
  const extensions = extended?.tag === context(0) ? readExtensions(onlyChild(extended)) : []
  const covers = coverageOf(extensions)
  if (issuer === undefined || nextUpdate === undefined || covers === undefined) return undefined
  return {
    signed,
    issuer: encodingOf(expectTag(issuer, DER.sequence)),
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: timeOf(nextUpdate),
    covers,
    revokedAt: lazyIndex(revoked),
  }
}

/** Undefined when a critical extension makes it a list that says nothing on its own. */
function coverageOf(extensions: readonly Extension[]): RevocationList['covers'] | undefined {
  if (extensions.some(({ oid, isCritical }) => isCritical && !PROCESSED.has(oid))) return undefined
  const point = extensions.find(({ oid }) => oid === ISSUING_DISTRIBUTION_POINT)
  return point === undefined ? 'all' : coverageOfPoint(point.value())
}

const ONLY_USER_CERTIFICATES = 0x81
const ONLY_CA_CERTIFICATES = 0x82
const INDIRECT = 0x84

/** RFC 5280 §5.2.5. */
function coverageOfPoint(point: DerElement): RevocationList['covers'] | undefined {
  const fields = membersOf(point)
  const isSet = (tag: number) => fields.some((field) => field.tag === tag && isTrue(field))
  if (isSet(INDIRECT)) return undefined
  const known = new Set([ONLY_USER_CERTIFICATES, ONLY_CA_CERTIFICATES, INDIRECT])
  if (fields.some(({ tag }) => !known.has(tag))) return 'some'
  if (isSet(ONLY_USER_CERTIFICATES)) return 'end-entities'
  return isSet(ONLY_CA_CERTIFICATES) ? 'authorities' : 'all'
}

/** IMPLICIT BOOLEAN: the tag is another, the content is the same. */
function isTrue(field: DerElement): boolean {
  return contentOf(field)[0] === 0xff
}

/** Entries are put in order when first asked for: most lists are never asked. */
function lazyIndex(revoked: DerElement | undefined): RevocationList['revokedAt'] {
  let index: ReadonlyMap<string, DerElement> | undefined
  return (serial) => {
    index ??= indexOf(revoked)
    const entry = index.get(serial)
    return entry === undefined ? undefined : timeOf(membersOf(entry)[1])
  }
}

function indexOf(revoked: DerElement | undefined): ReadonlyMap<string, DerElement> {
  const index = new Map<string, DerElement>()
  if (revoked === undefined) return index
  for (const entry of childrenOf(revoked)) {
    const [serial] = childrenOf(expectTag(entry, DER.sequence))
    index.set(serialOf(serial), entry)
  }
  return index
}
