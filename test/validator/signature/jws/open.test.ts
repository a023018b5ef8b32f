/** Whose signature a JWS has, over what, and what is reported of it. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  addJwsSignature,
  createTrustStore,
  EMPTY_TRUST_STORE,
  readSigningKey,
  type SigningKey,
  signJws,
  type TrustStore,
} from '../../../../validator/index.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { AT, makeCertificate, makeChain, type TestCertificate } from '../keys.ts'
import { type HeaderMembers, signCompact, signFlattened } from './raw.ts'

const PAYLOAD = Buffer.from('{"ten":"Ví dụ"}')
const ENCODED = PAYLOAD.toString('base64url')

let authority: TestCertificate
let signer: TestCertificate
let key: SigningKey
let trust: TrustStore
/** The signer's own certificate, pinned. */
let pinned: TrustStore

beforeAll(async () => {
  const chain = await makeChain()
  authority = chain.ca
  signer = chain.signers.ec
  key = await readSigningKey({ pem: signer.privateKeyPem, certificatePem: signer.pem })
  trust = chain.trust
  pinned = createTrustStore([signer.der])
})

function compact(header: HeaderMembers | string, payload = ENCODED): string {
  return signCompact(header, payload, signer.privateKey)
}

function json(header: HeaderMembers, unprotected?: unknown): string {
  return signFlattened(header, unprotected, ENCODED, signer.privateKey)
}

