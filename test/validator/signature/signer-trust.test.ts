/** A signer is believed by a path of which nothing is revoked, as far as the evidence says. */
import { beforeAll, describe, expect, test } from 'vitest'
import { createTrustStore } from '../../../validator/index.ts'
import { revocationUnreadable } from '../../../validator/problems.ts'
import { der, explicit, extension, integer } from '../../../validator/signature/asn1/write.ts'
import { parseCertificate } from '../../../validator/signature/certificate.ts'
import { judgeSigner } from '../../../validator/signature/signer-trust.ts'
import type { TrustStore } from '../../../validator/signature/trust-store.ts'
import { AT, makeCertificate, type TestCertificate } from './keys.ts'
import { judgeRemembering } from './remembered.ts'
import type { ListRequest, ResponseRequest } from './revocation/make.ts'
import { distributionPoint, flag, makeList, makeResponse } from './revocation/make.ts'

const SERIAL = 4_711
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'

let root: TestCertificate
let middle: TestCertificate
let leaf: TestCertificate
let other: TestCertificate

beforeAll(async () => {
  root = await makeCertificate({ name: 'Root', isCa: true, keyUsage: 0x06 })
  const byRoot = { name: 'Root', key: root.privateKey }
  middle = await makeCertificate({
    name: 'Middle',
    isCa: true,
    keyUsage: 0x06,
    issuer: byRoot,
    serial: 2,
  })
  const byMiddle = { name: 'Middle', key: middle.privateKey }
  leaf = await makeCertificate({
    name: 'Leaf',
    issuer: byMiddle,
    keyUsage: 0x80,
    serial: SERIAL,
  })
  other = await makeCertificate({ name: 'Middle', isCa: true, keyUsage: 0x06 })
})

interface Given {
  readonly configured?: readonly Uint8Array[]
  readonly embedded?: readonly Uint8Array[]
  readonly configuredOcsp?: readonly Uint8Array[]
  readonly embeddedOcsp?: readonly Uint8Array[]
  readonly revocation?: TrustStore['revocation']
  readonly at?: Date
  /** Remembering, where that is not too long. */
  readonly by?: typeof judgeSigner
}

function judge(given: Given) {
  const read = ({ der }: TestCertificate) => {
    const certificate = parseCertificate(der)
    if (certificate === undefined) throw new TypeError('not a certificate')
    return certificate
  }
  const trust: TrustStore = {
    ...createTrustStore([root.der]),
    crls: given.configured ?? [],
    ocspResponses: given.configuredOcsp ?? [],
    ...(given.revocation === undefined ? {} : { revocation: given.revocation }),
  }
  const evidence = {
    others: [read(middle)],
    crls: given.embedded ?? [],
    ocspResponses: given.embeddedOcsp ?? [],
  }
  const { at = AT, by = judgeRemembering } = given
  return by(read(leaf), evidence, trust, at)
}

const list = (request: Partial<ListRequest> = {}) => makeList({ issuer: middle, ...request })
const rootList = (request: Partial<ListRequest> = {}) => makeList({ issuer: root, ...request })
const response = (request: Partial<ResponseRequest> = {}) =>
  makeResponse({ certificate: leaf, issuer: middle, ...request })
const revokedOn = (at: string) => ({ revoked: [{ serial: SERIAL, at }] })

describe('a signer without evidence', () => {
  test('is believed with a finding, unless evidence is required', () => {
    expect(judge({})).toMatchObject({ findings: ['revocation-unknown'], revocation: [] })
    expect(judge({}).subIndication).toBeUndefined()
    expect(judge({ revocation: 'required' }).subIndication).toBe('TRY_LATER')
  })
})

