/** What is remembered of a signer is what would be found again, and strangers fill no memory. */
import { createPublicKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createCatalogue, createTrustStore, createValidator } from '../../../validator/index.ts'
import type { Certificate } from '../../../validator/signature/certificate.ts'
import {
  parseBase64Certificate,
  parseCertificate,
} from '../../../validator/signature/certificate.ts'
import { GuardedCache } from '../../../validator/signature/guarded-cache.ts'
import { JudgedTime } from '../../../validator/signature/judged-time.ts'
import { SignerMemory } from '../../../validator/signature/signer-memory.ts'
import { judgeSigner } from '../../../validator/signature/signer-trust.ts'
import type { TrustStore } from '../../../validator/signature/trust-store.ts'
import { signRaw } from './jws/raw.ts'
import { AT, type CertificateRequest, makeCertificate, type TestCertificate } from './keys.ts'
import { judgeRemembering } from './remembered.ts'
import { makeList, makeResponse } from './revocation/make.ts'

const ROOT = await makeCertificate({ name: 'Root', isCa: true, keyUsage: 0x06 })
const BY_ROOT = { name: 'Root', key: ROOT.privateKey }
const MIDDLE = await makeCertificate({
  name: 'Middle',
  isCa: true,
  keyUsage: 0x06,
  issuer: BY_ROOT,
})
const BY_MIDDLE = { name: 'Middle', key: MIDDLE.privateKey }
const LEAF = await makeCertificate({ name: 'Leaf', issuer: BY_MIDDLE, serial: 4_711 })

function read({ der }: TestCertificate): Certificate {
  const certificate = parseCertificate(der)
  if (certificate === undefined) throw new TypeError('not a certificate')
  return certificate
}

const signer = read(LEAF)
const middle = read(MIDDLE)
const through = { others: [signer, middle] }

/** With a memory of its own. */
const trustOf = (more: Partial<TrustStore> = {}): TrustStore => ({
  ...createTrustStore([ROOT.der]),
  ...more,
})