describe('the signer of a JWS', () => {
  const x5c = (...ders: readonly Uint8Array[]) =>
    ders.map((der) => Buffer.from(der).toString('base64'))

  test('is believed through the certificate in the header only when that leads to an anchor', async () => {
    const text = compact({ alg: 'ES256', x5c: x5c(signer.der) })
    expect((await openJws(text, trust, AT)).reports).toMatchObject([{ indication: 'TOTAL_PASSED' }])
    const { reports, issues, payload } = await openJws(text, EMPTY_TRUST_STORE, AT)
    expect(reports).toMatchObject([
      { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', scope: 'FULL' },
    ])
    expect(issues.map(({ code }) => code)).toEqual(['signature-undecided'])
    // Whole, though nobody vouches for it: the content is judged beside the signature.
    expect(Buffer.from(payload ?? [])).toEqual(PAYLOAD)
  })

  test('is unknown without a certificate in the header or pinned', async () => {
    expect((await openJws(compact({ alg: 'ES256' }), EMPTY_TRUST_STORE, AT)).reports).toMatchObject(
      [{ subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', scope: 'NONE', covers: [] }],
    )
  })

  test.for([
    { name: 'names another certificate', thumbprint: 'A'.repeat(43) },
    { name: 'is no text', thumbprint: 1 },
  ])('is unknown when its thumbprint $name', async ({ thumbprint }) => {
    for (const members of [{}, { x5c: x5c(signer.der) }]) {
      const text = compact({ alg: 'ES256', ...members, 'x5t#S256': thumbprint })
      expect((await openJws(text, pinned, AT)).reports).toMatchObject([
        { indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' },
      ])
    }
  })

  test.for([
    { name: 'no list', value: 'AA==' },
    { name: 'an empty list', value: [] },
    { name: 'no text', value: [1] },
    { name: 'no certificate', value: ['AA=='] },
  ])('is not looked for when x5c is $name', async ({ value }) => {
    const { reports } = await openJws(compact({ alg: 'ES256', x5c: value }), pinned, AT)
    expect(reports).toMatchObject([{ indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' }])
  })

  test('is not taken from a key in the header, nor looked for where the header points', async () => {
    const jwk = signer.privateKey.export({ format: 'jwk' })
    const text = compact({
      alg: 'ES256',
      jwk: { ...jwk, d: undefined },
      jku: 'http://127.0.0.1:1/',
    })
    expect((await openJws(text, trust, AT)).reports).toMatchObject([
      { subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' },
    ])
  })

  test('is the certificate that holds today when an old one has the same key', async () => {
    const { publicKey } = key.certificate
    const renew = (serial: number, notAfter: string) =>
      makeCertificate({ name: `Same key ${serial}`, publicKey, serial, notAfter, keyUsage: 0x80 })
    const old = await renew(7, '2026-06-01T00:00:00Z')
    const current = await renew(8, '2036-01-01T00:00:00Z')
    const store = createTrustStore([old.der, current.der])
    const reportOf = async (header: HeaderMembers, trusted = store) =>
      (await openJws(compact({ alg: 'ES256', ...header }), trusted, AT)).reports[0]
    expect((await reportOf({}))?.signer?.subject).toBe('CN=Same key 8')
    expect(await reportOf({}, createTrustStore([old.der]))).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
    })
  })

  test('is the certificate that kid names when several fit', async () => {
    const { publicKey, fingerprint } = key.certificate
    const twin = await makeCertificate({ name: 'Twin', publicKey, keyUsage: 0x80 })
    const store = createTrustStore([twin.der, signer.der])
    const thumbprint = Buffer.from(fingerprint, 'hex').toString('base64url')
    for (const kid of [fingerprint, thumbprint]) {
      const { reports } = await openJws(compact({ alg: 'ES256', kid }), store, AT)
      expect(reports[0]?.signer?.fingerprint).toBe(fingerprint)
    }
  })

  test.for([
    { kind: 'rsa1024', alg: 'PS256', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE' },
    { kind: 'rsa-pss', alg: 'PS256', subIndication: 'SIG_CRYPTO_FAILURE' },
    { kind: 'rsa', alg: 'ES256', subIndication: 'SIG_CRYPTO_FAILURE' },
    { kind: 'p384', alg: 'ES256', subIndication: 'SIG_CRYPTO_FAILURE' },
  ] as const)('with a key of kind $kind cannot have signed $alg', async (row) => {
    const issuer = { name: 'Test CA', key: authority.privateKey }
    const { der } = await makeCertificate({ name: 'Other', kind: row.kind, issuer, keyUsage: 0x80 })
    const text = compact({ alg: row.alg, x5c: x5c(der) })
    expect((await openJws(text, trust, AT)).reports).toMatchObject([
      { subIndication: row.subIndication },
    ])
  })
})

describe('a detached payload', () => {
  test.for(['compact', 'flattened', 'general'] as const)(
    'is what a %s JWS without one is judged with',
    async (serialization) => {
      const text = await signJws(PAYLOAD, key, { serialization, detached: true })
      const { reports, payload } = await openJws(text, trust, AT, { body: PAYLOAD })
      expect(reports).toMatchObject([{ indication: 'TOTAL_PASSED', covers: ['payload'] }])
      expect(Buffer.from(payload ?? [])).toEqual(PAYLOAD)
    },
  )

  test.for([
    { name: 'nowhere', detached: false, given: false, fault: undefined },
    { name: 'missing', detached: true, given: false, fault: 'SIGNED_DATA_NOT_FOUND' },
    { name: 'there twice', detached: false, given: true, fault: 'SIGNED_DATA_NOT_FOUND' },
  ])('that is $name is reported as it is', async ({ detached, given, fault }) => {
    const text = await signJws(PAYLOAD, key, { serialization: 'compact', detached })
    const { reports } = await openJws(text, trust, AT, given ? { body: PAYLOAD } : undefined)
    expect(reports[0]?.subIndication).toBe(fault)
  })

  test('that is another is no longer what was signed', async () => {
    const text = await signJws(PAYLOAD, key, { serialization: 'compact', detached: true })
    const { reports, payload } = await openJws(text, trust, AT, { body: Buffer.from('{}') })
    expect([reports[0]?.indication, payload]).toEqual(['TOTAL_FAILED', undefined])
  })

  test('of no bytes at all can be signed', async () => {
    const text = await signJws(Buffer.of(), key, { serialization: 'compact' })
    const { reports, payload } = await openJws(text, trust, AT)
    expect([reports[0]?.indication, payload?.length]).toEqual(['TOTAL_PASSED', 0])
  })
})

describe('the report on a JWS', () => {
  test.for<{ readonly name: string; readonly findings: readonly string[]; readonly text: string }>([
    { name: 'its value', findings: ['value-mismatch'], text: '{"alg":"ES256"}.e30' },
    { name: 'its algorithm', findings: ['algorithm-refused'], text: '{"alg":"HS256"}.e30' },
    { name: 'its payload', findings: ['target-missing'], text: '{"alg":"ES256"}.' },
    {
      name: 'its certificates',
      findings: ['structure-malformed'],
      text: '{"alg":"ES256","x5c":1}.e30',
    },
    {
      name: 'its signer',
      findings: ['certificate-missing', 'algorithm-legacy'],
      text: '{"alg":"RS256","x5t#S256":""}.e30',
    },
  ])('names what is wrong with $name', async ({ text, findings }) => {
    const [header = '', payload = ''] = text.split('.')
    const encoded = Buffer.from(header).toString('base64url')
    const { reports } = await openJws(`${encoded}.${payload}.AA`, pinned, AT)
    expect(reports).toMatchObject([{ findings }])
  })

  test('says that nobody vouches for its signer', async () => {
    const chain = [Buffer.from(signer.der).toString('base64')]
    const { reports } = await openJws(compact({ alg: 'ES256', x5c: chain }), EMPTY_TRUST_STORE, AT)
    expect(reports).toMatchObject([{ findings: ['certificate-untrusted'] }])
  })

  test('says PARTIAL and where, when a header is not protected', async () => {
    const text = json({ alg: 'ES256' }, { note: 'x' })
    expect((await openJws(text, pinned, AT)).reports).toMatchObject([
      { indication: 'TOTAL_PASSED', scope: 'PARTIAL', uncovered: ['/header'], location: '' },
    ])
  })

  test.for([
    { name: 'sigT', members: { sigT: '2026-11-23T01:02:03Z' }, time: '2026-11-23T01:02:03Z' },
    { name: 'iat', members: { iat: 1_795_000_000 }, time: '2026-11-18T11:06:40.000Z' },
    { name: 'no time', members: { sigT: 'yesterday', iat: 1e300 }, time: undefined },
  ])('takes the claimed time from $name', async ({ members, time }) => {
    const { reports } = await openJws(compact({ alg: 'ES256', ...members }), pinned, AT)
    expect(reports[0]?.claimedTime).toBe(time)
  })

  test('points at each signature of several', async () => {
    const one = await signJws(PAYLOAD, key, { serialization: 'compact' })
    const { reports } = await openJws(await addJwsSignature(one, key), trust, AT)
    expect(reports.map(({ location }) => location)).toEqual(['/signatures/0', '/signatures/1'])
  })
})

describe('a JWS with one character changed', () => {
  test('is never believed, whichever it is and whatever it becomes', async () => {
    const text = compact({ alg: 'ES256' }, 'e30')
    const alphabet = [...'AQgwZ_-.=+ ']
    const changed = [...text].flatMap((character, at) =>
      alphabet
        .filter((other) => other !== character)
        .map((other) => text.slice(0, at) + other + text.slice(at + 1)),
    )
    const believed = await Promise.all(
      changed.map(async (each) => {
        const { reports, payload } = await openJws(each, pinned, AT)
        return payload !== undefined || reports.some((it) => it.indication === 'TOTAL_PASSED')
      }),
    )
    expect([believed.length > 1_000, believed.includes(true)]).toEqual([true, false])
  })
})
