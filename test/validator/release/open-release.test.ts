/** A signed release is believed by whom it is signed, as a whole, of one version and its bytes. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { SigningKey, TrustStore } from '../../../validator/index.ts'
import {
  addJwsSignature,
  assertReleaseOf,
  createTrustStore,
  makeRelease,
  openRelease,
  Problem,
  parseSchemaRef,
  RELEASE_BYTES_MAX,
  readSigningKey,
  signJws,
} from '../../../validator/index.ts'
import { AT, makeCertificate, type TestCertificate } from '../signature/keys.ts'
import { makeList } from '../signature/revocation/make.ts'

const BASE = 'https://schemas.example'
const ENTRY = { ref: parseSchemaRef('elements/fee@1.0.0'), document: { type: 'string' } }
const DIGEST = '3d2e1c'.padEnd(64, '0')
const FILES = [{ name: 'schema.json', mediaType: 'application/json', digest: DIGEST, bytes: 7 }]

let ca: TestCertificate
let signer: TestCertificate
let key: SigningKey
let trust: TrustStore
let jws: string

beforeAll(async () => {
  ca = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'CA', key: ca.privateKey }
  const notAfter = '2030-01-01T00:00:00Z'
  signer = await makeCertificate({ name: 'Registry', issuer, keyUsage: 0x80, serial: 7, notAfter })
  key = await readSigningKey({ pem: signer.privateKeyPem, certificatePem: signer.pem })
  trust = createTrustStore([ca.der])
  const publishedAt = new Date('2026-01-02T03:04:05.678Z')
  jws = await makeRelease({ entry: ENTRY, base: BASE, publishedAt, files: FILES, key, at: AT })
})

/** Code of the problem that comes out, and what it says. */
function refusal(act: () => unknown): readonly [code: string, detail: string] {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof Problem) return [thrown.kind.code, thrown.message]
    throw thrown
  }
  return ['nothing', '']
}

interface Flattened {
  readonly payload: string
  readonly protected: string
  readonly signature: string
}
const parts = () => JSON.parse(jws) as Flattened
const signed = (payload: object | string) =>
  signJws(Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)), key, {
    serialization: 'flattened',
  })