describe('a revocation list', () => {
  test('that does not name the signer makes it good', () => {
    const found = judge({ configured: [list(revokedOnOther())] })
    expect(found.subIndication).toBeUndefined()
    expect(found.findings).toEqual([])
    expect(found.revocation).toMatchObject([{ status: 'good', source: 'crl', from: 'configured' }])
  })

  test('of signer and of issuer satisfies where all evidence is required', () => {
    const both = { configured: [list(), rootList()], revocation: 'required' as const }
    expect(judge(both).subIndication).toBeUndefined()
    expect(judge({ ...both, configured: [list()] }).subIndication).toBe('TRY_LATER')
  })

  test('that names the signer refuses it, configured or sent along', () => {
    const revoked = list(revokedOn('2026-11-21T00:00:00Z'))
    for (const given of [{ configured: [revoked] }, { embedded: [revoked] }]) {
      expect(judge(given)).toMatchObject({
        subIndication: 'REVOKED_NO_POE',
        revocation: [{ status: 'revoked', revokedAt: '2026-11-21T00:00:00.000Z' }],
      })
    }
  })

  test('that names an issuer refuses the signer', () => {
    const revoked = rootList({ revoked: [{ serial: 2, at: '2026-11-21T00:00:00Z' }] })
    expect(judge({ configured: [revoked] }).subIndication).toBe('REVOKED_CA_NO_POE')
  })

  test('says nothing against what was signed before', () => {
    const revoked = list(revokedOn('2026-11-23T00:00:00Z'))
    const before = judge({ configured: [revoked], at: new Date('2026-11-22T00:00:00Z') })
    expect(before.subIndication).toBeUndefined()
  })

  test('that is outweighed by nobody: a good word sent along does not help', () => {
    const given = {
      configured: [list(revokedOn('2026-11-21T00:00:00Z'))],
      embeddedOcsp: [response()],
    }
    expect(judge(given).subIndication).toBe('REVOKED_NO_POE')
  })

  test('that is too old closes the door until there is a newer one', () => {
    const old = list({ thisUpdate: '2026-10-01T00:00:00Z', nextUpdate: '2026-11-01T00:00:00Z' })
    expect(judge({ configured: [old] }).subIndication).toBe('TRY_LATER')
    expect(judge({ configured: [old, list()] }).subIndication).toBeUndefined()
    expect(judge({ configured: [old], embeddedOcsp: [response()] }).subIndication).toBeUndefined()
  })

  test.for([
    { name: 'signed by another key', make: () => list({ key: other.privateKey }) },
    { name: 'cut short', make: () => list().slice(0, -1) },
    { name: 'with bytes behind it', make: () => Buffer.concat([list(), Buffer.from([0])]) },
    { name: 'that is none', make: () => Buffer.from('no list') },
    { name: 'that is empty', make: () => new Uint8Array() },
    {
      name: 'of changes only (delta)',
      make: () => list({ extensions: [extension('2.5.29.27', integer(1), true)] }),
    },
    { name: 'of authorities only', make: () => list({ extensions: [distributionPoint(flag(2))] }) },
    {
      name: 'with an unknown critical extension',
      make: () => list({ extensions: [extension('1.2.3.4', integer(1), true)] }),
    },
  ])('$name says nothing', ({ make }) => {
    expect(judge({ configured: [make()] })).toMatchObject({
      findings: ['revocation-unknown'],
      revocation: [],
    })
  })

  test('of end entities only speaks of them', () => {
    const some = list({ extensions: [distributionPoint(flag(1))] })
    expect(judge({ configured: [some] }).revocation).toHaveLength(1)
  })

  test('that is indirect speaks of its issuer’s own as well', () => {
    const indirect = list({ extensions: [distributionPoint(flag(4))] })
    expect(judge({ configured: [indirect] }).revocation).toMatchObject([{ status: 'good' }])
  })

  test('of some reasons says good only with lists of all the others', () => {
    // keyCompromise to certificateHold, then privilegeWithdrawn and aACompromise.
    const some = list({ extensions: [distributionPoint(der(0x83, Buffer.from([1, 0x7e])))] })
    const rest = list({ extensions: [distributionPoint(der(0x83, Buffer.from([7, 1, 0x80])))] })
    expect(judge({ configured: [some] }).revocation).toEqual([])
    expect(judge({ configured: [rest] }).revocation).toEqual([])
    expect(judge({ configured: [some, rest] }).revocation).toMatchObject([{ status: 'good' }])
  })

  test('of one distribution point may revoke, and says nothing else', () => {
    const uri = der(0x86, Buffer.from('http://127.0.0.1:9/list.crl'))
    const point = distributionPoint(explicit(0, explicit(0, uri)))
    expect(judge({ configured: [list({ extensions: [point] })] }).revocation).toEqual([])
    const revoked = list({ extensions: [point], ...revokedOn('2026-11-21T00:00:00Z') })
    expect(judge({ configured: [revoked] }).subIndication).toBe('REVOKED_NO_POE')
  })

  test('of a hundred thousand entries is searched', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      serial: 10_000 + index,
      at: '2026-11-21T00:00:00Z',
    }))
    const big = list({ revoked: [...many, { serial: SERIAL, at: '2026-11-21T00:00:00Z' }] })
    const once = { by: judgeSigner }
    expect(judge({ ...once, configured: [big] }).subIndication).toBe('REVOKED_NO_POE')
    const others = list({ revoked: many })
    expect(judge({ ...once, configured: [others] }).subIndication).toBeUndefined()
  })
})

