/**
 * Where each request is judged: what is small and cheap where it arrives, all else in a thread.
 *
 * The service's own validator and threads do the work; each is only counted.
 */
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../registry/index.ts'
import type { Judge } from '../../../registry/judge.ts'
import { ROUTES } from '../../../registry/routes/index.ts'
import {
  createJudgingPool,
  INLINE_BYTES_MAX,
  type JudgingPool,
  shareValidation,
} from '../../../registry/workers/pool.ts'
import {
  BASE_URL_DEFAULT,
  createCatalogue,
  createTrustStore,
  createValidator,
  makeReceipt,
  readSigningKey,
  type SigningKey,
  signJws,
  type TrustStore,
  type Validator,
} from '../../../validator/index.ts'
import { makeCertificate, type TestCertificate } from '../../validator/signature/keys.ts'
import { makeList } from '../../validator/signature/revocation/make.ts'
import { NOW, someEntries, startTestRegistry, type TestRegistry } from '../setup.ts'

const now = () => NOW
const entries = await someEntries()
const catalogue = createCatalogue(entries, BASE_URL_DEFAULT)
const counted = { here: 0, inThreads: 0 }

let registry: TestRegistry
let pool: JudgingPool
let ca: TestCertificate
let key: SigningKey
let trust: TrustStore
let judge: Judge
let app: Hono

beforeAll(async () => {
  registry = await startTestRegistry()
  pool = createJudgingPool({ entries, base: BASE_URL_DEFAULT }, now)
  ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'Test CA', key: ca.privateKey }
  const leaf = await makeCertificate({ name: 'Signer', issuer, keyUsage: 0x80 })
  key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  trust = createTrustStore([ca.der])
  const inline = createValidator({ catalogue, trust: () => trust, now })
  judge = shareValidation(counting(inline, 'here'), counting(pool, 'inThreads'), catalogue)
  app = createApp({
    ...({ store: registry.store } as unknown as Parameters<typeof createApp>[0]),
    catalogue,
    judge,
    bodyBytesMax: 1_000_000,
    requestId: () => 'x',
    logDefect: () => {},
    logRequest: () => {},
    agency: { code: 'H56', name: 'Ví dụ' },
    makeReceipt: (document, verdict) => makeReceipt({ document, verdict, key, at: NOW }),
  })
})

afterAll(async () => {
  await pool.close()
  await registry.close()
})

/** The same, and it is told how often it judged. */
function counting<Asked extends JudgingPool | Validator>(
  asked: Asked,
  place: keyof typeof counted,
): Asked {
  const tell = <Ask extends (...given: never[]) => unknown>(ask: Ask): Ask =>
    ((...given) => {
      counted[place] += 1
      return ask(...given)
    }) as Ask
  const { validate, verify, convert } = asked
  return { ...asked, validate: tell(validate), verify: tell(verify), convert: tell(convert) }
}

async function whereOf(asking: () => Promise<unknown>): Promise<typeof counted> {
  const before = { ...counted }
  await asking()
  return {
    here: counted.here - before.here,
    inThreads: counted.inThreads - before.inThreads,
  }
}

const HERE = { here: 1, inThreads: 0 }
const IN_THREADS = { here: 0, inThreads: 1 }

const signed = async (times = 1): Promise<string> => {
  const jws = JSON.parse(await signJws(Buffer.from('"1"'), key, { serialization: 'general' })) as {
    payload: string
    signatures: readonly object[]
  }
  const [one] = jws.signatures
  return JSON.stringify({ ...jws, signatures: Array.from({ length: times }, () => one) })
}
const detached = async () => {
  const options = { serialization: 'compact', detached: true } as const
  return (await signJws(Buffer.from('"1"'), key, options)).trim()
}

interface WayIn {
  readonly name: string
  readonly path: string
  /** Of the operations of the service. */
  readonly operationId: string
  readonly headers?: () => Promise<Record<string, string>>
}

const BY_SCHEMA = '/v1/schemas/codelists/sex/1.0.0/validate'
const WAYS_IN: readonly WayIn[] = [
  {
    name: 'a document judged',
    operationId: 'validate',
    path: '/v1/validate?schema=codelists/sex@1.0.0',
  },
  { name: 'a document judged by a version', operationId: 'validateBySchema', path: BY_SCHEMA },
  {
    name: 'a document judged for a receipt',
    operationId: 'validateBySchema',
    path: BY_SCHEMA,
    headers: async () => ({ accept: 'application/jose+json' }),
  },
  {
    name: 'a document converted',
    operationId: 'convert',
    path: '/v1/convert?to=json&from=codelists/sex@1.0.0',
  },
]

const post = async ({ path, headers }: WayIn, body: string) =>
  await app.request(path, { method: 'POST', body, headers: (await headers?.()) ?? {} })

describe.for(WAYS_IN)('$name', (way) => {
  test('is so where it arrives, when it is small and cheap', async () => {
    for (const body of ['"1"', await signed()]) {
      expect(await whereOf(() => post(way, body))).toEqual(HERE)
    }
  })

  test('is so in a thread, when it is large or costly', async () => {
    const large = `"1"${' '.repeat(INLINE_BYTES_MAX)}`
    for (const body of [large, await signed(3)]) {
      expect(await whereOf(() => post(way, body))).toEqual(IN_THREADS)
    }
  })

  test('is so in a thread, when it is signed and revocation lists are large', async () => {
    const before = trust
    const revoked = Array.from({ length: 4_000 }, (_, at) => ({
      serial: 1_000_000 + at,
      at: '2026-01-01T00:00:00Z',
    }))
    trust = createTrustStore([ca.der], { crls: [makeList({ issuer: ca, revoked })] })
    try {
      const body = await signed()
      expect(await whereOf(() => post(way, body))).toEqual(IN_THREADS)
      expect(await whereOf(() => post(way, '"1"'))).toEqual(HERE)
    } finally {
      trust = before
    }
  })
})

describe('a signature beside the body', () => {
  test('is verified where the body is judged', async () => {
    const header = await detached()
    const way = (value: string) => ({
      ...{ name: '', operationId: '', path: BY_SCHEMA },
      headers: async () => ({ 'x-jws-signature': value }),
    })
    expect(await whereOf(() => post(way(header), '"1"'))).toEqual(HERE)
    const large = `"1"${' '.repeat(INLINE_BYTES_MAX)}`
    expect(await whereOf(() => post(way(header), large))).toEqual(IN_THREADS)
  })
})

describe('signatures asked about alone', () => {
  test('are verified in a thread when there are many, with the same verdict', async () => {
    expect(await whereOf(async () => judge.verify(Buffer.from(await signed())))).toEqual(HERE)
    const many = Buffer.from(await signed(3))
    expect(await whereOf(() => judge.verify(Buffer.from(many)))).toEqual(IN_THREADS)
    const untrusting = createValidator({ catalogue, now })
    expect(await judge.verify(Buffer.from(many))).toEqual(await untrusting.verify(many))
  })
})

describe('the service', () => {
  test('takes a document by no other way than these', () => {
    const taking = ROUTES.filter(({ method }) => method !== 'get')
    const known = new Set(WAYS_IN.map(({ operationId }) => operationId))
    expect(new Set(taking.map(({ operationId }) => operationId))).toEqual(known)
  })

  test('judges nothing to announce a version', async () => {
    const path = '/v1/publications/codelists/sex/1.0.0'
    let status = 0
    const where = await whereOf(async () => {
      status = (await app.request(path)).status
    })
    expect([status, where]).toEqual([200, { here: 0, inThreads: 0 }])
  })
})
