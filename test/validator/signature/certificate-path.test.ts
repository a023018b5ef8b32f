/** Which certificate is believed, and at what price a search for reasons ends. */
import { describe, expect, test } from 'vitest'
import { createTrustStore } from '../../../validator/index.ts'
import { type Certificate, parseCertificate } from '../../../validator/signature/certificate.ts'
import { findCertificatePath } from '../../../validator/signature/certificate-path.ts'
import { JudgedTime } from '../../../validator/signature/judged-time.ts'
import type { TrustStore } from '../../../validator/signature/trust-store.ts'
import { AT, type CertificateRequest, makeCertificate, type TestCertificate } from './keys.ts'
import { judgeRemembering } from './remembered.ts'

const CA = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06 })
const FROM_CA = { name: 'CA', key: CA.privateKey }
const TRUST = createTrustStore([CA.der])

function read({ der }: TestCertificate): Certificate {
  const certificate = parseCertificate(der)
  if (certificate === undefined) throw new TypeError('not a certificate')
  return certificate
}

function judge(
  leaf: TestCertificate,
  others: readonly TestCertificate[] = [],
  trust: TrustStore = TRUST,
) {
  const result = findCertificatePath(read(leaf), others.map(read), trust, new JudgedTime(AT))
  judgeRemembering(read(leaf), { others: others.map(read) }, trust, AT)
  return result.trusted ? result.path.map(({ subject }) => subject) : result.subIndication
}

describe('a signer', () => {
  test.for([
    { name: 'issued by an anchor', request: { keyUsage: 0x80 }, expected: ['CN=Leaf', 'CN=CA'] },
    {
      name: 'for non-repudiation alone',
      request: { keyUsage: 0x40 },
      expected: ['CN=Leaf', 'CN=CA'],
    },
    { name: 'without key usage', request: {}, expected: ['CN=Leaf', 'CN=CA'] },
    {
      name: 'whose key may only encrypt',
      request: { keyUsage: 0x20 },
      expected: 'CHAIN_CONSTRAINTS_FAILURE',
    },
    {
      name: 'that has expired',
      request: { notAfter: '2026-02-01T00:00:00Z' },
      expected: 'OUT_OF_BOUNDS_NO_POE',
    },
    {
      name: 'not in force yet',
      request: { notBefore: '2027-01-01T00:00:00Z' },
      expected: 'NOT_YET_VALID',
    },
    {
      name: 'with an unknown critical extension',
      request: { unknownCritical: true },
      expected: 'CHAIN_CONSTRAINTS_FAILURE',
    },
    {
      name: 'of a 1024-bit key',
      request: { kind: 'rsa1024' as const },
      expected: 'CRYPTO_CONSTRAINTS_FAILURE',
    },
    {
      name: 'issued by itself',
      request: { issuer: undefined },
      expected: 'NO_CERTIFICATE_CHAIN_FOUND',
    },
  ] as readonly { name: string; request: Partial<CertificateRequest>; expected: unknown }[])(
    '$name is judged so',
    async ({ request, expected }) => {
      const { issuer = 'issuer' in request ? undefined : FROM_CA, ...rest } = request
      const leaf = await makeCertificate({
        name: 'Leaf',
        ...rest,
        ...(issuer === undefined ? {} : { issuer }),
      })
      expect(judge(leaf)).toEqual(expected)
    },
  )

  test('that was pinned is believed as it is', async () => {
    const leaf = await makeCertificate({ name: 'Partner' })
    expect(judge(leaf, [], createTrustStore([leaf.der]))).toEqual(['CN=Partner'])
  })

  test.for([false, true])('signed with SHA-1 is not believed (RSASSA-PSS: %s)', async (isPss) => {
    const ca = await makeCertificate({ name: 'RSA CA', kind: 'rsa', isCa: true })
    const issuer = { name: 'RSA CA', key: ca.privateKey }
    const weak = await makeCertificate({ name: 'Leaf', issuer, isPss, hash: 'SHA-1' })
    const strong = await makeCertificate({ name: 'Leaf', issuer, isPss })
    const trust = createTrustStore([ca.der])
    expect(judge(weak, [], trust)).toBe('NO_CERTIFICATE_CHAIN_FOUND')
    expect(judge(strong, [], trust)).toEqual(['CN=Leaf', 'CN=RSA CA'])
  })
})

