/** Certificates, lists, responses and timestamps are held to the dates of algorithms as well. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { AlgorithmUse, SigningKey, TrustStore, Verdict } from '../../../../validator/index.ts'
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
import { makeCertificate, type TestCertificate } from '../keys.ts'
import { makeList, makeResponse } from '../revocation/make.ts'
import { makeToken, TIME_STAMPING } from '../timestamp/make.ts'

const LAST_DAY = new Date('2026-03-31T16:59:59Z')
const DAY_AFTER = new Date('2026-03-31T17:00:00Z')
const STRICT = { recommendations: 'strict' }
const CODE = 'evidence-algorithm-ended'
const FINDING = 'evidence-recommendation-ended'
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
const RSA = 'rsa-pkcs1-2048'

/** A CA of a long key with a signer under it, and one of a short key. */
interface House {
  readonly ca: TestCertificate
  readonly leaf: TestCertificate
  readonly key: SigningKey
  readonly trust: TrustStore
}

let long: House
let short: House

async function houseOf(kind: 'ec' | 'rsa'): Promise<House> {
  const ca = await makeCertificate({ name: 'CA', kind, isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'CA', key: ca.privateKey }
  const leaf = await makeCertificate({ name: 'Nguyễn Văn A', issuer, keyUsage: 0x80, serial: 7 })
  const key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  return { ca, leaf, key, trust: createTrustStore([ca.der]) }
}

beforeAll(async () => {
  long = await houseOf('ec')
  short = await houseOf('rsa')
})

const jws = async ({ key }: House) =>
  await signJws(Buffer.from('{"a":1}'), key, { serialization: 'flattened' })
const FORMS = [
  { form: 'JWS', sign: jws },
  {
    form: 'XML',
    sign: async ({ key }: House) =>
      signXml('<m xmlns="urn:vi-du"/>', key, { placement: 'enveloped' }),
  },
]

async function verify(message: string, trust: TrustStore, at: Date, asked = {}): Promise<Verdict> {
  const requirements = { revocation: 'when-available', ...asked }
  const policy = readPolicy(JSON.stringify({ id: 'p', default: requirements }))
  const validator = createValidator({
    catalogue: createCatalogue([]),
    trust,
    policy,
    now: () => at,
  })
  return await validator.verify(Buffer.from(message))
}

const codesOf = ({ issues }: Verdict) => issues.map(({ code }) => code)
const outlivedIn = ({ signatures: [report] }: Verdict): readonly AlgorithmUse[] =>
  [
    ...(report?.facts?.evidence ?? []),
    ...(report?.facts?.timestamps ?? []).flatMap(({ evidence = [] }) => evidence),
  ].filter(({ recommendedUntil }) => recommendedUntil !== undefined)

describe.for(FORMS)('a certificate that RSA of 2048 bits signed, in $form', ({ sign }) => {
  test('is a finding from the day after, that says which it is', async () => {
    const message = await sign(short)
    const before = await verify(message, short.trust, LAST_DAY)
    expect([before.valid, outlivedIn(before)]).toEqual([true, []])
    expect(before.signatures[0]?.findings).not.toContain(FINDING)
    const after = await verify(message, short.trust, DAY_AFTER)
    expect([after.valid, after.issues]).toEqual([true, []])
    expect(after.signatures[0]?.findings).toContain(FINDING)
    const { fingerprint = '' } = after.signatures[0]?.signer ?? {}
    const use = { of: 'certificate', certificate: fingerprint, algorithm: RSA }
    expect(outlivedIn(after)).toEqual([{ ...use, recommendedUntil: '2026-03-31' }])
    // What is remembered of the signer knows no day.
    expect(outlivedIn(await verify(message, short.trust, LAST_DAY))).toEqual([])
    expect(outlivedIn(await verify(message, short.trust, DAY_AFTER))).toHaveLength(1)
  })

  test('refuses where the policy is strict, from the day after, and names nobody', async () => {
    const message = await sign(short)
    expect((await verify(message, short.trust, LAST_DAY, STRICT)).valid).toBe(true)
    const refused = await verify(message, short.trust, DAY_AFTER, STRICT)
    expect([refused.valid, codesOf(refused)]).toEqual([false, [CODE]])
    expect(refused.signatures).toMatchObject([
      { indication: 'INDETERMINATE', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' },
    ])
    const [issue] = refused.issues
    const { fingerprint = '' } = refused.signatures[0]?.signer ?? {}
    expect(issue?.message.en).toContain(`the certificate ${fingerprint.slice(0, 16)}…`)
    expect(issue?.message.vi).toContain('ETSI TS 119 312')
    expect(JSON.stringify(issue)).not.toContain('Nguyễn')
  })

  test('is good as long as a strict policy says by a date of its own', async () => {
    const asked = { ...STRICT, algorithms: [{ algorithm: RSA, until: '2026-12-31' }] }
    const message = await sign(short)
    expect((await verify(message, short.trust, DAY_AFTER, asked)).valid).toBe(true)
    const late = await verify(message, short.trust, new Date('2027-01-01T00:00:00+07:00'), asked)
    expect(codesOf(late)).toEqual([CODE])
    expect(late.issues[0]?.params).toMatchObject({ until: '2026-12-31' })
  })

  test('is not spoken of where all of the path is of longer keys', async () => {
    const { valid, signatures } = await verify(await sign(long), long.trust, DAY_AFTER, STRICT)
    expect(valid).toBe(true)
    expect(signatures[0]?.findings).not.toContain(FINDING)
    expect(signatures[0]?.facts?.evidence).toMatchObject([{ algorithm: 'ecdsa-p256' }])
  })
})

test('people read of what it is in the text', async () => {
  const verdict = await verify(await jws(short), short.trust, DAY_AFTER)
  const textOf = (language: 'vi' | 'en') => formatVerdict(verdict, { language, hasColour: false })
  expect(textOf('en')).toMatch(
    /recommended no longer: the certificate [0-9a-f]{16}…: rsa-pkcs1-2048, recommended until 2026/u,
  )
  expect(textOf('vi')).toMatch(/không còn được khuyến nghị: chứng thư [0-9a-f]{16}…/u)
})

describe('evidence of revocation that RSA of 2048 bits signed', () => {
  const TIMES = { thisUpdate: '2026-03-30T00:00:00Z', nextUpdate: '2026-12-01T00:00:00Z' }
  const withCrl = ({ ca }: House) =>
    createTrustStore([ca.der], { crls: [makeList({ issuer: ca, ...TIMES })] })

  test('is told and refused as a list', async () => {
    const message = await jws(short)
    const told = await verify(message, withCrl(short), DAY_AFTER)
    expect(told.valid).toBe(true)
    expect(outlivedIn(told).map(({ of }) => of)).toEqual(['certificate', 'crl'])
    const refused = await verify(message, withCrl(short), DAY_AFTER, STRICT)
    expect(codesOf(refused)).toEqual([CODE, CODE])
    expect((await verify(await jws(long), withCrl(long), DAY_AFTER, STRICT)).valid).toBe(true)
  })

  test('is refused as a response of who has the issuer sign a short key', async () => {
    const { ca, leaf } = long
    const responderOf = async (kind: 'ec' | 'rsa') =>
      await makeCertificate({
        name: 'Responder',
        kind,
        issuer: { name: 'CA', key: ca.privateKey },
        keyUsage: 0x80,
        extendedKeyUsage: [OCSP_SIGNING],
      })
    const trustIn = async (kind: 'ec' | 'rsa') => {
      const responder = await responderOf(kind)
      const response = makeResponse({
        certificate: leaf,
        issuer: ca,
        responder,
        ...TIMES,
        producedAt: '2026-03-30T00:00:00Z',
      })
      return createTrustStore([ca.der], { ocspResponses: [response] })
    }
    const message = await jws(long)
    const good = await verify(message, await trustIn('ec'), DAY_AFTER, STRICT)
    expect([good.valid, good.signatures[0]?.facts?.revocation]).toMatchObject([
      true,
      [{ source: 'ocsp', status: 'good' }],
    ])
    const told = await verify(message, await trustIn('rsa'), DAY_AFTER)
    expect(outlivedIn(told)).toMatchObject([{ of: 'ocsp', algorithm: RSA }])
    const refused = await verify(message, await trustIn('rsa'), DAY_AFTER, STRICT)
    expect(codesOf(refused)).toEqual([CODE])
    expect(refused.issues[0]?.message.en).toContain('the OCSP response on the certificate')
  })

  test('still says who is revoked', async () => {
    const { ca } = short
    const revoked = [{ serial: 7, at: '2026-01-02T00:00:00Z' }]
    const crl = makeList({ issuer: ca, revoked, ...TIMES })
    const trust = createTrustStore([ca.der], { crls: [crl] })
    const { signatures } = await verify(await jws(short), trust, DAY_AFTER, STRICT)
    expect(signatures[0]?.subIndication).toBe('REVOKED_NO_POE')
  })
})

describe('a timestamp', () => {
  const stamp = async (house: House, kind: 'ec' | 'rsa', issuer: House) => {
    const authority = await makeCertificate({
      name: 'TSA',
      kind,
      issuer: { name: 'CA', key: issuer.ca.privateKey },
      keyUsage: 0x80,
      extendedKeyUsage: [TIME_STAMPING],
      isExtendedKeyUsageCritical: true,
    })
    const signed = JSON.parse(await jws(house)) as { signature: string }
    const covered = Buffer.from(signed.signature, 'ascii')
    const token = makeToken({ covered, authority, time: '2026-03-31T16:00:00Z' })
    const val = Buffer.from(token).toString('base64')
    return JSON.stringify({ ...signed, header: { etsiU: [{ sigTst: { tstTokens: [{ val }] } }] } })
  }

  test('of before proves that the path was signed by what was still good', async () => {
    const both = { ...long.trust, anchors: [...long.trust.anchors, ...short.trust.anchors] }
    const { valid, signatures } = await verify(
      await stamp(short, 'ec', long),
      both,
      DAY_AFTER,
      STRICT,
    )
    expect(signatures[0]?.facts?.provedTime?.by).toBe('timestamp')
    expect(signatures[0]?.findings).not.toContain(FINDING)
    expect(valid).toBe(true)
  })

  test('that RSA of 2048 bits signed proves no time before its own end', async () => {
    const message = await stamp(long, 'rsa', long)
    const told = await verify(message, long.trust, DAY_AFTER)
    expect(told.valid).toBe(true)
    expect(outlivedIn(told)).toMatchObject([{ of: 'timestamp', algorithm: RSA }])
    expect(codesOf(await verify(message, long.trust, LAST_DAY, STRICT))).toEqual([])
    const refused = await verify(message, long.trust, DAY_AFTER, STRICT)
    expect(codesOf(refused)).toEqual([CODE])
    expect(refused.issues[0]?.message.en).toContain('the timestamp by the certificate')
  })

  test('whose authority has a certificate that RSA of 2048 bits signed is told', async () => {
    const both = { ...long.trust, anchors: [...long.trust.anchors, ...short.trust.anchors] }
    const message = await stamp(long, 'ec', short)
    expect(outlivedIn(await verify(message, both, DAY_AFTER))).toMatchObject([
      { of: 'certificate', algorithm: RSA },
    ])
    expect(codesOf(await verify(message, both, DAY_AFTER, STRICT))).toEqual([CODE])
  })
})
