/**
 * Changed messages whose signature stands beside what it signs.
 *
 * Two agencies have sent one each: whatever is made of them, what is believed is what one of
 * the two has signed, by its own signature. Ten thousand of each kind, from a seed.
 */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createTrustStore, type JwsSerialization, signJws } from '../../../../validator/index.ts'
import type { DetachedContent } from '../../../../validator/signature/jades/detached-content.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { signRaw } from '../jws/raw.ts'
import { AT } from '../keys.ts'
import { CA, makeSigner, type Signer } from './laboratory.ts'
import { randomOf } from './mutators.ts'
import { PART_CHANGES, type Parts, SIGNATURE } from './parts.ts'

const RUNS = Number(process.env['CHUAN_RUNS'] ?? 2_000)
const TRUST = createTrustStore([CA.der])
const AGENCIES = await Promise.all([
  makeSigner('Sở Ví Dụ', 81, '2036-01-01T00:00:00Z'),
  makeSigner('Sở Khác', 82, '2036-01-01T00:00:00Z'),
])
const NAMES = ['Ví dụ', 'Khác'] as const
const BODY = 'body'
const OBJECTS = ['ho-so.json', 'ban-ve.pdf', 'anh.png'] as const
const HEADERS = ['host', 'content-digest'] as const
const ETSI = 'http://uri.etsi.org/19182/'

interface Kind {
  readonly name: string
  readonly make: (name: string, signer: Signer) => Promise<Parts> | Parts
  readonly content: (parts: Parts) => DetachedContent
  /** What is signed of the content, so that two that mean the same are the same. */
  readonly signed: (content: DetachedContent) => readonly unknown[]
}

const bodyOf = (name: string) => Buffer.from(`{"ten":"${name}","so":1}`)
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('latin1')

function overBody(serialization: JwsSerialization): Kind {
  return {
    name: `a body signed as it is sent, ${serialization}`,
    async make(name, { key }) {
      const options = { serialization, detached: true, isUnencoded: true } as const
      const body = bodyOf(name)
      return { [BODY]: body, [SIGNATURE]: Buffer.from(await signJws(body, key, options)) }
    },
    content: ({ [BODY]: body = Buffer.alloc(0) }) => ({ body }),
    signed: ({ body }) => [text(body)],
  }
}

/** Over `input`, by a header that describes what it signs. */
function jwsOver(sigD: object, input: string, { certificate }: Signer, isEncoded: boolean): Buffer {
  const header = {
    alg: 'ES256',
    x5c: [Buffer.from(certificate.der).toString('base64')],
    ...(isEncoded ? {} : { b64: false }),
    sigD,
    crit: ['sigD', ...(isEncoded ? [] : ['b64'])],
  }
  const { protected: head, signature } = signRaw(header, input, certificate.privateKey)
  return Buffer.from(`${head}..${signature}`)
}

const OVER_OBJECTS: Kind = {
  name: 'several objects signed by their hashes',
  make(name, signer) {
    const parts: Parts = {
      [BODY]: bodyOf(name),
      [OBJECTS[1]]: Buffer.from(`%PDF ${name}`),
      [OBJECTS[2]]: Buffer.from(`PNG ${name}`),
    }
    const hashV = Object.values(parts).map((bytes) =>
      createHash('sha256').update(bytes.toString('base64url')).digest('base64url'),
    )
    const sigD = { mId: `${ETSI}ObjectIdByURIHash`, pars: OBJECTS, hashM: 'S256', hashV }
    return { ...parts, [SIGNATURE]: jwsOver(sigD, '', signer, true) }
  },
  // A body of its own: who gives one of the objects for the body says that it is that object.
  content: ({ [BODY]: body = Buffer.alloc(0), [SIGNATURE]: _, ...objects }) => ({
    body: Buffer.from(body),
    objects,
  }),
  signed: ({ body, objects }) => [
    text(body),
    ...OBJECTS.map((name) => text(objects?.[name] ?? (name === OBJECTS[0] ? body : undefined))),
  ],
}

const METHOD = 'method'
const TARGET = 'target'

const OVER_HEADERS: Kind = {
  name: 'a request signed by its headers',
  make(name, signer) {
    const body = bodyOf(name)
    const digest = createHash('sha256').update(body).digest('base64')
    const values = { host: 'chuan.example', 'content-digest': `sha-256=:${digest}:` }
    const target = `/v1/validate?so=${name.length}`
    const lines = [`(request-target): post ${target}`]
    const sigD = { mId: `${ETSI}HttpHeaders`, pars: ['(request-target)', ...HEADERS] }
    const input = [...lines, ...HEADERS.map((header) => `${header}: ${values[header]}`)].join('\n')
    return {
      [BODY]: body,
      [METHOD]: Buffer.from('POST'),
      [TARGET]: Buffer.from(target),
      ...Object.fromEntries(HEADERS.map((header) => [header, Buffer.from(values[header])])),
      [SIGNATURE]: jwsOver(sigD, input, signer, false),
    }
  },
  content({ [BODY]: body = Buffer.alloc(0), [SIGNATURE]: _, method, target, ...headers }) {
    const values = Object.entries(headers).map(([name, value]) => [name, text(value)])
    const http = { method: text(method) ?? '', target: text(target) ?? '' }
    return { body, http: { ...http, headers: Object.fromEntries(values) } }
  },
  // Upper case of the method and white space around a value say nothing.
  signed: ({ body, http }) => [
    text(body),
    `${http?.method.toLowerCase()} ${http?.target}`,
    ...HEADERS.map((name) => http?.headers[name]?.trim()),
  ],
}

/** What is believed of it, and by whose signatures. */
function believed({ content, signed }: Kind, parts: Parts): string | undefined {
  const detached = content(parts)
  const jws = text(parts[SIGNATURE]) ?? ''
  const { payload, reports } = openJws(jws, TRUST, AT, detached)
  const hasPassed = reports.every(({ indication }) => indication === 'TOTAL_PASSED')
  if (payload === undefined || reports.length === 0 || !hasPassed) return undefined
  const signers = new Set(reports.map(({ signer }) => signer?.fingerprint))
  return JSON.stringify([text(payload), ...signers, ...signed(detached)])
}

const KINDS = [overBody('compact'), overBody('general'), OVER_OBJECTS, OVER_HEADERS]

describe.for(KINDS)('$name', (kind) => {
  test.for(PART_CHANGES)('with $change is believed only as it was signed', async (row) => {
    const [one, two] = await Promise.all(
      AGENCIES.map(async (signer, index) => await kind.make(NAMES[index] ?? '', signer)),
    )
    if (one === undefined || two === undefined) throw new TypeError('there are two')
    const known = [one, two].map((parts) => believed(kind, parts))
    expect(known).not.toContain(undefined)
    expect(new Set(known).size).toBe(2)
    const [random, mutate] = [randomOf(1), row.mutateWith(two)]
    for (let run = 0; run < RUNS; run += 1) {
      const changed = mutate(one, random)
      const content = believed(kind, changed)
      if (content === undefined || known.includes(content)) continue
      expect([run, content, changed]).toEqual([run, 'refused', changed])
    }
  })
})
