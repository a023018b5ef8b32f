/** A signature in a header of the request is of the body as it was sent. */
import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../registry/index.ts'
import { judgeHere } from '../../registry/judge.ts'
import type { SigningKey, Verdict } from '../../validator/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  readSigningKey,
  signJws,
} from '../../validator/index.ts'
import { signRaw } from '../validator/signature/jws/raw.ts'
import { makeCertificate, type TestCertificate } from '../validator/signature/keys.ts'
import { NOW, someEntries, startTestRegistry, type TestRegistry } from './setup.ts'

const PATH = '/v1/schemas/codelists/sex/1.0.0/validate'
const BODY = '"1"'

let registry: TestRegistry
let app: Hono
let leaf: TestCertificate
let key: SigningKey

beforeAll(async () => {
  registry = await startTestRegistry()
  const catalogue = createCatalogue(await someEntries())
  leaf = await makeCertificate({ name: 'Cơ quan gửi', keyUsage: 0x80 })
  key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  const trust = createTrustStore([leaf.der])
  app = createApp({
    ...({ store: registry.store } as unknown as Parameters<typeof createApp>[0]),
    catalogue,
    judge: judgeHere(createValidator({ catalogue, trust, now: () => NOW }), catalogue),
    bodyBytesMax: 100_000,
    requestId: () => 'x',
    logDefect: () => {},
    logRequest: () => {},
  })
})

afterAll(async () => {
  await registry.close()
})

async function post(body: string, headers: Record<string, string>, path = PATH): Promise<Verdict> {
  const response = await app.request(path, { method: 'POST', body, headers })
  expect(response.status).toBe(200)
  return (await response.json()) as Verdict
}

async function detached(body: string, isUnencoded = false): Promise<Record<string, string>> {
  const options = { serialization: 'compact', detached: true, isUnencoded } as const
  return { 'x-jws-signature': (await signJws(Buffer.from(body), key, options)).trim() }
}

describe('x-jws-signature', () => {
  test.for([false, true])(
    'signs the body (b64 false: %s), which is judged',
    async (isUnencoded) => {
      const verdict = await post(BODY, await detached(BODY, isUnencoded))
      expect(verdict).toMatchObject({
        valid: true,
        schema: { ref: 'codelists/sex@1.0.0' },
        signatures: [{ indication: 'TOTAL_PASSED', scope: 'FULL' }],
      })
    },
  )

  test('is invalid for another body, of which nothing is judged', async () => {
    const verdict = await post('"7"', await detached(BODY))
    expect(verdict.valid).toBe(false)
    expect(verdict.schema).toBeUndefined()
    expect(verdict.signatures).toMatchObject([{ subIndication: 'SIG_CRYPTO_FAILURE' }])
    expect(verdict.issues.map(({ code }) => code)).toEqual(['signature-invalid'])
  })

  test('is invalid when only the layout of the body is another', async () => {
    expect((await post(` ${BODY}`, await detached(BODY))).valid).toBe(false)
  })

  test('does not save a body that is wrong', async () => {
    const verdict = await post('"7"', await detached('"7"'))
    expect(verdict.valid).toBe(false)
    expect(verdict.signatures).toMatchObject([{ indication: 'TOTAL_PASSED' }])
    expect(verdict.issues.length).toBeGreaterThan(0)
  })

  test('is judged beside the signature that the body has itself', async () => {
    const signed = await signJws(Buffer.from(BODY), key, { serialization: 'compact' })
    const verdict = await post(signed, await detached(signed))
    expect(verdict.valid).toBe(true)
    expect(verdict.signatures).toHaveLength(2)
    const [head = '', payload = ''] = signed.split('.')
    const broken = `${head}.${payload}.${'A'.repeat(86)}`
    expect((await post(broken, await detached(broken))).valid).toBe(false)
  })

  test.for([
    {
      name: 'carries a payload',
      value: async () => signJws(Buffer.from(BODY), key, { serialization: 'compact' }),
    },
    { name: 'is no JWS', value: async () => 'x' },
    { name: 'is empty', value: async () => '' },
    {
      name: 'is there twice',
      value: async () => `${(await detached(BODY))['x-jws-signature']}, a..b`,
    },
  ])('is refused when it $name', async ({ value }) => {
    const verdict = await post(BODY, { 'x-jws-signature': (await value()).trim() })
    expect(verdict.valid).toBe(false)
    expect(verdict.signatures[0]?.indication).not.toBe('TOTAL_PASSED')
  })

  test('can be of headers, with the digest of the body among them', async () => {
    const digest = `SHA-256=${createHash('sha256').update(BODY).digest('base64')}`
    const header = {
      alg: 'ES256',
      b64: false,
      sigD: { mId: 'http://uri.etsi.org/19182/HttpHeaders', pars: ['(request-target)', 'digest'] },
      crit: ['b64', 'sigD'],
    }
    const lines = `(request-target): post ${PATH}?asOf=2026-01-01\ndigest: ${digest}`
    const { protected: head, signature } = signRaw(header, lines, leaf.privateKey)
    const headers = { 'x-jws-signature': `${head}..${signature}`, digest }
    expect((await post(BODY, headers, `${PATH}?asOf=2026-01-01`)).valid).toBe(true)
    expect((await post(BODY, headers, PATH)).valid).toBe(false)
    expect((await post('"2"', headers, `${PATH}?asOf=2026-01-01`)).valid).toBe(false)
  })
})