describe('a remembered judgement', () => {
  test('is the very same one at another time, and after the clock went back', () => {
    const trust = trustOf()
    const first = judgeSigner(signer, through, trust, AT)
    expect(first.subIndication).toBeUndefined()
    for (const ms of [1_000, 86_400_000, -86_400_000, 0]) {
      expect(judgeSigner(signer, through, trust, new Date(AT.getTime() + ms))).toBe(first)
    }
  })

  test('ends with the certificates, the evidence and the day of the trust it came from', () => {
    const [fingerprint, root] = [middle.fingerprint, read(ROOT)]
    const trust = trustOf({
      anchors: [root],
      intermediates: [middle],
      terms: new Map([[fingerprint, { from: '2026-11-20', until: '2026-12-03' }]]),
      crls: [
        makeList({ issuer: MIDDLE, revoked: [{ serial: 4_711, at: '2026-11-28T00:00:00Z' }] }),
        makeList({ issuer: ROOT, nextUpdate: '2026-11-30T00:00:00Z' }),
      ],
      ocspResponses: [makeResponse({ certificate: LEAF, issuer: MIDDLE })],
    })
    judgeRemembering(signer, { others: [] }, trust, AT)
    const found = [...'3456789'].map((day) => {
      const at = new Date(`2026-11-2${day}T12:00:00Z`)
      return judgeSigner(signer, { others: [] }, trust, at).subIndication
    })
    expect(new Set(found)).toEqual(new Set([undefined, 'REVOKED_NO_POE']))
    const late = judgeSigner(signer, { others: [] }, trust, new Date('2026-12-03T16:59:59.999Z'))
    expect(late.subIndication).toBe('REVOKED_NO_POE')
    const ended = judgeSigner(signer, { others: [] }, trust, new Date('2026-12-03T17:00:00Z'))
    expect(ended.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND')
  })

  test('is not that of another trust store, nor of one that asks for more', () => {
    const trust = trustOf()
    judgeSigner(signer, through, trust, AT)
    const required = { ...trust, revocation: 'required' as const }
    expect(judgeSigner(signer, through, required, AT).subIndication).toBe('TRY_LATER')
    const revoked = [makeList({ issuer: MIDDLE, revoked: [{ serial: 4_711, at: '2026-11-21' }] })]
    const newer = { ...trust, crls: revoked }
    expect(judgeSigner(signer, through, newer, AT).subIndication).toBe('REVOKED_NO_POE')
    expect(judgeSigner(signer, through, trust, AT).subIndication).toBeUndefined()
  })

  test('is not that of a message with evidence of its own', () => {
    const trust = trustOf()
    const list = makeList({ issuer: MIDDLE, revoked: [{ serial: 4_711, at: '2026-11-21' }] })
    const good = makeResponse({ certificate: LEAF, issuer: MIDDLE })
    const told = (more: object) => judgeSigner(signer, { ...through, ...more }, trust, AT)
    expect(told({}).findings).toEqual(['revocation-unknown'])
    expect(told({ crls: [list] }).subIndication).toBe('REVOKED_NO_POE')
    expect(told({ ocspResponses: [good] }).findings).toEqual([])
    expect(told({}).findings).toEqual(['revocation-unknown'])
  })

  test('is of all certificates that came along, in their order', async () => {
    const trust = trustOf()
    const other = read(await makeCertificate({ name: 'Middle', isCa: true, issuer: BY_ROOT }))
    const ways = [[middle], [other], [], [other, middle], [middle, other], [signer], [middle]]
    for (const others of ways) {
      const { subIndication } = judgeSigner(signer, { others }, trust, AT)
      const expected = others.includes(middle) ? undefined : 'NO_CERTIFICATE_CHAIN_FOUND'
      expect(subIndication).toBe(expected)
      judgeRemembering(signer, { others }, trust, AT)
    }
  })

  test.for([
    { name: 'the same key and name, by nobody', request: { issuer: undefined } },
    { name: 'the same key and name, for another end', request: { keyUsage: 0x20 } },
    { name: 'the same key and name, out of date', request: { notAfter: '2026-11-01T00:00:00Z' } },
  ] as readonly { name: string; request: Partial<CertificateRequest> }[])(
    'is not lent to a certificate of $name',
    async ({ request }) => {
      const trust = trustOf()
      const { privateKey } = LEAF
      const publicKey = createPublicKey(privateKey)
      const own = { name: 'Leaf', issuer: BY_MIDDLE, publicKey, ...request }
      const { issuer, ...rest } = own
      const by = issuer ?? { name: 'Leaf', key: privateKey }
      const forged = read(await makeCertificate({ ...rest, issuer: by }))
      expect(judgeSigner(signer, through, trust, AT).subIndication).toBeUndefined()
      expect(
        judgeSigner(forged, { others: [forged, middle] }, trust, AT).subIndication,
      ).toBeDefined()
      expect(judgeSigner(signer, through, trust, AT).subIndication).toBeUndefined()
    },
  )
})

describe('a memory of signers', () => {
  const span = { first: 0, last: 10 }
  /** Nothing but what a memory looks at. */
  const named = (fingerprint: string, bytes: string): Certificate => ({
    ...signer,
    fingerprint,
    der: Buffer.from(bytes),
  })
  const at = new Date(5)

  test('goes by the bytes, not by what they are called', () => {
    const memory = new SignerMemory<string>()
    const kept = { signer: named('a', '1'), others: [named('b', '2')], span, judged: 'good' }
    memory.keep(kept)
    expect(memory.recall(named('a', '1'), [named('b', '2')], at)).toBe('good')
    expect(memory.recall(named('a', '3'), [named('b', '2')], at)).toBeUndefined()
    expect(memory.recall(named('a', '1'), [named('b', '3')], at)).toBeUndefined()
    expect(memory.recall(named('a', '1'), [], at)).toBeUndefined()
    expect(memory.recall(named('a', '1'), [named('b', '2'), named('c', '')], at)).toBeUndefined()
  })

  test('ends on the first instant at which an answer could be another', () => {
    const memory = new SignerMemory<string>()
    memory.keep({ signer, others: [], span, judged: 'good' })
    const times = [-1, 0, 10, 11, Number.NaN]
    const found = times.map((time) => memory.recall(signer, [], new Date(time)))
    expect(found).toEqual([undefined, 'good', 'good', undefined, undefined])
  })

  test('keeps a few judgements of a signer, and those of so many signers', () => {
    const memory = new SignerMemory<number>()
    memory.keep({ signer: named('of a friend', ''), others: [], span, judged: -1 })
    for (let index = 0; index < 2_000; index += 1) {
      memory.keep({ signer: named('copied', ''), others: [named('', `${index}`)], span, judged: 0 })
    }
    const copies = Array.from({ length: 2_000 }, (_, index) =>
      memory.recall(named('copied', ''), [named('', `${index}`)], at),
    )
    expect(copies.filter((each) => each !== undefined)).toHaveLength(4)
    expect(memory.recall(named('of a friend', ''), [], at)).toBe(-1)
    for (let index = 0; index < 2_000; index += 1) {
      memory.keep({ signer: named(`${index}`, ''), others: [], span, judged: index })
      memory.recall(named('of a friend', ''), [], at)
    }
    const all = Array.from({ length: 2_000 }, (_, index) =>
      memory.recall(named(`${index}`, ''), [], at),
    )
    const left = all.filter((each) => each !== undefined).length
    expect(left).toBeGreaterThanOrEqual(255)
    expect(left).toBeLessThan(512)
    expect(memory.recall(named('of a friend', ''), [], at)).toBe(-1)
  })

  test('keeps no judgement that large certificates came along with', () => {
    const memory = new SignerMemory<string>()
    memory.keep({ signer, others: [named('', 'x'.repeat(20_000))], span, judged: 'good' })
    expect(memory.recall(signer, [named('', 'x'.repeat(20_000))], at)).toBeUndefined()
  })
})

describe('a cache of certificates', () => {
  test('forgets what passed by, never for it what was guarded', () => {
    const cache = new GuardedCache<number>(3)
    cache.guard('friend', 1)
    for (let index = 0; index < 10; index += 1) cache.add(`stranger ${index}`, index)
    expect(cache.get('friend')).toBe(1)
    const left = [...'0123456789'].map((index) => cache.get(`stranger ${index}`))
    expect(left).toEqual([...Array(6), 6, 7, 8, 9])
  })

  test('forgets of the guarded what was not asked for of late', () => {
    const cache = new GuardedCache<number>(2)
    cache.guard('in use', 1)
    cache.guard('not in use', 2)
    for (let index = 0; index < 10; index += 1) {
      cache.guard(`other ${index}`, index)
      expect(cache.get('in use')).toBe(1)
    }
    expect(cache.get('not in use')).toBeUndefined()
  })

  test('has who was believed still read after strangers by the thousand', async () => {
    judgeSigner(signer, through, trustOf(), AT)
    const text = Buffer.from(LEAF.der).toString('base64')
    const stranger = Buffer.from((await makeCertificate({ name: 'Stranger' })).der)
    for (let index = 0; index < 1_200; index += 1) {
      stranger.writeUInt16BE(index, stranger.byteLength - 2)
      parseBase64Certificate(stranger.toString('base64'))
    }
    expect(parseBase64Certificate(text)).toBe(signer)
    expect(parseCertificate(LEAF.der)).toBe(signer)
  })
})

describe('a time that is judged at', () => {
  test('is of no span once it was compared with what is no time', () => {
    const time = new JudgedTime(AT)
    expect([time.isBefore(new Date(Number.NaN)), time.isAfter(new Date(Number.NaN))]).toEqual([
      false,
      false,
    ])
    const { first, last } = time.span()
    expect([first <= AT.getTime(), AT.getTime() <= last]).toEqual([false, false])
  })
})

describe('a verdict', () => {
  test('may be changed by who asked for it: the next one is not', async () => {
    const trust = trustOf({ crls: [makeList({ issuer: MIDDLE })] })
    const x5c = [LEAF, MIDDLE].map(({ der }) => Buffer.from(der).toString('base64'))
    const payload = Buffer.from('{}').toString('base64url')
    const { protected: header, signature } = signRaw(
      { alg: 'ES256', x5c },
      payload,
      LEAF.privateKey,
    )
    const jws = Buffer.from(`${header}.${payload}.${signature}`)
    const validator = createValidator({ catalogue: createCatalogue([]), trust, now: () => AT })
    const before = structuredClone(await validator.verify(jws))
    expect(before.valid).toBe(true)
    overwrite(await validator.verify(jws))
    expect(await validator.verify(jws)).toEqual(before)
  })
})

/** Every text in it, and every list. */
function overwrite(value: object): void {
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string') Object.assign(value, { [name]: 'overwritten' })
    if (typeof member === 'object' && member !== null) overwrite(member)
  }
  if (Array.isArray(value)) value.length = 0
}