describe('an OCSP response', () => {
  test.for(['sha1', 'sha256'] as const)('by the issuer makes the signer good (%s)', (hash) => {
    const found = judge({ embeddedOcsp: [response({ hash })] })
    expect(found.revocation).toMatchObject([{ status: 'good', source: 'ocsp', from: 'embedded' }])
    expect(found.findings).toEqual([])
  })

  test('that says revoked refuses the signer', () => {
    const revoked = response({ status: { revokedAt: '2026-11-21T00:00:00Z' } })
    expect(judge({ configuredOcsp: [revoked] }).subIndication).toBe('REVOKED_NO_POE')
  })

  test('by whom the issuer certified for that counts, and by nobody else', async () => {
    const certify = async (more: object) =>
      await makeCertificate({
        name: 'Responder',
        issuer: { name: 'Middle', key: middle.privateKey },
        keyUsage: 0x80,
        ...more,
      })
    const may = await certify({ extendedKeyUsage: [OCSP_SIGNING] })
    expect(judge({ embeddedOcsp: [response({ responder: may })] }).revocation).toHaveLength(1)
    const strangers = [
      await certify({}),
      await certify({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] }),
      await certify({ extendedKeyUsage: [OCSP_SIGNING], notAfter: '2026-06-01T00:00:00Z' }),
      await certify({ extendedKeyUsage: [OCSP_SIGNING], hash: 'SHA-1' }),
      await certify({
        extendedKeyUsage: [OCSP_SIGNING],
        issuer: { name: 'Middle', key: other.privateKey },
      }),
      leaf,
    ]
    for (const responder of strangers) {
      expect(judge({ embeddedOcsp: [response({ responder })] }).revocation).toEqual([])
    }
  })

  describe('by whom the issuer certified for that', () => {
    const certify = async (more: object = {}) =>
      await makeCertificate({
        name: 'Responder',
        issuer: { name: 'Middle', key: middle.privateKey },
        keyUsage: 0x80,
        extendedKeyUsage: [OCSP_SIGNING],
        serial: 99,
        ...more,
      })

    test.for([
      { reason: undefined, at: '2026-11-21T00:00:00Z', counts: false },
      { reason: 4, at: '2026-11-21T00:00:00Z', counts: false },
      { reason: undefined, at: '2026-11-30T00:00:00Z', counts: false },
      { reason: 4, at: '2026-11-30T00:00:00Z', counts: true },
    ])('counts unless that was revoked: $reason at $at', async ({ reason, at, counts }) => {
      const why = reason === undefined ? {} : { reason }
      const revoked = { revoked: [{ serial: 99, at, ...why }] }
      const embedded = response({ responder: await certify() })
      // Too old to say anything good of the signer.
      const old = list({ ...revoked, nextUpdate: '2026-11-22T00:00:00Z' })
      const { revocation, subIndication } = judge({ configured: [old], embeddedOcsp: [embedded] })
      expect(revocation.filter(({ source }) => source === 'ocsp')).toHaveLength(counts ? 1 : 0)
      expect(subIndication).toBe(counts ? undefined : 'TRY_LATER')
    })

    test('is not fresh once that has expired', async () => {
      const responder = await certify({ notAfter: '2026-11-23T12:00:00Z' })
      expect(judge({ embeddedOcsp: [response({ responder })] }).subIndication).toBe('TRY_LATER')
    })
  })

  test.for([
    { name: 'of another certificate', more: { serial: 1n } },
    { name: 'that says it does not know', more: { status: 'unknown' as const } },
    { name: 'that failed', more: { responseStatus: 6 } },
  ])('$name says nothing good', ({ more }) => {
    expect(judge({ embeddedOcsp: [response(more)] }).revocation).toEqual([])
  })

  test('that is too old closes the door', () => {
    const old = response({ thisUpdate: '2026-11-01T00:00:00Z', nextUpdate: '2026-11-02T00:00:00Z' })
    expect(judge({ embeddedOcsp: [old] }).subIndication).toBe('TRY_LATER')
  })

  test('with one byte changed says nothing, wherever it is', () => {
    const bytes = response()
    for (let index = 0; index < bytes.byteLength; index += 1) {
      const changed = Uint8Array.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 0x01
      expect([index, judge({ embeddedOcsp: [changed], by: judgeSigner }).revocation]).toEqual([
        index,
        [],
      ])
    }
  })
})

describe('configured evidence', () => {
  test('is read from DER and from PEM', () => {
    const der = list(revokedOn('2026-11-21T00:00:00Z'))
    const base64 = Buffer.from(der).toString('base64')
    const pem = Buffer.from(`-----BEGIN X509 CRL-----\n${base64}\n-----END X509 CRL-----\n`)
    for (const crl of [der, pem]) {
      const { crls } = createTrustStore([root.der], { crls: [crl] })
      expect(crls?.map((each) => Buffer.from(each))).toEqual([Buffer.from(der)])
    }
  })

  test.for([
    { name: 'list', source: { crls: [Buffer.from('no list')] } },
    { name: 'response', source: { ocspResponses: [Buffer.from('no response')] } },
  ])('that is no $name is refused when it is read, not when it is missed', ({ source }) => {
    expect(() => createTrustStore([root.der], source)).toThrow(
      expect.objectContaining({ kind: revocationUnreadable }),
    )
  })
})

function revokedOnOther(): Partial<ListRequest> {
  return { revoked: [{ serial: 1, at: '2026-11-21T00:00:00Z' }] }
}
