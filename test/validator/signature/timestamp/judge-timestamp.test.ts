/** A timestamp proves its time when an authority for that made it over these very bytes. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createTrustStore } from '../../../../validator/index.ts'
import { parseCertificate } from '../../../../validator/signature/certificate.ts'
import { judgeAuthority, judgeSigner } from '../../../../validator/signature/signer-trust.ts'
import { judgeTimestamp } from '../../../../validator/signature/timestamp/judge-timestamp.ts'
import type { TrustStore } from '../../../../validator/signature/trust-store.ts'
import { AT, type CertificateRequest, makeCertificate, type TestCertificate } from '../keys.ts'
import { makeList, makeResponse } from '../revocation/make.ts'
import { makeToken, TIME_STAMPING, type TokenRequest } from './make.ts'

const COVERED = Buffer.from('giá trị chữ ký')
const STAMPING = {
  keyUsage: 0x80,
  extendedKeyUsage: [TIME_STAMPING],
  isExtendedKeyUsageCritical: true,
} as const

let ca: TestCertificate
let authority: TestCertificate
let trust: TrustStore

const certify = async (more: Partial<CertificateRequest> = {}) =>
  await makeCertificate({
    name: 'TSA',
    issuer: { name: 'Test CA', key: ca.privateKey },
    ...STAMPING,
    ...more,
  })

beforeAll(async () => {
  ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
  authority = await certify()
  trust = createTrustStore([ca.der])
})

function judge(request: Partial<TokenRequest> = {}, by: TrustStore = trust, at: Date = AT) {
  return judgeTimestamp(makeToken({ covered: COVERED, authority, ...request }), COVERED, by, at)
}

describe('a timestamp', () => {
  test('of these bytes by a trusted authority gives its time', () => {
    expect(judge()).toMatchObject({
      indication: 'TOTAL_PASSED',
      time: '2026-11-23T01:15:00.000Z',
      authority: { subject: 'CN=TSA' },
    })
  })

  test('may name its certificate by the older attribute', () => {
    expect(judge({ version1: true }).indication).toBe('TOTAL_PASSED')
  })

  test('goes on proving its time when the authority has expired since', async () => {
    const short = await certify({ notAfter: '2026-11-23T12:00:00Z' })
    expect(judge({ authority: short }).indication).toBe('TOTAL_PASSED')
  })

  test.for([
    { name: 'of other bytes', request: { covered: Buffer.from('khác') }, why: 'HASH_FAILURE' },
    { name: 'by SHA-1', request: { imprintHash: 'sha1' as const }, why: 'FORMAT_FAILURE' },
    { name: 'of another content type', request: { contentType: '1.2.3' }, why: 'FORMAT_FAILURE' },
    {
      name: 'that names no certificate',
      request: { withoutSigningCertificate: true },
      why: 'FORMAT_FAILURE',
    },
    {
      name: 'whose attributes are of another content',
      request: { digestOf: Buffer.from('khác') },
      why: 'SIG_CRYPTO_FAILURE',
    },
    {
      name: 'whose signature is of something else',
      request: { signInstead: Buffer.from('khác') },
      why: 'SIG_CRYPTO_FAILURE',
    },
  ])('$name has failed: $why', ({ request, why }) => {
    expect(judge(request)).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: why })
  })

  test('that names another certificate has failed', async () => {
    expect(judge({ named: await certify() }).subIndication).toBe('SIG_CRYPTO_FAILURE')
  })

  test('of the future is not believed', () => {
    expect(judge({ time: '2026-11-25T00:00:00Z' }).subIndication).toBe('TIMESTAMP_ORDER_FAILURE')
  })

  test.for([
    { name: 'for nothing in particular', more: { extendedKeyUsage: [] as string[] } },
    { name: 'not critically', more: { isExtendedKeyUsageCritical: false } },
    {
      name: 'for something else as well',
      more: { extendedKeyUsage: [TIME_STAMPING, '1.3.6.1.5.5.7.3.4'] },
    },
  ])('by a certificate that is $name one for timestamps is not believed', async ({ more }) => {
    const wrong = await certify(more)
    expect(judge({ authority: wrong }).subIndication).toBe('CHAIN_CONSTRAINTS_FAILURE')
  })

  test('by an authority nobody vouches for, or that is revoked, is not believed', async () => {
    const stranger = await makeCertificate({ name: 'Other', isCa: true, keyUsage: 0x06 })
    const unknown = await certify({ issuer: { name: 'Other', key: stranger.privateKey } })
    expect(judge({ authority: unknown }).subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND')
    const revoked = makeList({ issuer: ca, revoked: [{ serial: 1, at: '2026-11-01T00:00:00Z' }] })
    const warned = createTrustStore([ca.der], { crls: [revoked] })
    expect(judge({}, warned).subIndication).toBe('REVOKED_NO_POE')
  })

  // RFC 3161 §4
  test.for([
    { reason: undefined, isBelieved: false },
    { reason: 0, isBelieved: true },
    { reason: 1, isBelieved: false },
    { reason: 2, isBelieved: false },
    { reason: 3, isBelieved: true },
    { reason: 4, isBelieved: true },
    { reason: 5, isBelieved: true },
    { reason: 6, isBelieved: false },
    { reason: 9, isBelieved: false },
  ])('of before its authority was revoked for reason $reason: $isBelieved', (row) => {
    const { reason } = row
    const at = '2026-11-23T12:00:00Z'
    const why = reason === undefined ? {} : { reason }
    const crl = makeList({ issuer: ca, revoked: [{ serial: 1, at, ...why }] })
    const status = { revokedAt: at, ...why }
    const ocsp = makeResponse({ certificate: authority, issuer: ca, status })
    const later = new Date('2026-11-24T00:00:00Z')
    for (const source of [{ crls: [crl] }, { ocspResponses: [ocsp] }]) {
      const { subIndication } = judge({}, createTrustStore([ca.der], source), later)
      expect(subIndication).toBe(row.isBelieved ? undefined : 'REVOKED_NO_POE')
    }
  })

  test('of before an issuer of its authority was revoked is not believed', async () => {
    const issuer = { name: 'Test CA', key: ca.privateKey }
    const middle = await makeCertificate({ name: 'M', issuer, isCa: true, keyUsage: 0x06 })
    const below = await certify({ issuer: { name: 'M', key: middle.privateKey } })
    const crl = makeList({ issuer: ca, revoked: [{ serial: 1, at: '2026-11-23T12:00:00Z' }] })
    const knowing = createTrustStore([ca.der, middle.der], { crls: [crl] })
    expect(judge({ authority: below }, knowing).subIndication).toBe('REVOKED_CA_NO_POE')
  })

  test('judges its authority apart from what it signs itself', async () => {
    const issuer = { name: 'Test CA', key: ca.privateKey }
    const both = await makeCertificate({ name: 'Both', issuer, keyUsage: 0x80 })
    const signer = parseCertificate(both.der)
    if (signer === undefined) throw new TypeError('no certificate')
    const crl = makeList({ issuer: ca, revoked: [{ serial: 1, at: '2026-11-23T12:00:00Z' }] })
    const knowing = createTrustStore([ca.der], { crls: [crl] })
    const before = new Date('2026-11-23T01:15:00Z')
    for (const _ of ['fresh', 'remembered']) {
      expect(judgeSigner(signer, { others: [] }, knowing, before).subIndication).toBeUndefined()
      const asAuthority = judgeAuthority(signer, { others: [] }, knowing, before)
      expect(asAuthority.subIndication).toBe('REVOKED_NO_POE')
    }
  })

  test('is believed where the issuer of the authority comes in the message alone', async () => {
    const issuer = { name: 'Test CA', key: ca.privateKey }
    const middle = await makeCertificate({ name: 'M', issuer, isCa: true, keyUsage: 0x06 })
    const below = await certify({ issuer: { name: 'M', key: middle.privateKey } })
    const token = makeToken({ covered: COVERED, authority: below })
    const judgedWith = (...others: readonly TestCertificate[]) => {
      const certificates = others.flatMap(({ der }) => parseCertificate(der) ?? [])
      return judgeTimestamp(token, COVERED, trust, AT, { others: certificates })
    }
    expect(judgedWith().subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND')
    expect(judgedWith(middle).indication).toBe('TOTAL_PASSED')
  })

  // RFC 5280 §3.3
  test.for([
    { made: '2026-11-23T11:59:59Z', why: undefined },
    { made: '2026-11-23T12:00:01Z', why: 'TRY_LATER' },
  ])('by an authority that has expired since, with a list of $made: $why', async (row) => {
    const expired = await certify({ notAfter: '2026-11-23T12:00:00Z' })
    const list = makeList({ issuer: ca, thisUpdate: row.made })
    const configured = createTrustStore([ca.der], { crls: [list] })
    expect(judge({ authority: expired }, configured).subIndication).toBe(row.why)
    const token = makeToken({ covered: COVERED, authority: expired })
    const brought = judgeTimestamp(token, COVERED, trust, AT, { others: [], crls: [list] })
    expect(brought.subIndication).toBe(row.why)
  })

  test('with one byte changed never passes with another time or another content', () => {
    const token = makeToken({ covered: COVERED, authority })
    for (let index = 0; index < token.byteLength; index += 1) {
      const changed = Uint8Array.from(token)
      changed[index] = (changed[index] ?? 0) ^ 0x01
      const fact = judgeTimestamp(changed, COVERED, trust, AT)
      const isBelieved = fact.indication === 'TOTAL_PASSED'
      expect([index, isBelieved ? fact.time : '']).toEqual([
        index,
        isBelieved ? '2026-11-23T01:15:00.000Z' : '',
      ])
    }
  })

  test.for([0, 1, 2, 10, 100])('cut to %i bytes is none', (length) => {
    const token = makeToken({ covered: COVERED, authority }).slice(0, length)
    expect(judgeTimestamp(token, COVERED, trust, AT).subIndication).toBe('FORMAT_FAILURE')
  })
})

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!hasOpenssl)('a timestamp of OpenSSL (needs the command)', () => {
  test('passes over what it was asked for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chuan-tsa-'))
    const write = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    try {
      const config = write('tsa.cnf', CONFIG.replaceAll('FOLDER', folder))
      write('serial', '01\n')
      const data = write('data', COVERED)
      const query = join(folder, 'query')
      const run = (...argv: string[]) => execFileSync('openssl', ['ts', ...argv], { stdio: 'pipe' })
      run('-query', '-data', data, '-sha256', '-cert', '-out', query)
      const signer = write('tsa.pem', authority.pem)
      const key = write('tsa.key', authority.privateKeyPem)
      const token = join(folder, 'token')
      run(
        ...['-reply', '-config', config, '-queryfile', query, '-signer', signer, '-inkey', key],
        ...['-token_out', '-out', token],
      )
      const bytes = new Uint8Array(readFileSync(token))
      const now = new Date()
      expect(judgeTimestamp(bytes, COVERED, trust, now).indication).toBe('TOTAL_PASSED')
      const other = judgeTimestamp(bytes, Buffer.from('khác'), trust, now)
      expect(other.subIndication).toBe('HASH_FAILURE')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

const CONFIG = `[tsa]
default_tsa = tsa1
[tsa1]
serial = FOLDER/serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
`
