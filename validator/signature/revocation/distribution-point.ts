/**
 * Distribution points of revocation lists, as a certificate and a list name them: RFC
 * 5280 §4.2.1.13, §5.2.5.
 *
 * They are compared, never called.
 *
 * @module
 */
import type { DerElement } from '../asn1/der.ts'
import { childrenOf, context, membersOf, onlyChild } from '../asn1/der.ts'
import { nameKey, relativeNameKey } from '../asn1/name.ts'
import { encodingOf } from '../asn1/values.ts'
import type { Certificate } from '../certificate.ts'
import { certificateParts } from '../certificate-parts.ts'
import { ALL_REASONS, type Reasons, reasonsOf } from './reasons.ts'

export interface DistributionPoint {
  /** To be compared; absent where the point has none. */
  readonly names?: readonly string[]
  readonly reasons: Reasons
  /** Whose list it is, to be compared with `RevocationList.issuerKey`. */
  readonly issuerKey: string
  /** True when that is not the issuer of the certificate. */
  readonly isIndirect: boolean
}

const CRL_DISTRIBUTION_POINTS = '2.5.29.31'
/** Tags of DistributionPoint; those of DistributionPointName and GeneralName are 0, 1 and 4. */
const POINT = context(0)
const REASONS = 0x81
const CRL_ISSUER = context(2)
const FULL_NAME = context(0)
const RELATIVE_NAME = context(1)
const DIRECTORY_NAME = context(4)

/** Of a DistributionPointName, whose relative form is one of the list's issuer. */
export function pointNames(point: DerElement, issuerKey: string): readonly string[] {
  const name = onlyChild(point)
  if (name.tag === FULL_NAME) return [...childrenOf(name)].map(generalNameKey)
  return name.tag === RELATIVE_NAME ? [directoryKey(relativeNameKey(issuerKey, name))] : []
}

/** A certificate that names none is on whatever list its issuer has. */
export function pointsOf(certificate: Certificate): readonly DistributionPoint[] {
  const { extensions, issuerKey } = certificateParts(certificate)
  const value = extensions.find(({ oid }) => oid === CRL_DISTRIBUTION_POINTS)?.value()
  if (value === undefined) return [{ reasons: ALL_REASONS, issuerKey, isIndirect: false }]
  return membersOf(value).flatMap((point) => readPoint(point, issuerKey))
}

function readPoint(point: DerElement, ownIssuer: string): readonly DistributionPoint[] {
  const fields = membersOf(point)
  const field = (wanted: number) => fields.find(({ tag }) => tag === wanted)
  const [named, reasons, lister] = [field(POINT), field(REASONS), field(CRL_ISSUER)]
  const listers = lister === undefined ? [ownIssuer] : issuersIn(lister)
  return listers.map((issuerKey) => ({
    ...(named === undefined ? {} : { names: pointNames(named, issuerKey) }),
    // §6.3.3 (b)(2)(i): a point without a name has that of its issuer.
    ...(named === undefined && lister !== undefined ? { names: [directoryKey(issuerKey)] } : {}),
    reasons: reasons === undefined ? ALL_REASONS : reasonsOf(reasons),
    issuerKey,
    isIndirect: lister !== undefined,
  }))
}

/** Of GeneralNames, those that a list's issuer can have. */
export function issuersIn(names: DerElement): readonly string[] {
  return [...childrenOf(names)]
    .filter(({ tag }) => tag === DIRECTORY_NAME)
    .map((name) => nameKey(onlyChild(name)))
}

function generalNameKey(name: DerElement): string {
  if (name.tag === DIRECTORY_NAME) return directoryKey(nameKey(onlyChild(name)))
  return Buffer.from(encodingOf(name)).toString('hex')
}

function directoryKey(key: string): string {
  return `directory:${key}`
}
