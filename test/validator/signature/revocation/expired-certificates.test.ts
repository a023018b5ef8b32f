/** Of a certificate that has expired, evidence speaks that was made before, or says it goes back. */
import { describe, expect, test } from 'vitest'
import { createTrustStore } from '../../../../validator/index.ts'
import { extension, generalizedTime } from '../../../../validator/signature/asn1/write.ts'
import { parseCertificate } from '../../../../validator/signature/certificate.ts'
import { makeCertificate, type TestCertificate } from '../keys.ts'
import { judgeRemembering } from '../remembered.ts'
import { makeList, makeResponse } from './make.ts'

const EXPIRES = '2026-11-23T12:00:00Z'
const BEFORE = '2026-11-23T11:59:59Z'
const AFTER = '2026-11-23T12:00:01Z'
/** Proved by a timestamp. */
const SIGNED_AT = new Date('2026-11-23T01:15:00Z')
const EXPIRED_CERTIFICATES = '2.5.29.60'

const ca = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06 })
const issuer = { name: 'CA', key: ca.privateKey }
const leaf = await makeCertificate({ name: 'L', issuer, keyUsage: 0x80, notAfter: EXPIRES })

const list = (thisUpdate: string, expiredSince?: string) =>
  makeList({
    issuer: ca,
    thisUpdate,
    ...(expiredSince && {
      extensions: [extension(EXPIRED_CERTIFICATES, generalizedTime(expiredSince))],
    }),
  })
const response = (thisUpdate: string, archiveCutoff?: string) =>
  makeResponse({
    certificate: leaf,
    issuer: ca,
    thisUpdate,
    ...(archiveCutoff && { archiveCutoff }),
  })

function read({ der }: TestCertificate) {
  const certificate = parseCertificate(der)
  if (certificate === undefined) throw new TypeError('not a certificate')
  return certificate
}

const judge = (source: Parameters<typeof createTrustStore>[1]) =>
  judgeRemembering(read(leaf), { others: [] }, createTrustStore([ca.der], source), SIGNED_AT)

describe.each([
  { kind: 'list', give: (...said: Parameters<typeof list>) => ({ crls: [list(...said)] }) },
  {
    kind: 'response',
    give: (...said: Parameters<typeof response>) => ({ ocspResponses: [response(...said)] }),
  },
])('a $kind', ({ give }) => {
  test('of before the certificate expired says that it was good', () => {
    expect(judge(give(BEFORE))).toMatchObject({ findings: [], revocation: [{ status: 'good' }] })
  })

  test('of after says nothing: what was revoked may have been taken out', () => {
    expect(judge(give(AFTER))).toMatchObject({ subIndication: 'TRY_LATER', revocation: [] })
  })

  test('of after that goes back far enough says that it was good', () => {
    expect(judge(give(AFTER, EXPIRES)).subIndication).toBeUndefined()
    expect(judge(give(AFTER, AFTER)).subIndication).toBe('TRY_LATER')
  })

  test('of after beside one of before takes nothing from it', () => {
    const both = [give(AFTER), give(BEFORE)]
    const crls = both.flatMap((each) => ('crls' in each ? each.crls : []))
    const ocspResponses = both.flatMap((each) => ('crls' in each ? [] : each.ocspResponses))
    expect(judge({ crls, ocspResponses }).subIndication).toBeUndefined()
  })
})

test('a list of after that has it revoked counts all the same', () => {
  const revoked = [{ serial: 1, at: '2026-11-22T00:00:00Z' }]
  const late = makeList({ issuer: ca, thisUpdate: AFTER, revoked })
  expect(judge({ crls: [late] }).subIndication).toBe('REVOKED_NO_POE')
})
