/** What is refused of a JWS before its value is looked at. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  createTrustStore,
  issueKinds,
  MESSAGE_CERTIFICATE_COUNT_MAX,
  SIGNATURE_COUNT_MAX,
  type TrustStore,
} from '../../../../validator/index.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { parseJws } from '../../../../validator/signature/jws/parse.ts'
import { AT, makeCertificate, type TestCertificate } from '../keys.ts'
import { type HeaderMembers, signCompact, signFlattened, signRaw } from './raw.ts'

const ENCODED = Buffer.from('{"ten":"Ví dụ"}').toString('base64url')

let signer: TestCertificate
/** The signer's own certificate, pinned. */
let pinned: TrustStore

beforeAll(async () => {
  signer = await makeCertificate({ name: 'Signer', keyUsage: 0x80 })
  pinned = createTrustStore([signer.der])
})

function compact(header: HeaderMembers | string, payload = ENCODED): string {
  return signCompact(header, payload, signer.privateKey)
}

function json(header: HeaderMembers, unprotected?: unknown): string {
  return signFlattened(header, unprotected, ENCODED, signer.privateKey)
}

async function codesOf(text: string): Promise<readonly string[]> {
  return (await openJws(text, pinned, AT)).issues.map(({ code }) => code)
}

/** Its last character but of two bytes, of which a decoder may take one. */
function widened(text: string): string {
  return text.slice(0, -1) + String.fromCharCode(0x100 + text.charCodeAt(text.length - 1))
}

describe('a JWS is malformed', () => {
  const HEADER = '{"alg":"ES256"}'
  const right = () => compact(HEADER)

  test('or not: the form these cases change is believed', async () => {
    expect(await codesOf(right())).toEqual([])
    expect(await codesOf(json({ alg: 'ES256' }, { note: 'x' }))).toEqual([])
  })

  test('or not: a part is read when it is written as its bytes are, whatever it ends with', () => {
    const alphabet = Buffer.from([...Array(64)].map((_, index) => index * 4))
    const last = [...alphabet].map((byte) => Buffer.from([byte, 0, 0]).toString('base64url')[0])
    const tails = ['', 'A', 'AA', 'AAA'].flatMap((start) => last.map((each) => `${start}${each}`))
    const isRead = (tail: string) => 'jws' in parseJws(`e30.${tail}.AAAA`)
    const isCanonical = (tail: string) =>
      Buffer.from(tail, 'base64url').toString('base64url') === tail
    expect(new Set(last).size).toBe(64)
    expect(tails.filter(isRead)).toEqual(tails.filter(isCanonical))
  })

  test.for<{ readonly name: string; readonly text: () => string }>([
    { name: 'with two parts', text: () => right().slice(0, right().lastIndexOf('.')) },
    { name: 'with four parts', text: () => `${right()}.AA` },
    { name: 'with padding', text: () => `${right()}==` },
    { name: 'with a blank in it', text: () => right().replace('.', '. ') },
    { name: 'in base64 instead of base64url', text: () => right().replace(/.$/u, '+') },
    { name: 'with a character beyond one byte', text: () => widened(right()) },
    { name: 'with one character too many', text: () => `${right()}AAA` },
    { name: 'whose payload has bits that nobody reads', text: () => compact(HEADER, 'AB') },
    { name: 'whose header is no object', text: () => compact('["ES256"]') },
    { name: 'whose header is no JSON', text: () => compact('alg') },
    {
      name: 'whose header says a thing twice',
      text: () => compact('{"alg":"ES256","alg":"PS256"}'),
    },
    { name: 'whose header is not UTF-8', text: () => compact('{"alg":"ES256","a":"\xff"}') },
    { name: 'with crit empty', text: () => compact({ alg: 'ES256', crit: [] }) },
    { name: 'with crit that is no list', text: () => compact({ alg: 'ES256', crit: 'b64' }) },
    { name: 'with crit of a stranger', text: () => compact({ alg: 'ES256', crit: ['x'], x: 1 }) },
    { name: 'with crit of what is absent', text: () => compact({ alg: 'ES256', crit: ['sigT'] }) },
    {
      name: 'with crit that says a thing twice',
      text: () => compact({ alg: 'ES256', crit: ['sigT', 'sigT'], sigT: '2026-11-23T00:00:00Z' }),
    },
    {
      name: 'with a critical time that is no day of the calendar',
      text: () => compact({ alg: 'ES256', crit: ['sigT'], sigT: '2026-02-30T00:00:00Z' }),
    },
    { name: 'with b64 that is not critical', text: () => compact({ alg: 'ES256', b64: false }) },
    {
      name: 'with b64 that is no boolean',
      text: () => compact({ alg: 'ES256', b64: 0, crit: ['b64'] }),
    },
    {
      name: 'with more certificates than are looked at',
      text: () =>
        compact({ alg: 'ES256', x5c: Array(MESSAGE_CERTIFICATE_COUNT_MAX + 1).fill('AA==') }),
    },
    { name: 'with an unknown member', text: () => json({ alg: 'ES256' }).replace('{', '{"a":1,') },
    {
      name: 'with a member twice',
      text: () => json({ alg: 'ES256' }).replace('{', '{"payload":"",'),
    },
    { name: 'with alg unprotected', text: () => json({}, { alg: 'ES256' }) },
    {
      name: 'with a parameter in both headers',
      text: () => json({ alg: 'ES256', a: 1 }, { a: 1 }),
    },
    { name: 'with certificates unprotected', text: () => json({ alg: 'ES256' }, { x5c: [] }) },
    { name: 'without a signature', text: () => `{"payload":"${ENCODED}","signatures":[]}` },
    { name: 'without protection', text: () => `{"payload":"${ENCODED}","signature":"AA"}` },
    { name: 'with entries that are no objects', text: () => '{"payload":"","signatures":[1]}' },
    { name: 'with a payload that is no text', text: () => '{"payload":1,"signatures":[{}]}' },
    {
      name: 'with an unprotected header that is no object',
      text: () => json({ alg: 'ES256' }, []),
    },
  ])('$name', async ({ text }) => {
    expect(await codesOf(text())).toEqual([issueKinds['jws-malformed'].code])
  })

  test('with more signatures than are looked at', async () => {
    const entry = () => signRaw({ alg: 'ES256' }, ENCODED, signer.privateKey)
    const general = (length: number) =>
      JSON.stringify({ payload: ENCODED, signatures: Array.from({ length }, entry) })
    expect(await codesOf(general(SIGNATURE_COUNT_MAX))).toEqual([])
    expect(await codesOf(general(SIGNATURE_COUNT_MAX + 1))).toEqual(['jws-malformed'])
  })

  test('when two readers could take two payloads for signed', async () => {
    const plain = signRaw({ alg: 'ES256' }, ENCODED, signer.privateKey)
    const raw = signRaw({ alg: 'ES256', b64: false, crit: ['b64'] }, ENCODED, signer.privateKey)
    const both = { payload: ENCODED, signatures: [plain, raw] }
    expect(await codesOf(JSON.stringify(both))).toEqual(['jws-malformed'])
    const one = await openJws(JSON.stringify({ ...both, signatures: [raw] }), pinned, AT)
    expect(one.reports).toMatchObject([{ indication: 'TOTAL_PASSED' }])
    expect(Buffer.from(one.payload ?? []).toString()).toBe(ENCODED)
  })
})