describe('an issuer between', () => {
  async function below(request: Partial<CertificateRequest>): Promise<unknown> {
    const middle = await makeCertificate({ name: 'Middle', issuer: FROM_CA, ...request })
    const issuer = { name: 'Middle', key: middle.privateKey }
    return judge(await makeCertificate({ name: 'Leaf', issuer }), [middle])
  }

  test.for([
    { name: 'that is a CA', request: { isCa: true, keyUsage: 0x04 }, trusted: true },
    { name: 'that is no CA', request: { isCa: false }, trusted: false },
    {
      name: 'that may not sign certificates',
      request: { isCa: true, keyUsage: 0x80 },
      trusted: false,
    },
    {
      name: 'that has expired',
      request: { isCa: true, notAfter: '2026-02-01T00:00:00Z' },
      trusted: false,
    },
    {
      name: 'with an unknown critical extension',
      request: { isCa: true, unknownCritical: true },
      trusted: false,
    },
    {
      name: 'that constrains names and says none',
      request: { isCa: true, critical: [['2.5.29.30', Buffer.from('3000', 'hex')]] },
      trusted: false,
    },
  ] as readonly {
    name: string
    request: Partial<CertificateRequest>
    trusted: boolean
  }[])('$name: trusted is $trusted', async ({ request, trusted }) => {
    expect(Array.isArray(await below(request))).toBe(trusted)
  })

  test('may not stand below a path length of zero', async () => {
    const top = await makeCertificate({ name: 'Top', isCa: true, pathLength: 0 })
    const middle = await makeCertificate({
      name: 'Middle',
      isCa: true,
      issuer: { name: 'Top', key: top.privateKey },
    })
    const issuer = { name: 'Middle', key: middle.privateKey }
    const leaf = await makeCertificate({ name: 'Leaf', issuer })
    expect(judge(leaf, [middle], createTrustStore([top.der]))).toBe('NO_CERTIFICATE_CHAIN_FOUND')
  })

  test('with one extension twice is no certificate at all', async () => {
    const usage = ['2.5.29.15', Buffer.from('03020780', 'hex')] as const
    const { der: once } = await makeCertificate({ name: 'Once', critical: [usage] })
    const { der: twice } = await makeCertificate({ name: 'Twice', critical: [usage, usage] })
    expect([once, twice].map((each) => parseCertificate(each)?.subject)).toEqual([
      'CN=Once',
      undefined,
    ])
  })

  test('counts towards a path length above all of those below', async () => {
    const top = await makeCertificate({ name: 'Top', isCa: true, pathLength: 1 })
    const issuerOf = (name: string, { privateKey }: TestCertificate) => ({ name, key: privateKey })
    const a = await makeCertificate({ name: 'A', isCa: true, issuer: issuerOf('Top', top) })
    const b = await makeCertificate({ name: 'B', isCa: true, issuer: issuerOf('A', a) })
    const [low, lower] = await Promise.all([
      makeCertificate({ name: 'Leaf', issuer: issuerOf('A', a) }),
      makeCertificate({ name: 'Leaf', issuer: issuerOf('B', b) }),
    ])
    const trust = createTrustStore([top.der])
    expect(judge(low, [a], trust)).toEqual(['CN=Leaf', 'CN=A', 'CN=Top'])
    expect(judge(lower, [a, b], trust)).toBe('NO_CERTIFICATE_CHAIN_FOUND')
  })

  test('in a circle ends the search', async () => {
    const a = await makeCertificate({ name: 'A', isCa: true })
    const b = await makeCertificate({
      name: 'B',
      isCa: true,
      issuer: { name: 'A', key: a.privateKey },
    })
    const c = await makeCertificate({
      name: 'A',
      isCa: true,
      issuer: { name: 'B', key: b.privateKey },
    })
    const leaf = await makeCertificate({ name: 'Leaf', issuer: { name: 'A', key: c.privateKey } })
    expect(judge(leaf, [a, b, c])).toBe('NO_CERTIFICATE_CHAIN_FOUND')
  })
})
