/**
 * Reads certificate revocation lists by RFC 5280 §5.
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
import type { EntryLookup } from './crl-entries.ts'
import { lazyEntries } from './crl-entries.ts'
import { pointNames } from './distribution-point.ts'
import { ALL_REASONS, type Reasons, reasonsOf } from './reasons.ts'

export interface RevocationList {
  readonly signed: SignedDer
  /** The issuer's name, to be compared. */
  readonly issuerKey: string
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  /** Certificates that expired since are still in it; absent: they may have been taken out. */
  readonly expiredSince?: Date
  /** CRL number in hexadecimal; "" when it has none. */
  readonly number: string
  readonly coverage: Coverage
  /** What it says of the certificate of that issuer and serial number. */
  readonly entryOf: EntryLookup
}

/** Which certificates, and which reasons, it speaks of. */
export interface Coverage {
  readonly kind: 'all' | 'end-entities' | 'authorities'
  /** Of one distribution point: its names, to be compared. */
  readonly pointNames?: readonly string[]
  readonly reasons: Reasons
  /** Its entries may be of other issuers' certificates. */
  readonly isIndirect: boolean
  /** Of changes alone: the number of the list that they are changes to. */
  readonly changesTo?: string
}

const ISSUING_DISTRIBUTION_POINT = '2.5.29.28'
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35'
const CRL_NUMBER = '2.5.29.20'
const FRESHEST_CRL = '2.5.29.46'
const DELTA_INDICATOR = '2.5.29.27'
/** expiredCertsOnCRL of ITU-T X.509. */
const EXPIRED_CERTIFICATES = '2.5.29.60'
const PROCESSED = new Set([
  DELTA_INDICATOR,
  ISSUING_DISTRIBUTION_POINT,
  AUTHORITY_KEY_IDENTIFIER,
  CRL_NUMBER,
  FRESHEST_CRL,
  EXPIRED_CERTIFICATES,
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
  if (issuer === undefined || nextUpdate === undefined) return undefined
  const issuerKey = nameKey(expectTag(issuer, DER.sequence))
  const coverage = coverageOf(extensions, issuerKey)
  const kept = extensions.find(({ oid }) => oid === EXPIRED_CERTIFICATES)
  return (
    coverage && {
      signed,
      issuerKey,
      thisUpdate: timeOf(thisUpdate),
      nextUpdate: timeOf(nextUpdate),
      ...(kept && { expiredSince: timeOf(kept.value()) }),
      number: numberIn(extensions, CRL_NUMBER) ?? '',
      coverage,
      entryOf: lazyEntries(revoked, issuerKey, coverage.isIndirect),
    }
  )
}

/** Undefined when a critical extension makes it a list that says nothing on its own. */
function coverageOf(extensions: readonly Extension[], issuerKey: string): Coverage | undefined {
  if (extensions.some(({ oid, isCritical }) => isCritical && !PROCESSED.has(oid))) return undefined
  const changesTo = numberIn(extensions, DELTA_INDICATOR)
  const changes = changesTo === undefined ? {} : { changesTo }
  const point = extensions.find(({ oid }) => oid === ISSUING_DISTRIBUTION_POINT)
  const scope = point === undefined ? WHOLE : coverageOfPoint(point.value(), issuerKey)
  return scope && { ...scope, ...changes }
}

function numberIn(extensions: readonly Extension[], wanted: string): string | undefined {
  const found = extensions.find(({ oid }) => oid === wanted)
  return found && serialOf(found.value())
}

const WHOLE: Coverage = { kind: 'all', reasons: ALL_REASONS, isIndirect: false }

/** Tags of IssuingDistributionPoint, RFC 5280 §5.2.5. */
const POINT = context(0)
const ONLY_USER_CERTIFICATES = 0x81
const ONLY_CA_CERTIFICATES = 0x82
const ONLY_SOME_REASONS = 0x83
const INDIRECT = 0x84
const ONLY_ATTRIBUTE_CERTIFICATES = 0x85

function coverageOfPoint(point: DerElement, issuerKey: string): Coverage | undefined {
  const fields = membersOf(point)
  const field = (wanted: number) => fields.find(({ tag }) => tag === wanted)
  const isSet = (tag: number) => isTrue(field(tag))
  if (isSet(ONLY_ATTRIBUTE_CERTIFICATES)) return undefined
  const [named, some] = [field(POINT), field(ONLY_SOME_REASONS)]
  const kind = isSet(ONLY_CA_CERTIFICATES) ? 'authorities' : 'all'
  return {
    kind: isSet(ONLY_USER_CERTIFICATES) ? 'end-entities' : kind,
    reasons: some === undefined ? ALL_REASONS : reasonsOf(some),
    isIndirect: isSet(INDIRECT),
    ...(named === undefined ? {} : { pointNames: pointNames(named, issuerKey) }),
  }
}

/** IMPLICIT BOOLEAN: the tag is another, the content is the same. */
function isTrue(field: DerElement | undefined): boolean {
  return field !== undefined && contentOf(field)[0] === 0xff
}
