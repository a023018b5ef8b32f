/**
 * What revocation lists say of one certificate: RFC 5280 §6.3.3.
 *
 * Several lists may each know some reasons of revocation; only together do they say that
 * a certificate is good. One that has it revoked is enough for the contrary, also where
 * it would not have been asked.
 *
 * @module
 */
import type { AlgorithmUse, RevocationFact } from '../../verdict.ts'
import { useOf, usesOfPath } from '../algorithm-use.ts'
import { isSignedBy } from '../asn1/signed.ts'
import type { Certificate } from '../certificate.ts'
import { certificateParts } from '../certificate-parts.ts'
import { isKnownToSign } from '../known-signatures.ts'
import type { RevocationList } from './crl.ts'
import type { DistributionPoint } from './distribution-point.ts'
import { pointsOf } from './distribution-point.ts'
import type { RevocationQuestion, Statement } from './question.ts'
import { isKnownIn, isRevokedAt } from './question.ts'
import { ALL_REASONS, type Reasons } from './reasons.ts'

export function judgeLists(
  lists: readonly RevocationList[],
  question: RevocationQuestion,
  from: RevocationFact['from'],
): readonly Statement[] {
  const points = pointsOf(question.certificate)
  const own = certificateParts(question.certificate).issuerKey
  const known = lists
    .filter((list) => isOf(list, own, points))
    .flatMap((list) => {
      const authority = findAuthority(list, question)
      return authority === undefined ? [] : [{ ...list, authority }]
    })
  const revoked = known.flatMap((list) => revocationBy(list, known, question, from))
  return revoked.length > 0 ? revoked : goodBy(known, points, question, from)
}

/** A list and the path of who signed it, or the issuer alone. */
interface KnownList extends RevocationList {
  readonly authority: readonly Certificate[]
}

/** Its issuer is that of the certificate, or one that the certificate names, as does the list. */
function isOf(
  { issuerKey, coverage }: RevocationList,
  own: string,
  points: readonly DistributionPoint[],
): boolean {
  if (issuerKey === own) return true
  const isNamed = points.some((point) => point.isIndirect && point.issuerKey === issuerKey)
  return isNamed && coverage.isIndirect
}

const CRL_SIGN = 6

function findAuthority(
  { signed, issuerKey }: RevocationList,
  { issuer, authorities }: RevocationQuestion,
): readonly Certificate[] | undefined {
  const mayList = ({ keyUsage }: Certificate) => keyUsage === undefined || keyUsage[CRL_SIGN]
  const isBy = (each: Certificate) =>
    mayList(each) && isKnownToSign(signed, each.publicKey, () => isSignedBy(signed, each.publicKey))
  const isIssuer = certificateParts(issuer).subjectKey === issuerKey
  if (isIssuer && isBy(issuer)) return [issuer]
  return authorities(issuerKey).find(([each]) => each !== undefined && isBy(each))
}

/** By the time that is asked about, and not let go again by changes to that very list. */
function revocationBy(
  list: RevocationList,
  known: readonly RevocationList[],
  question: RevocationQuestion,
  from: RevocationFact['from'],
): readonly Statement[] {
  const { certificate, time } = question
  const { issuerKey, serial } = certificateParts(certificate)
  const entry = list.entryOf(issuerKey, serial)
  if (entry === undefined || entry.isRemoved || !isRevokedAt(entry, question)) return []
  const isReleased =
    entry.isHold &&
    known.some(
      (changes) =>
        isChangeTo(changes, list) &&
        !time.isAfter(changes.nextUpdate) &&
        changes.entryOf(issuerKey, serial)?.isRemoved === true,
    )
  if (isReleased) return []
  const fact = factOf(list, certificate, 'revoked', from)
  const isFresh = !time.isAfter(list.nextUpdate)
  return [{ fact: { ...fact, revokedAt: entry.at.toISOString() }, isFresh, uses: [] }]
}

