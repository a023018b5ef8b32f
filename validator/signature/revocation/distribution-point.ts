/**
 * Names of the distribution points of revocation lists: RFC 5280 §4.2.1.13, §5.2.5.
 *
 * They are compared, never called.
 *
 * @module
 */
import type { DerElement } from '../asn1/der.ts'
import { childrenOf, context, membersOf } from '../asn1/der.ts'
import { encodingOf } from '../asn1/values.ts'
import type { Certificate } from '../certificate.ts'
import { certificateParts } from '../certificate-parts.ts'

const CRL_DISTRIBUTION_POINTS = '2.5.29.31'
const POINT = context(0)
const FULL_NAME = context(0)

/** Of a DistributionPointName; none when it is named relative to its issuer. */
export function fullNames(point: DerElement): readonly string[] {
  return [...childrenOf(point)]
    .filter(({ tag }) => tag === FULL_NAME)
    .flatMap((names) => [...childrenOf(names)])
    .map((name) => Buffer.from(encodingOf(name)).toString('hex'))
}

/** Names of the points at which the issuer itself lists the certificate for any reason. */
export function pointNamesOf(certificate: Certificate): readonly string[] {
  const { extensions } = certificateParts(certificate)
  const value = extensions.find(({ oid }) => oid === CRL_DISTRIBUTION_POINTS)?.value()
  if (value === undefined) return []
  return membersOf(value).flatMap((each) => {
    const [point, ...others] = membersOf(each)
    return point?.tag === POINT && others.length === 0 ? fullNames(point) : []
  })
}
