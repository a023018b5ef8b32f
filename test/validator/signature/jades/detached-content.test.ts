/** A JWS without a payload signs what came beside it, and nothing that did not. */
import { createHash } from 'node:crypto'
import { flattenedVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SigningKey, TrustStore } from '../../../../validator/index.ts'
import { createTrustStore, readSigningKey, signJws } from '../../../../validator/index.ts'
import type { DetachedContent } from '../../../../validator/signature/jades/detached-content.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { signRaw } from '../jws/raw.ts'
import { AT, makeChain, type TestCertificate } from '../keys.ts'

const BODY = Buffer.from('{"ten":"Nguyễn Thị Ví Dụ"}')
const OTHER = Buffer.from('{"ten":"Người khác"}')
const ETSI = 'http://uri.etsi.org/19182/'

let signer: TestCertificate
let key: SigningKey
let trust: TrustStore

beforeAll(async () => {
  signer = (await makeChain()).signers.ec
  key = await readSigningKey({ pem: signer.privateKeyPem, certificatePem: signer.pem })
  trust = createTrustStore([signer.der])
})

const digestOf = (bytes: string | Uint8Array) =>
  createHash('sha256').update(bytes).digest('base64url')
const encoded = (bytes: Buffer) => bytes.toString('base64url')

/** Over `input`, whatever the header says of it. */
function jwsOver(sigD: unknown, input: string, b64 = true): string {
  const header = {
    alg: 'ES256',
    ...(b64 ? {} : { b64: false }),
    sigD,
    crit: b64 ? ['sigD'] : ['sigD', 'b64'],
  }
  const { protected: head, signature } = signRaw(header, input, signer.privateKey)
  return `${head}..${signature}`
}

async function judge(jws: string, content: DetachedContent) {
  const { reports, payload } = await openJws(jws, trust, AT, content)
  const [report] = reports
  return { indication: report?.indication, why: report?.subIndication, payload }
}

const PASSED = { indication: 'TOTAL_PASSED', why: undefined, payload: BODY }
const refused = (why: string) => ({ why, payload: undefined })

describe('what the library signs apart from its content', () => {
  test.for([
    { isUnencoded: false },
    { isUnencoded: true },
    { isUnencoded: false, objectName: 'ho-so.json' },
    { isUnencoded: true, objectName: 'ho-so.json' },
  ])('is verified with it and not with another: %o', async (options) => {
    const jws = await signJws(BODY, key, { serialization: 'compact', detached: true, ...options })
    expect(jws).toMatch(/^[\w-]+\.\.[\w-]+\n$/u)
    expect(await judge(jws, { body: BODY })).toEqual(PASSED)
    const other = await judge(jws, { body: OTHER })
    expect(other.payload).toBeUndefined()
    expect(other.indication).toBe('TOTAL_FAILED')
  })

  test('jose agrees with the bytes themselves (RFC 7797)', async () => {
    const options = { serialization: 'compact', detached: true, isUnencoded: true } as const
    const [head = '', , signature = ''] = (await signJws(BODY, key, options)).trim().split('.')
    const jws = { protected: head, payload: BODY, signature }
    const verified = await flattenedVerify(jws, key.certificate.x509.publicKey)
    expect(Buffer.from(verified.payload)).toEqual(BODY)
  })

  test('is never unencoded or named where it is carried along', async () => {
    for (const options of [{ isUnencoded: true }, { objectName: 'a' }]) {
      const signing = signJws(BODY, key, { serialization: 'compact', ...options })
      await expect(signing).rejects.toMatchObject({ kind: { code: 'document-unsignable' } })
    }
  })
})

