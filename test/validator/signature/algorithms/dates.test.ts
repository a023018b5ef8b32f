/** An algorithm is judged as of the day on which a signature was made, as far as it is proved. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { SigningKey, TrustStore, Verdict } from '../../../../validator/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  formatVerdict,
  readPolicy,
  readSigningKey,
  signJws,
  signXml,
} from '../../../../validator/index.ts'
import { CIRCULAR_15_2025, TS_119_312 } from '../../../../validator/signature/algorithms/basis.ts'
import { findRow } from '../../../../validator/signature/algorithms/find.ts'
import { endedTerm, isLegacyAt } from '../../../../validator/signature/algorithms/standing.ts'
import { algorithmEnded } from '../../../../validator/signature/policy/algorithm-dates.ts'
import { makeCertificate, type TestCertificate } from '../keys.ts'
import { makeToken, TIME_STAMPING } from '../timestamp/make.ts'

const LAST_DAY = new Date('2026-03-31T16:59:59Z')
const DAY_AFTER = new Date('2026-03-31T17:00:00Z')

let trust: TrustStore
let short: SigningKey
let long: SigningKey
let authority: TestCertificate

beforeAll(async () => {
  const ca = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'CA', key: ca.privateKey }
  const keyOf = async (kind: 'rsa' | 'rsa3072') => {
    const leaf = await makeCertificate({ name: 'Signer', kind, issuer, keyUsage: 0x80 })
    return await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  }
  short = await keyOf('rsa')
  long = await keyOf('rsa3072')
  authority = await makeCertificate({
    name: 'TSA',
    issuer,
    keyUsage: 0x80,
    extendedKeyUsage: [TIME_STAMPING],
    isExtendedKeyUsageCritical: true,
  })
  trust = createTrustStore([ca.der])
})

const jws = (key: SigningKey) =>
  signJws(Buffer.from('{"a":1}'), key, { serialization: 'flattened' })
const FORMS = [
  { form: 'JWS', sign: jws },
  {
    form: 'XML',
    sign: async (key: SigningKey) =>
      signXml('<m xmlns="urn:vi-du"/>', key, { placement: 'enveloped' }),
  },
]

async function verify(message: string, at: Date, asked?: object): Promise<Verdict> {
  const requirements = { revocation: 'when-available', ...asked }
  const policy = readPolicy(JSON.stringify({ id: 'p', default: requirements }))
  const own = asked === undefined ? {} : { policy }
  const catalogue = createCatalogue([])
  const validator = createValidator({ catalogue, trust, ...own, now: () => at })
  return await validator.verify(Buffer.from(message))
}

describe.for(FORMS)('RSA of 2048 bits in $form', ({ sign }) => {
  test('is not spoken of to the last day that is recommended', async () => {
    const { valid, signatures } = await verify(await sign(short), LAST_DAY)
    expect(valid).toBe(true)
    expect(signatures[0]?.facts?.algorithm).toBe('rsa-pss-2048')
    expect(signatures[0]?.findings).not.toContain('recommendation-ended')
  })

  test('is a finding the day after, and no warning: the law of Vietnam takes it', async () => {
    const { valid, signatures, issues } = await verify(await sign(short), DAY_AFTER)
    expect([valid, issues]).toEqual([true, []])
    expect(signatures[0]?.findings).toContain('recommendation-ended')
  })

  test('is told to people in the text, with whose recommendation it is', async () => {
    const message = await sign(short)
    const textOf = async (at: Date, language: 'vi' | 'en') =>
      formatVerdict(await verify(message, at), { language, hasColour: false })
    expect(await textOf(DAY_AFTER, 'en')).toContain(
      'algorithm: rsa-pss-2048, recommended until 2026-03-31 (ETSI TS 119 312 V2.1.1)',
    )
    expect(await textOf(DAY_AFTER, 'vi')).toContain('được khuyến nghị đến hết 2026-03-31')
    expect(await textOf(LAST_DAY, 'en')).toContain('algorithm: rsa-pss-2048\n')
  })

  test('is refused the day after where the policy is strict, and not before', async () => {
    const asked = { recommendations: 'strict' }
    expect((await verify(await sign(short), LAST_DAY, asked)).valid).toBe(true)
    const { valid, signatures, issues } = await verify(await sign(short), DAY_AFTER, asked)
    expect(valid).toBe(false)
    expect(signatures).toMatchObject([{ subIndication: 'CRYPTO_CONSTRAINTS_FAILURE' }])
    expect(issues.map(({ code }) => code)).toEqual(['algorithm-ended'])
    expect(issues[0]?.message.en).toContain('rsa-pss-2048 was accepted until 2026-03-31')
    expect(issues[0]?.message.vi).toContain('ETSI TS 119 312')
  })

  test('is accepted as long as a strict policy says for its partner', async () => {
    const algorithms = [{ algorithm: 'rsa-pss-2048', until: '2026-12-31' }]
    const asked = { recommendations: 'strict', algorithms }
    expect((await verify(await sign(short), DAY_AFTER, asked)).valid).toBe(true)
    const after = await verify(await sign(short), new Date('2027-01-01T00:00:00+07:00'), asked)
    expect(after.issues.map(({ code }) => code)).toEqual(['algorithm-ended'])
    expect(after.issues[0]?.params).toMatchObject({ until: '2026-12-31' })
  })
})

test.for(FORMS)('RSA of 3072 bits in $form has no end', async ({ sign }) => {
  const asked = { recommendations: 'strict' }
  const { valid, signatures } = await verify(await sign(long), new Date('2034-06-01'), asked)
  expect(valid).toBe(true)
  expect(signatures[0]?.facts?.algorithm).toBe('rsa-pss-3000')
})

test('a policy ends keys of one size and leaves the others', async () => {
  const asked = { algorithms: [{ algorithm: 'rsa-pss-2048', until: '2026-01-31' }] }
  expect((await verify(await jws(short), LAST_DAY, asked)).valid).toBe(false)
  expect((await verify(await jws(long), LAST_DAY, asked)).valid).toBe(true)
})

test('a policy can have an algorithm warned of from a day of its own', async () => {
  const asked = { algorithms: [{ algorithm: 'PS256', legacyFrom: '2026-04-01' }] }
  const before = await verify(await jws(long), LAST_DAY, asked)
  expect([before.valid, before.issues]).toEqual([true, []])
  const after = await verify(await jws(long), DAY_AFTER, asked)
  expect(after.valid).toBe(true)
  expect(after.issues.map(({ code }) => code)).toEqual(['algorithm-legacy'])
  expect(after.signatures[0]?.findings).toContain('algorithm-legacy')
})

test('a timestamp of before proves that the algorithm had not ended', async () => {
  const signed = JSON.parse(await jws(short)) as { signature: string }
  const covered = Buffer.from(signed.signature, 'ascii')
  const token = makeToken({ covered, authority, time: '2026-03-31T16:00:00Z' })
  const val = Buffer.from(token).toString('base64')
  const stamped = { ...signed, header: { etsiU: [{ sigTst: { tstTokens: [{ val }] } }] } }
  const asked = { recommendations: 'strict' }
  const { valid, signatures } = await verify(JSON.stringify(stamped), DAY_AFTER, asked)
  expect(signatures[0]?.facts?.provedTime?.time).toBe('2026-03-31T16:00:00.000Z')
  expect(signatures[0]?.findings).not.toContain('recommendation-ended')
  expect(valid).toBe(true)
})

test.for([
  ['2025-08-14T16:59:59Z', false],
  ['2025-08-14T17:00:00Z', true],
  ['2026-11-24T00:00:00Z', true],
] as const)('RSA of PKCS#1 v1.5 made at %s is legacy: %s', ([at, isLegacy]) => {
  const rows = ['rsa-pkcs1-2048', 'rsa-pkcs1-3000'].flatMap((id) => findRow(id) ?? [])
  expect(rows).toHaveLength(2)
  expect(isLegacyAt(rows, new Date(at))).toBe(isLegacy)
  expect(isLegacyAt([], new Date(at))).toBe(false)
})

describe('an end', () => {
  const terms = [
    { until: '2030-12-31', basis: TS_119_312 },
    { until: '2028-06-30', basis: CIRCULAR_15_2025 },
    { until: '2029-06-30', basis: CIRCULAR_15_2025 },
  ]
  const law = (at: string) => endedTerm({ terms }, new Date(at), { isLaw: true })?.until

  test('that the law sets is over the day after, the first of several', () => {
    expect(law('2028-06-30T16:59:59Z')).toBeUndefined()
    expect(law('2028-06-30T17:00:00Z')).toBe('2028-06-30')
    expect(law('2040-01-01')).toBe('2028-06-30')
  })

  test('is looked for among its own kind', () => {
    expect(endedTerm({ terms }, new Date('2030-01-01'), { isLaw: false })).toBeUndefined()
    expect(endedTerm({ terms }, new Date('2031-01-01'), { isLaw: false })?.basis).toBe(TS_119_312)
  })
})

test('of a report without a row only the policy knows an end', () => {
  const report = { algorithm: 'RS256', findings: [] } as never
  const requirements = { recommendations: 'strict', algorithms: [] } as const
  expect(algorithmEnded(report, { requirements, at: DAY_AFTER })).toBeUndefined()
})
