/** Certificates made to keep a search busy: the signature checks are counted, not timed. */
import { X509Certificate } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTrustStore, type SignatureReport } from '../../../../validator/index.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { signRaw } from '../jws/raw.ts'
import { AT } from '../keys.ts'
import {
  basicConstraints,
  keyUsage,
  makeRaw,
  nameOf,
  newPair,
  type RawCertificate,
} from './raw-certificate.ts'

const CA = [basicConstraints(true), keyUsage(0x06)]
const LEAF = [basicConstraints(false), keyUsage(0x80)]
const ANCHOR = makeRaw({ subject: nameOf('Root'), extensions: CA })
const TRUST = createTrustStore([ANCHOR.der])
/** Of one search, as `certificate-path.ts` has it. */
const CHECKS_MAX = 64

/** The real thing, and how often it was asked. */
const verify = vi.spyOn(X509Certificate.prototype, 'verify')
afterEach(() => void verify.mockClear())

/** Every one of `count` names has issued every other, each with a key of its own. */
function crossSigned(count: number): readonly RawCertificate[] {
  const pairs = Array.from({ length: count }, newPair)
  return pairs.flatMap((pair, at) =>
    pairs
      .filter((_, by) => by !== at)
      .map((byPair, by) => {
        const issuer = { subject: nameOf(`Issuer ${by < at ? by : by + 1}`), pair: byPair }
        return makeRaw({ subject: nameOf(`Issuer ${at}`), pair, by: issuer, extensions: CA })
      }),
  )
}

/** All of one name: every one may have issued every other, and none has. */
function ofOneName(count: number): readonly RawCertificate[] {
  const subject = nameOf('Issuer 0')
  return Array.from({ length: count }, () => makeRaw({ subject, extensions: CA }))
}

async function judge(
  others: readonly RawCertificate[],
  signatures = 1,
): Promise<readonly SignatureReport[]> {
  const by = others[0] ?? ANCHOR
  const leaf = makeRaw({ subject: nameOf('Leaf'), by, extensions: LEAF })
  const x5c = [leaf, ...others].map(({ der }) => Buffer.from(der).toString('base64'))
  const payload = Buffer.from('{}').toString('base64url')
  const entries = Array.from({ length: signatures }, () =>
    signRaw({ alg: 'ES256', x5c }, payload, leaf.pair.privateKey),
  )
  return (await openJws(JSON.stringify({ payload, signatures: entries }), TRUST, AT)).reports
}

describe('a search for a path', () => {
  test.for([
    { name: 'that signed each other across', make: () => crossSigned(3) },
    { name: 'that are all of one name', make: () => ofOneName(7) },
    { name: 'that issued each other in a ring', make: () => crossSigned(2) },
  ])('ends soon among issuers $name', async ({ make }) => {
    const [report] = await judge(make())
    expect(report?.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND')
    expect(verify.mock.calls.length).toBeLessThanOrEqual(CHECKS_MAX)
  })

  test('asks no key twice about the same certificate, however many signatures bring it', async () => {
    const others = crossSigned(3)
    const reports = await judge(others, 8)
    expect(reports).toHaveLength(8)
    const checks = verify.mock.calls.map(([key], call) => [verify.mock.contexts[call], key])
    const known = new Map<unknown, unknown[]>()
    for (const [certificate, key] of checks) {
      const keys = known.get(certificate) ?? []
      expect(keys).not.toContain(key)
      known.set(certificate, [...keys, key])
    }
    expect(checks.length).toBeLessThanOrEqual(CHECKS_MAX)
  })

  test('takes no more certificates from a message than a path may need', async () => {
    const [report] = await judge(crossSigned(4))
    expect(report).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(verify).not.toHaveBeenCalled()
  })
})