describe('sigD by hash', () => {
  const described = (members: object) => ({
    mId: `${ETSI}ObjectIdByURIHash`,
    pars: ['a.json'],
    hashM: 'S256',
    hashV: [digestOf(encoded(BODY))],
    ...members,
  })

  test('is of several objects, of which the one that is judged is one', async () => {
    const hashV = [digestOf(encoded(OTHER)), digestOf(encoded(BODY))]
    const jws = jwsOver(described({ pars: ['scan.pdf', 'a.json'], hashV }), '')
    expect(await judge(jws, { body: BODY, objects: { 'scan.pdf': OTHER } })).toEqual(PASSED)
    expect(await judge(jws, { body: BODY })).toMatchObject(refused('SIGNED_DATA_NOT_FOUND'))
    const changed = { body: BODY, objects: { 'scan.pdf': BODY } }
    expect(await judge(jws, changed)).toMatchObject(refused('HASH_FAILURE'))
  })

  test('does not let an object stand for the body', async () => {
    const jws = jwsOver(described({}), '')
    const beside = { body: OTHER, objects: { 'a.json': BODY } }
    expect(await judge(jws, beside)).toMatchObject(refused('SIGNED_DATA_NOT_FOUND'))
  })

  test.for([
    { name: 'another hash', members: { hashM: 'S1' }, why: 'CRYPTO_CONSTRAINTS_FAILURE' },
    {
      name: 'what every object has for a hash',
      members: { hashM: 'constructor' },
      why: 'CRYPTO_CONSTRAINTS_FAILURE',
    },
    { name: 'no hash named', members: { hashM: undefined }, why: 'CRYPTO_CONSTRAINTS_FAILURE' },
    { name: 'too few digests', members: { hashV: [] }, why: 'FORMAT_FAILURE' },
    {
      name: 'a digest too many',
      members: { pars: ['a'], hashV: ['x', 'y'] },
      why: 'FORMAT_FAILURE',
    },
    { name: 'digests that are no texts', members: { hashV: [1] }, why: 'FORMAT_FAILURE' },
    { name: 'no names', members: { pars: 'a.json' }, why: 'FORMAT_FAILURE' },
    {
      name: 'one name twice',
      members: { pars: ['a', 'a'], hashV: ['', ''] },
      why: 'SIGNED_DATA_NOT_FOUND',
    },
    { name: 'a digest cut short', members: { hashV: ['AAAA'] }, why: 'HASH_FAILURE' },
    {
      name: 'an unknown mechanism',
      members: { mId: 'http://example.org/all' },
      why: 'FORMAT_FAILURE',
    },
    { name: 'no mechanism', members: { mId: undefined }, why: 'FORMAT_FAILURE' },
    {
      name: 'more objects than a message has',
      members: { pars: Array.from({ length: 17 }, (_, at) => `${at}`), hashV: Array(17).fill('') },
      why: 'FORMAT_FAILURE',
    },
  ])('is refused with $name', async ({ members, why }) => {
    expect(await judge(jwsOver(described(members), ''), { body: BODY })).toMatchObject(refused(why))
  })

  test('is refused when it is no object, or outside crit, or without content', async () => {
    expect(await judge(jwsOver('all', ''), { body: BODY })).toMatchObject(refused('FORMAT_FAILURE'))
    const { protected: head, signature } = signRaw(
      { alg: 'ES256', sigD: described({}) },
      '',
      signer.privateKey,
    )
    const outside = await judge(`${head}..${signature}`, { body: BODY })
    expect(outside).toMatchObject(refused('FORMAT_FAILURE'))
    const { reports } = await openJws(jwsOver(described({}), ''), trust, AT)
    expect(reports[0]?.subIndication).toBe('SIGNED_DATA_NOT_FOUND')
  })

  test('is not believed when the signature value is of something else', async () => {
    const jws = jwsOver(described({}), encoded(OTHER))
    expect(await judge(jws, { body: BODY })).toMatchObject(refused('SIG_CRYPTO_FAILURE'))
  })
})

describe('sigD by URI', () => {
  const described = { mId: `${ETSI}ObjectIdByURI`, pars: ['a.json'] }

  test('is of the content that came, and nothing is fetched', async () => {
    expect(await judge(jwsOver(described, encoded(BODY)), { body: BODY })).toEqual(PASSED)
    const elsewhere = { ...described, pars: ['http://127.0.0.1:9/a.json'] }
    const jws = jwsOver(elsewhere, encoded(OTHER))
    expect(await judge(jws, { body: BODY })).toMatchObject(refused('SIG_CRYPTO_FAILURE'))
  })

  test('is refused for several: readers put them together differently', async () => {
    const several = { ...described, pars: ['a', 'b'] }
    const jws = jwsOver(several, encoded(BODY))
    expect(await judge(jws, { body: BODY })).toMatchObject(refused('FORMAT_FAILURE'))
  })
})

