/**
 * Entries of a revocation list, by whose certificate each is of: RFC 5280 §5.3.
 *
 * @module
 */
import type { DerElement } from '../asn1/der.ts'
import { childrenOf, DER, elementAt, expectTag, membersOf } from '../asn1/der.ts'
import type { Extension } from '../asn1/extensions.ts'
import { readExtensions } from '../asn1/extensions.ts'
import { contentOf, serialOf, timeOf } from '../asn1/values.ts'
import { issuersIn } from './distribution-point.ts'

export interface ListEntry {
  readonly at: Date
  /** Code of RFC 5280 §5.3.1. */
  readonly reason: number | undefined
  /** On hold: a list of changes may let it go again. */
  readonly isHold: boolean
  /** In a list of changes: no longer on hold. */
  readonly isRemoved: boolean
}

export type EntryLookup = (issuerKey: string, serial: string) => ListEntry | undefined

const REASON_CODE = '2.5.29.21'
const CERTIFICATE_ISSUER = '2.5.29.29'
const CERTIFICATE_HOLD = 6
const REMOVE_FROM_CRL = 8

type FindEntry = (issuerKey: string, serial: string) => DerElement | undefined

/** Entries are put in order when first asked for: most lists are never asked. */
export function lazyEntries(
  revoked: DerElement | undefined,
  listIssuer: string,
  isIndirect: boolean,
): EntryLookup {
  if (revoked === undefined) return () => undefined
  let find: FindEntry | undefined
  return (issuerKey, serial) => {
    find ??= isIndirect ? byIssuer(revoked, listIssuer) : bySerial(revoked, listIssuer)
    const entry = find(issuerKey, serial)
    return entry && readEntry(entry)
  }
}

function readEntry(entry: DerElement): ListEntry {
  const [, time] = membersOf(entry)
  const reason = extensionsOf(entry).find(({ oid }) => oid === REASON_CODE)
  const code = reason === undefined ? undefined : contentOf(reason.value())[0]
  return {
    at: timeOf(time),
    reason: code,
    isHold: code === CERTIFICATE_HOLD,
    isRemoved: code === REMOVE_FROM_CRL,
  }
}

/** All are of the issuer of the list: a table of where each begins, eight bytes for an entry. */
function bySerial(revoked: DerElement, listIssuer: string): FindEntry {
  const { buffer, end } = revoked
  const places = new Uint32Array(2 ** Math.ceil(Math.log2(2 * countOf(revoked) + 1)))
  // An entry begins behind the head of its list, so 0 is no place of one.
  const slotOf = (serial: Uint8Array): number => {
    let slot = hashOf(serial) % places.length
    for (let place = places[slot]; place !== 0; place = places[slot]) {
      if (isEqual(serialBytes(elementAt(buffer, place ?? 0, end)), serial)) break
      slot = (slot + 1) % places.length
    }
    return slot
  }
  for (const entry of childrenOf(revoked)) places[slotOf(serialBytes(entry))] = entry.start
  return (issuerKey, serial) => {
    const place = issuerKey === listIssuer ? places[slotOf(Buffer.from(serial, 'hex'))] : 0
    return place === undefined || place === 0 ? undefined : elementAt(buffer, place, end)
  }
}

function countOf(revoked: DerElement): number {
  let count = 0
  for (const _ of childrenOf(revoked)) count += 1
  return count
}

function serialBytes(entry: DerElement): Uint8Array {
  const { buffer, content, end } = expectTag(entry, DER.sequence)
  return contentOf(expectTag(elementAt(buffer, content, end), DER.integer))
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/** §5.3.3: in an indirect list an entry is of the issuer that was named last. */
function byIssuer(revoked: DerElement, listIssuer: string): FindEntry {
  const index = new Map<string, DerElement>()
  let named = listIssuer
  for (const entry of childrenOf(revoked)) {
    const [serial] = childrenOf(expectTag(entry, DER.sequence))
    named = issuerNamedIn(entry) ?? named
    index.set(keyOf(named, serialOf(serial)), entry)
  }
  return (issuerKey, serial) => index.get(keyOf(issuerKey, serial))
}

function keyOf(issuerKey: string, serial: string): string {
  return `${serial} ${issuerKey}`
}

function issuerNamedIn(entry: DerElement): string | undefined {
  const named = extensionsOf(entry).find(({ oid }) => oid === CERTIFICATE_ISSUER)
  return named === undefined ? undefined : issuersIn(named.value())[0]
}

function extensionsOf(entry: DerElement): readonly Extension[] {
  const [, , extended] = membersOf(entry)
  return extended === undefined ? [] : readExtensions(extended)
}