/** §5.2.4: of the same issuer and scope, to that list or an older one, and made after it. */
function isChangeTo(changes: RevocationList, list: RevocationList): boolean {
  const { changesTo } = changes.coverage
  return (
    changesTo !== undefined &&
    list.coverage.changesTo === undefined &&
    changes.issuerKey === list.issuerKey &&
    scopeKey(changes) === scopeKey(list) &&
    isNotAfter(changesTo, list.number) &&
    isNotAfter(list.number, changes.number)
  )
}

function scopeKey({ coverage }: RevocationList): string {
  const { kind, pointNames, reasons, isIndirect } = coverage
  return JSON.stringify([kind, pointNames ?? [], reasons, isIndirect])
}

/** Numbers in hexadecimal, of DER: without leading zeros but for the sign. */
function isNotAfter(a: string, b: string): boolean {
  return BigInt(`0x${a === '' ? '0' : a}`) <= BigInt(`0x${b === '' ? '0' : b}`)
}

/** Good when lists that are fresh know every reason between them. */
function goodBy(
  known: readonly KnownList[],
  points: readonly DistributionPoint[],
  { certificate, time }: RevocationQuestion,
  from: RevocationFact['from'],
): readonly Statement[] {
  const speaking = known
    .map((list) => ({ list, reasons: reasonsKnown(list, points, certificate) }))
    .filter(({ reasons }) => reasons !== 0)
  const fresh = speaking.filter(
    ({ list }) => !time.isAfter(list.nextUpdate) && isKnownIn(list, certificate),
  )
  const isFresh = coversAll(fresh)
  if (!isFresh && !coversAll(speaking)) return []
  const relied = (isFresh ? fresh : speaking).toSorted(
    (a, b) => b.list.thisUpdate.getTime() - a.list.thisUpdate.getTime(),
  )
  const [newest] = relied
  if (newest === undefined) return []
  const needed = coversAll([newest]) ? [newest] : relied
  const changes = known.filter(({ coverage }) => coverage.changesTo !== undefined)
  const uses = [...needed.map(({ list }) => list), ...changes].flatMap((list) =>
    usesOf(list, certificate),
  )
  return [{ fact: factOf(newest.list, certificate, 'good', from), isFresh, uses }]
}

function usesOf(
  { signed, authority }: KnownList,
  certificate: Certificate,
): readonly AlgorithmUse[] {
  const [by] = authority
  const what = { of: 'crl', certificate: certificate.fingerprint } as const
  const own = by === undefined ? [] : useOf(what, signed.algorithm, by.publicKey)
  return [...own, ...usesOfPath(authority, 'crl', certificate)]
}

function coversAll(speaking: readonly { readonly reasons: Reasons }[]): boolean {
  return speaking.reduce((all, { reasons }) => all | reasons, 0) === ALL_REASONS
}

/** For which reasons it would name the certificate if that were revoked. */
function reasonsKnown(
  { coverage, issuerKey }: RevocationList,
  points: readonly DistributionPoint[],
  certificate: Certificate,
): Reasons {
  const { kind, pointNames, reasons, changesTo } = coverage
  const isOfKind = kind === 'all' || kind === (certificate.isCa ? 'authorities' : 'end-entities')
  if (!isOfKind || changesTo !== undefined) return 0
  return points
    .filter((point) => point.issuerKey === issuerKey)
    .filter(
      ({ names }) => pointNames === undefined || pointNames.some((each) => names?.includes(each)),
    )
    .reduce((known, point) => known | (point.reasons & reasons), 0)
}

function factOf(
  { thisUpdate }: RevocationList,
  { fingerprint }: Certificate,
  status: RevocationFact['status'],
  from: RevocationFact['from'],
): RevocationFact {
  const producedAt = thisUpdate.toISOString()
  return { certificate: fingerprint, status, source: 'crl', from, producedAt }
}