describe('sigD of HTTP headers', () => {
  const sha256 = createHash('sha256').update(BODY).digest('base64')
  const http = {
    method: 'POST',
    target: '/v1/validate?asOf=2026-11-23',
    headers: {
      host: 'chuan.example',
      digest: `SHA-256=${sha256}`,
      'content-digest': `sha-256=:${sha256}:`,
    },
  }
  const sigD = (...pars: readonly string[]) => ({ mId: `${ETSI}HttpHeaders`, pars })
  const LINES = [
    '(request-target): post /v1/validate?asOf=2026-11-23',
    'host: chuan.example',
    `digest: SHA-256=${sha256}`,
  ].join('\n')
  const NAMES = ['(request-target)', 'host', 'digest'] as const

  test('is of the request, and by its digest of the body', async () => {
    expect(await judge(jwsOver(sigD(...NAMES), LINES, false), { body: BODY, http })).toEqual(PASSED)
  })

  test('takes the digest of RFC 9530 as well', async () => {
    const jws = jwsOver(sigD('content-digest'), `content-digest: sha-256=:${sha256}:`, false)
    expect(await judge(jws, { body: BODY, http })).toEqual(PASSED)
  })

  test('is refused when the body is another', async () => {
    const jws = jwsOver(sigD(...NAMES), LINES, false)
    expect(await judge(jws, { body: OTHER, http })).toMatchObject(refused('HASH_FAILURE'))
  })

  test('is refused when another request is made with it', async () => {
    const jws = jwsOver(sigD(...NAMES), LINES, false)
    const elsewhere = { ...http, target: '/v1/validate' }
    const judged = await judge(jws, { body: BODY, http: elsewhere })
    expect(judged).toMatchObject(refused('SIG_CRYPTO_FAILURE'))
  })

  test('is refused when no header has the digest of the body', async () => {
    const jws = jwsOver(sigD('host'), 'host: chuan.example', false)
    const judged = await judge(jws, { body: BODY, http })
    expect(judged).toMatchObject(refused('SIG_CONSTRAINTS_FAILURE'))
  })

  test.for([
    { name: 'a header that did not come', pars: ['digest', 'date'], why: 'SIGNED_DATA_NOT_FOUND' },
    { name: 'capitals', pars: ['Digest'], why: 'FORMAT_FAILURE' },
    { name: 'a line end in a name', pars: ['digest', 'host: a\nx'], why: 'FORMAT_FAILURE' },
    { name: 'one name twice', pars: ['digest', 'digest'], why: 'FORMAT_FAILURE' },
    {
      name: 'a name of every object',
      pars: ['digest', 'constructor'],
      why: 'SIGNED_DATA_NOT_FOUND',
    },
  ])('is refused with $name', async ({ pars, why }) => {
    const jws = jwsOver(sigD(...pars), LINES, false)
    expect(await judge(jws, { body: BODY, http })).toMatchObject(refused(why))
  })

  test('is refused when the digest is by a broken hash alone, or one of two is wrong', async () => {
    const wrong = [
      'MD5=AAAA',
      `SHA-256=${sha256}, SHA-512=AAAA`,
      '',
      'constructor=AAAA',
      '__proto__=',
    ]
    for (const digest of wrong) {
      const headers = { ...http.headers, digest }
      const jws = jwsOver(sigD('digest'), `digest: ${digest}`, false)
      const judged = await judge(jws, { body: BODY, http: { ...http, headers } })
      expect(judged).toMatchObject(refused('HASH_FAILURE'))
    }
  })

  test('is refused encoded, with digests of its own, and where there was no request', async () => {
    const inBase64 = jwsOver(sigD(...NAMES), encoded(Buffer.from(LINES)))
    expect(await judge(inBase64, { body: BODY, http })).toMatchObject(refused('FORMAT_FAILURE'))
    const withHash = jwsOver({ ...sigD(...NAMES), hashM: 'S256' }, LINES, false)
    expect(await judge(withHash, { body: BODY, http })).toMatchObject(refused('FORMAT_FAILURE'))
    const asFile = jwsOver(sigD(...NAMES), LINES, false)
    expect(await judge(asFile, { body: BODY })).toMatchObject(refused('SIGNED_DATA_NOT_FOUND'))
  })
})