describe('a signed release', () => {
  test('gives what was published, by whom, and when it was signed', () => {
    const { release, signer: whose, signedAt } = openRelease(jws, { trust, at: AT })
    expect([release.ref, release.id, release.publishedAt, release.files]).toEqual([
      'elements/fee@1.0.0',
      `${BASE}/schemas/elements/fee/1.0.0`,
      '2026-01-02T03:04:05.678Z',
      FILES,
    ])
    expect([whose.subject, signedAt]).toEqual(['CN=Registry', '2026-11-24T00:00:00Z'])
  })

  test('is not believed where nobody is trusted, and can be read where nobody is asked', () => {
    const nobody = createTrustStore([])
    expect(refusal(() => openRelease(jws, { trust: nobody, at: AT }))).toEqual([
      'release-untrusted',
      expect.stringContaining(key.certificate.fingerprint),
    ])
    expect(openRelease(jws, { at: AT }).release.ref).toBe('elements/fee@1.0.0')
  })

  test('ends with the certificate that signed it', () => {
    const [code, detail] = refusal(() => openRelease(jws, { trust, at: new Date('2031-01-01') }))
    expect([code, detail]).toEqual([
      'release-signer-expired',
      expect.stringMatching(/until 2030-01-01.*chuan pull takes a newer signature/u),
    ])
  })

  test('ends with the revocation of that certificate', () => {
    const revoked = [{ serial: 7, at: '2026-11-21T00:00:00Z' }]
    const withList = createTrustStore([ca.der], { crls: [makeList({ issuer: ca, revoked })] })
    expect(refusal(() => openRelease(jws, { trust: withList, at: AT }))[0]).toBe(
      'release-signer-revoked',
    )
  })

  test('waits where the revocation list is too old', () => {
    const old = makeList({ issuer: ca, nextUpdate: '2026-11-21T00:00:00Z' })
    const stale = createTrustStore([ca.der], { crls: [old] })
    expect(refusal(() => openRelease(jws, { trust: stale, at: AT }))).toEqual([
      'release-untrusted',
      expect.stringContaining('newer revocation list'),
    ])
  })

  const cases: readonly {
    readonly name: string
    readonly made: () => string | Promise<string>
    readonly code: string
  }[] = [
    { name: 'cut off', made: () => jws.slice(0, 300), code: 'release-malformed' },
    { name: 'that is empty', made: () => '', code: 'release-malformed' },
    { name: 'that is a page', made: () => '<html></html>', code: 'release-malformed' },
    {
      name: 'that is huge',
      made: () => jws + ' '.repeat(RELEASE_BYTES_MAX),
      code: 'release-malformed',
    },
    {
      name: 'signed twice',
      made: () => addJwsSignature(jws, key),
      code: 'release-malformed',
    },
    {
      name: 'with something unsigned beside it',
      made: () => JSON.stringify({ ...parts(), header: { note: 'x' } }),
      code: 'release-malformed',
    },
    {
      name: 'with another payload',
      made: () => {
        const other = Buffer.from('{"ref":"elements/fee@2.0.0"}').toString('base64url')
        return JSON.stringify({ ...parts(), payload: other })
      },
      code: 'release-untrusted',
    },
    {
      name: 'without its payload',
      made: () => JSON.stringify({ ...parts(), payload: undefined }),
      code: 'release-untrusted',
    },
    { name: 'of a message', made: () => signed({ valid: true }), code: 'release-malformed' },
    { name: 'of no JSON', made: () => signed('release'), code: 'release-malformed' },
    {
      name: 'with a digest that is none',
      made: () =>
        signed({ ...openRelease(jws, { at: AT }).release, source: [{ name: 'x', digest: 'y' }] }),
      code: 'release-malformed',
    },
    {
      name: 'with files that are no list',
      made: () => signed({ ...openRelease(jws, { at: AT }).release, files: 'x' }),
      code: 'release-malformed',
    },
  ]

  test.for(cases)('$name is refused, with trust and without', async ({ made, code }) => {
    const text = await made()
    expect(refusal(() => openRelease(text, { trust, at: AT }))[0]).toBe(code)
    expect(refusal(() => openRelease(text, { at: AT }))[0]).toBe(code)
  })
})

describe('a release', () => {
  const opened = () => openRelease(jws, { trust, at: AT }).release
  const fetched = () => ({
    ref: 'elements/fee@1.0.0',
    id: `${BASE}/schemas/elements/fee/1.0.0`,
    base: BASE,
    digests: new Map(opened().source.map(({ name, digest }) => [name, digest])),
  })

  test('is of the version and the bytes it was made of', () => {
    expect(refusal(() => assertReleaseOf(opened(), fetched()))[0]).toBe('nothing')
  })

  test.for([
    { name: 'another version', change: { ref: 'elements/fee@1.1.0' } },
    { name: 'another address', change: { id: `${BASE}/schemas/elements/fee/1.1.0` } },
    { name: 'another registry', change: { base: 'https://other.example' } },
    { name: 'other content', change: { digests: new Map([['schema.json', DIGEST]]) } },
    { name: 'a file less', change: { digests: new Map<string, string>() } },
    {
      name: 'a file more',
      change: { digests: new Map([['values.json', DIGEST]]) },
    },
  ])('is not of $name', ({ change }) => {
    const other = { ...fetched(), ...change }
    expect(refusal(() => assertReleaseOf(opened(), other))[0]).toBe('release-mismatch')
  })

  test('that names one file twice is of nothing', () => {
    const { source, ...rest } = opened()
    const twice = { ...rest, source: [...source, ...source] }
    expect(refusal(() => assertReleaseOf(twice, fetched()))[0]).toBe('release-mismatch')
  })
})
