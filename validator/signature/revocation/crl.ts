/**
 * Reads certificate revocation lists by RFC 5280 §5.
 *
 * Lists of one issuer only: indirect ones are refused. A list for some certificates or
 * reasons, or of changes alone, says which are revoked, and of the others nothing.
 *
 * @module
 */
import type { DerElement } from '../asn1/der.ts'
import { childrenOf, context, DER, expectTag, membersOf, onlyChild, readDer } from '../asn1/der.ts'
import type { Extension } from '../asn1/extensions.ts'
import { readExtensions } from '../asn1/extensions.ts'
import { nameKey } from '../asn1/name.ts'
import type { SignedDer } from '../asn1/signed.ts'
import { readSigned } from '../asn1/signed.ts'
import { contentOf, isTime, serialOf, timeOf } from '../asn1/values.ts'
import { fullNames } from './distribution-point.ts'

export interface RevocationList {
  readonly signed: SignedDer
  /** The issuer's name, to be compared. */
  readonly issuerKey: string
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  readonly coverage: Coverage
  /** When the certificate of that serial number was revoked. */
  readonly revokedAt: (serial: string) => Date | undefined
}

/** Which certificates of the issuer it speaks of. */
export interface Coverage {
  readonly kind: 'all' | 'end-entities' | 'authorities'
  /** Of one distribution point: its names as they are encoded, in hexadecimal. */
  readonly pointNames?: readonly string[]
  /** True when it says only that some are revoked: changes alone, or for some reasons. */
  readonly isPartial: boolean
}

const ISSUING_DISTRIBUTION_POINT = '2.5.29.28'
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35'
const CRL_NUMBER = '2.5.29.20'
const FRESHEST_CRL = '2.5.29.46'
const DELTA_INDICATOR = '2.5.29.27'
const PROCESSED = new Set([
  DELTA_INDICATOR,
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
  const coverage = coverageOf(extensions)
  if (issuer === undefined || nextUpdate === undefined || coverage === undefined) return undefined
  return {
    signed,
    issuerKey: nameKey(expectTag(issuer, DER.sequence)),
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: timeOf(nextUpdate),
    coverage,
    revokedAt: lazyIndex(revoked),
  }
}

/** Undefined when a critical extension makes it a list that says nothing on its own. */
function coverageOf(extensions: readonly Extension[]): Coverage | undefined {
  if (extensions.some(({ oid, isCritical }) => isCritical && !PROCESSED.has(oid))) return undefined
  const isDelta = extensions.some(({ oid }) => oid === DELTA_INDICATOR)
  const point = extensions.find(({ oid }) => oid === ISSUING_DISTRIBUTION_POINT)
  if (point === undefined) return { kind: 'all', isPartial: isDelta }
  const coverage = coverageOfPoint(point.value())
  return coverage && { ...coverage, isPartial: coverage.isPartial || isDelta }
}

/** Tags of IssuingDistributionPoint, RFC 5280 §5.2.5. */
const POINT = context(0)
const ONLY_USER_CERTIFICATES = 0x81
const ONLY_CA_CERTIFICATES = 0x82
const ONLY_SOME_REASONS = 0x83
const INDIRECT = 0x84
const ONLY_ATTRIBUTE_CERTIFICATES = 0x85

function coverageOfPoint(point: DerElement): Coverage | undefined {
  const fields = membersOf(point)
  const isSet = (tag: number) => fields.some((field) => field.tag === tag && isTrue(field))
  if (isSet(INDIRECT) || isSet(ONLY_ATTRIBUTE_CERTIFICATES)) return undefined
  const named = fields.find(({ tag }) => tag === POINT)
  const kind = isSet(ONLY_CA_CERTIFICATES) ? 'authorities' : 'all'
  return {
    kind: isSet(ONLY_USER_CERTIFICATES) ? 'end-entities' : kind,
    isPartial: fields.some(({ tag }) => tag === ONLY_SOME_REASONS),
    ...(named === undefined ? {} : { pointNames: fullNames(named) }),
  }
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
    return entry && revokedBy(entry)
  }
}

const REASON_CODE = '2.5.29.21'
const REMOVE_FROM_CRL = 8

/** In a list of changes an entry may say that a certificate is no longer on hold. */
function revokedBy(entry: DerElement): Date | undefined {
  const [, time, extended] = membersOf(entry)
  const extensions = extended === undefined ? [] : readExtensions(extended)
  const reason = extensions.find(({ oid }) => oid === REASON_CODE)?.value()
  const isRemoved = reason !== undefined && contentOf(reason)[0] === REMOVE_FROM_CRL
  return isRemoved ? undefined : timeOf(time)
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
