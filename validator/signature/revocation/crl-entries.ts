/**
 * Entries of a revocation list, by whose certificate each is of: RFC 5280 §5.3.
 *
 * @module
 */
import type { DerElement } from '../asn1/der.ts'
import { childrenOf, DER, expectTag, membersOf } from '../asn1/der.ts'
import type { Extension } from '../asn1/extensions.ts'
import { readExtensions } from '../asn1/extensions.ts'
import { contentOf, serialOf, timeOf } from '../asn1/values.ts'
import { issuersIn } from './distribution-point.ts'

export interface ListEntry {
  readonly at: Date
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

/** Entries are put in order when first asked for: most lists are never asked. */
export function lazyEntries(
  revoked: DerElement | undefined,
  listIssuer: string,
  isIndirect: boolean,
): EntryLookup {
  let index: ReadonlyMap<string, DerElement> | undefined
  return (issuerKey, serial) => {
    index ??= indexOf(revoked, listIssuer, isIndirect)
    const entry = index.get(keyOf(issuerKey, serial))
    return entry && readEntry(entry)
  }
}

function keyOf(issuerKey: string, serial: string): string {
  return `${serial} ${issuerKey}`
}

function readEntry(entry: DerElement): ListEntry {
  const [, time] = membersOf(entry)
  const reason = extensionsOf(entry).find(({ oid }) => oid === REASON_CODE)
  const code = reason === undefined ? undefined : contentOf(reason.value())[0]
  return {
    at: timeOf(time),
    isHold: code === CERTIFICATE_HOLD,
    isRemoved: code === REMOVE_FROM_CRL,
  }
}

/** §5.3.3: in an indirect list an entry is of the issuer that was named last. */
function indexOf(
  revoked: DerElement | undefined,
  listIssuer: string,
  isIndirect: boolean,
): ReadonlyMap<string, DerElement> {
  const index = new Map<string, DerElement>()
  if (revoked === undefined) return index
  let issuerKey = listIssuer
  for (const entry of childrenOf(revoked)) {
    const [serial] = childrenOf(expectTag(entry, DER.sequence))
    if (isIndirect) issuerKey = issuerNamedIn(entry) ?? issuerKey
    index.set(keyOf(issuerKey, serialOf(serial)), entry)
  }
  return index
}

function issuerNamedIn(entry: DerElement): string | undefined {
  const named = extensionsOf(entry).find(({ oid }) => oid === CERTIFICATE_ISSUER)
  return named === undefined ? undefined : issuersIn(named.value())[0]
}

function extensionsOf(entry: DerElement): readonly Extension[] {
  const [, , extended] = membersOf(entry)
  return extended === undefined ? [] : readExtensions(extended)
}
