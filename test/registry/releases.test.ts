/** What the registry publishes it signs, once for each certificate, and says where. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../registry/config.ts'
import {
  createApp,
  createLibrary,
  openSqliteStore,
  publishCatalogue,
  type Store,
  signReleases,
} from '../../registry/index.ts'
import { judgeHere } from '../../registry/judge.ts'
import { settingMalformed } from '../../registry/problems.ts'
import type { Catalogue, JsonObject, SigningKey } from '../../validator/index.ts'
import {
  createStructureChecker,
  createTrustStore,
  createValidator,
  openRelease,
  parseSchemaRef,
  problems,
  readSigningKey,
  sourceFiles,
} from '../../validator/index.ts'
import { makeCertificate, type TestCertificate } from '../validator/signature/keys.ts'
import { NOW, someEntries, temporaryFolder } from './setup.ts'

const VERSION = '/schemas/codelists/sex/1.0.0'
const RELEASE = `${VERSION}/release.jws`
const ID = `http://localhost:8080${VERSION}`
const LATER = new Date('2032-01-01T00:00:00Z')

const folder = temporaryFolder()
let store: Store
let catalogue: Catalogue
let first: TestCertificate
let second: TestCertificate

const keyOf = ({ privateKeyPem, pem }: TestCertificate): Promise<SigningKey> =>
  readSigningKey({ pem: privateKeyPem, certificatePem: pem })

beforeAll(async () => {
  store = openSqliteStore(join(folder.path, 'chuan.db'))
  const options = { baseUrl: 'http://localhost:8080', now: () => NOW, progress: () => {} }
  catalogue = (await publishCatalogue(await someEntries(), store, options)).catalogue
  const keyUsage = 0x80
  first = await makeCertificate({ name: 'Registry', keyUsage, notAfter: '2030-01-01T00:00:00Z' })
  second = await makeCertificate({ name: 'Registry', keyUsage, serial: 2 })
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

async function serve({
  now = NOW,
  ...options
}: {
  readonly key?: SigningKey
  readonly now?: Date
  readonly told?: (event: object) => void
}): Promise<Hono> {
  const releases = await signReleases(store, catalogue, { now: () => now, ...options })
  return createApp({
    ...{ store, catalogue, releases, library: createLibrary(store), bodyBytesMax: 1_000 },
    judge: judgeHere(createValidator({ catalogue, now: () => NOW }), catalogue),
    requestId: () => '00000000-0000-4000-8000-000000000001',
    logDefect(thrown) {
      throw thrown
    },
    logRequest: () => {},
  })
}

const fetchText = async (app: Hono, path: string, accept = '*/*') => {
  const response = await app.request(path, { headers: { accept } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('a registry without a key', () => {
  test('says that it signs nothing, and links no release', async () => {
    const app = await serve({})
    const { status, text } = await fetchText(app, RELEASE)
    expect([status, JSON.parse(text)]).toMatchObject([
      problems.releaseUnsigned.status,
      { type: `http://localhost:8080/problems/${problems.releaseUnsigned.code}` },
    ])
    expect((await fetchText(app, VERSION)).headers.get('link')).not.toContain('release')
  })
})

describe('a registry with a key', () => {
  let app: Hono
  beforeAll(async () => {
    app = await serve({ key: await keyOf(first) })
  })

  test('signs the source as it is pulled and each file as it is served', async () => {
    const { status, headers, text } = await fetchText(app, RELEASE)
    expect([status, headers.get('content-type')]).toEqual([200, 'application/jose+json'])
    const trust = createTrustStore([first.der])
    const { release, signer, signedAt } = openRelease(text, { trust, at: NOW })
    expect(release).toMatchObject({
      ...{ ref: 'codelists/sex@1.0.0', id: ID, base: 'http://localhost:8080' },
      publishedAt: NOW.toISOString(),
    })
    expect([signer.subject, signedAt]).toEqual(['CN=Registry', '2026-11-24T05:00:00Z'])
    const [entry] = (await store.listVersions()).filter(
      (each) => each.entry.ref.path === 'codelists/sex',
    )
    if (entry === undefined) throw new TypeError('codelists/sex is not published')
    expect(release.source).toEqual(
      sourceFiles(entry.entry).map(({ name, text: source }) => ({ name, digest: sha256(source) })),
    )
    for (const { name, digest, bytes } of release.files) {
      const { text: file } = await fetchText(app, `${VERSION}/${name}`)
      expect([name, sha256(file), Buffer.byteLength(file)]).toEqual([name, digest, bytes])
    }
    expect(release.files.map(({ name }) => name)).toContain('values.json')
  })

  test('signs what is published as api/release', async () => {
    const { text } = await fetchText(app, RELEASE)
    const { release } = openRelease(text, { at: NOW })
    const published = catalogue.get(parseSchemaRef('api/release@1.0.0'))
    const { issues } = createStructureChecker(catalogue).check(
      published,
      release as unknown as JsonObject,
      { today: '2026-11-24' },
    )
    expect(issues).toEqual([])
  })

  test('links it from the version, its page and the lists, and leads an alias there', async () => {
    const relation = `<${ID}/release.jws>; rel="http://localhost:8080/schemas/api/release/1.0.0"`
    expect((await fetchText(app, `${VERSION}/schema.json`)).headers.get('link')).toContain(relation)
    const page = await fetchText(app, VERSION, 'text/html')
    expect(page.text).toContain(`href="${RELEASE}"`)
    const list = await fetchText(app, '/v1/schemas/codelists/sex')
    expect(JSON.parse(list.text)).toMatchObject({ items: [{ release: `${ID}/release.jws` }] })
    const alias = await app.request('/schemas/codelists/sex/1/release.jws')
    expect([alias.status, alias.headers.get('location')]).toEqual([307, RELEASE])
    expect((await fetchText(app, '/openapi.json')).text).toContain('/{version}/release.jws')
  })

  test('gives the same signature for ever, also when it has no key any more', async () => {
    const { text, headers } = await fetchText(app, RELEASE)
    const etag = headers.get('etag') ?? ''
    const again = await serve({ key: await keyOf(first), now: LATER })
    expect((await fetchText(again, RELEASE)).text).toBe(text)
    expect((await fetchText(await serve({}), RELEASE)).text).toBe(text)
    const known = await again.request(RELEASE, { headers: { 'if-none-match': etag } })
    expect(known.status).toBe(304)
  })
})

describe('a registry with another certificate', () => {
  test('signs anew what the one before signed, and says the same of it', async () => {
    const [before] = await store.listReleaseSignatures()
    const app = await serve({ key: await keyOf(second), now: LATER })
    const { text } = await fetchText(app, RELEASE)
    const trust = createTrustStore([second.der])
    const { release } = openRelease(text, { trust, at: LATER })
    const old = await fetchText(await serve({ key: await keyOf(first) }), RELEASE)
    expect(release).toEqual(openRelease(old.text, { at: NOW }).release)
    expect(before).toBeDefined()
    expect(await store.listReleaseSignatures()).toContainEqual(before)
  })

  test('signs nothing by one that has expired, and gives the newest signature there is', async () => {
    const count = (await store.listReleaseSignatures()).length
    const events: object[] = []
    const told = (event: object) => events.push(event)
    const app = await serve({ key: await keyOf(first), now: LATER, told })
    expect(events).toMatchObject([{ event: 'release-certificate-unusable' }])
    expect(await store.listReleaseSignatures()).toHaveLength(count)
    const { signer } = openRelease((await fetchText(app, RELEASE)).text, { at: LATER })
    expect(signer.fingerprint).toBe((await keyOf(second)).certificate.fingerprint)
  })
})

describe('the key of releases', () => {
  test('comes with its certificate', () => {
    const both = { CHUAN_RELEASE_KEY: 'a.pem', CHUAN_RELEASE_CERT: 'b.pem' }
    expect(readConfig(both).releaseKey).toEqual({ key: 'a.pem', certificate: 'b.pem' })
    expect(() => readConfig({ CHUAN_RELEASE_CERT: 'b.pem' })).toThrow(
      expect.objectContaining({ kind: settingMalformed }),
    )
  })
})
