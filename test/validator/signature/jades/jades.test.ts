/** JAdES: the header says who and when; `etsiU` may prove it, and nothing else. */
import { beforeAll, describe, expect, test } from 'vitest'
import type {
  JsonObject,
  SignatureReport,
  SigningKey,
  TrustStore,
} from '../../../../validator/index.ts'
import { createTrustStore, readSigningKey, signJws } from '../../../../validator/index.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { AT, makeCertificate, type TestCertificate } from '../keys.ts'
import { makeList } from '../revocation/make.ts'
import { makeToken, TIME_STAMPING } from '../timestamp/make.ts'

const PAYLOAD = Buffer.from('{"ten":"Ví dụ"}')
const CLAIMED = '2026-11-23T01:00:00Z'

let ca: TestCertificate
let authority: TestCertificate
let key: SigningKey
let expired: SigningKey
let trust: TrustStore

beforeAll(async () => {
  ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'Test CA', key: ca.privateKey }
  authority = await makeCertificate({
    name: 'TSA',
    issuer,
    keyUsage: 0x80,
    extendedKeyUsage: [TIME_STAMPING],
    isExtendedKeyUsageCritical: true,
  })
  const keyOf = async (more: object) => {
    const leaf = await makeCertificate({ name: 'Signer', issuer, keyUsage: 0x80, ...more })
    return await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  }
  key = await keyOf({ serial: 77 })
  expired = await keyOf({ notAfter: '2026-11-23T12:00:00Z' })
  trust = createTrustStore([ca.der])
})

async function signed(by = key): Promise<JsonObject> {
  const options = { serialization: 'flattened', claimedTime: CLAIMED } as const
  return JSON.parse(await signJws(PAYLOAD, by, options)) as JsonObject
}

function token(jws: JsonObject, more: object = {}): Uint8Array {
  const covered = Buffer.from(String(jws['signature']), 'ascii')
  return makeToken({ covered, authority, time: '2026-11-23T01:15:00Z', ...more })
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const stamp = (bytes: Uint8Array) => ({ sigTst: { tstTokens: [{ val: base64(bytes) }] } })
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function judge(jws: JsonObject, etsiU?: unknown, by = trust): Promise<SignatureReport> {
  const text = JSON.stringify(etsiU === undefined ? jws : { ...jws, header: { etsiU } })
  const { reports } = await openJws(text, by, AT)
  const [report] = reports
  if (report === undefined) throw new TypeError('no signature')
  return report
}

describe('a JWS with the header of JAdES', () => {
  test('reaches level B-B', async () => {
    expect(await judge(await signed())).toMatchObject({
      indication: 'TOTAL_PASSED',
      claimedTime: CLAIMED,
      facts: { level: 'B-B' },
    })
  })

  test.for([
    { name: 'in the clear', write: (value: object) => value },
    { name: 'encoded', write: encoded },
  ])('reaches level B-T by a timestamp that stands $name', async ({ write }) => {
    const jws = await signed()
    const report = await judge(jws, [write(stamp(token(jws)))])
    expect(report).toMatchObject({
      indication: 'TOTAL_PASSED',
      scope: 'FULL',
      facts: { level: 'B-T', provedTime: { time: '2026-11-23T01:15:00.000Z' } },
    })
    expect(report.message.en).toContain('by its timestamp')
  })

  test('reaches level B-LT with the revocation values it brings', async () => {
    const jws = await signed()
    const rVals = { crlVals: [{ val: base64(makeList({ issuer: ca })) }] }
    const { facts } = await judge(jws, [stamp(token(jws)), { rVals }])
    expect(facts).toMatchObject({ level: 'B-LT', revocation: [{ from: 'embedded' }] })
  })

  test('stays good by a timestamp when its certificate has expired since', async () => {
    const jws = await signed(expired)
    expect((await judge(jws)).subIndication).toBe('OUT_OF_BOUNDS_NO_POE')
    expect((await judge(jws, [stamp(token(jws))])).indication).toBe('TOTAL_PASSED')
  })

  test('is refused when it was revoked before its timestamp', async () => {
    const jws = await signed()
    const list = makeList({ issuer: ca, revoked: [{ serial: 77, at: '2026-11-22T00:00:00Z' }] })
    const warned = createTrustStore([ca.der], { crls: [list] })
    const report = await judge(jws, [stamp(token(jws))], warned)
    expect(report.subIndication).toBe('REVOKED_NO_POE')
  })
})

describe('what is not signed', () => {
  test('proves no time when the timestamp is of something else', async () => {
    const jws = await signed()
    const report = await judge(jws, [stamp(token(jws, { covered: PAYLOAD }))])
    expect(report.indication).toBe('TOTAL_PASSED')
    expect(report.findings).toContain('timestamp-doubted')
    expect(report.facts?.level).toBe('B-B')
  })

  test.for([
    { name: 'no list', etsiU: 'x' },
    { name: 'texts that are nothing', etsiU: ['x', '', '%%'] },
    { name: 'numbers and nulls', etsiU: [1, null, true, []] },
    { name: 'empty objects', etsiU: [{}, { sigTst: {} }, { sigTst: { tstTokens: [{}, 1] } }] },
    { name: 'wrong values', etsiU: [{ rVals: [1] }, { xVals: 'x' }, { sigTst: [{ val: 1 }] }] },
    { name: 'a thousand elements', etsiU: Array.from({ length: 1_000 }, () => ({ x: 1 })) },
  ])('may be $name: nothing is believed of it', async ({ etsiU }) => {
    const report = await judge(await signed(), etsiU)
    expect(report).toMatchObject({ indication: 'TOTAL_PASSED', facts: { level: 'B-B' } })
  })

  test('makes a signature partial when it is anything else', async () => {
    const jws = { ...(await signed()), header: { note: 'x' } }
    const { reports } = await openJws(JSON.stringify(jws), trust, AT)
    expect(reports).toMatchObject([{ scope: 'PARTIAL', uncovered: ['/header'] }])
  })
})
