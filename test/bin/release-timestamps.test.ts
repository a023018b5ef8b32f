/** A release with a timestamp of 2026 is believed in 2036, long after its certificate. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../registry/config.ts'
import { settingMalformed } from '../../registry/problems.ts'
import { timestampAuthority } from '../../sources/index.ts'
import type { SigningKey } from '../../validator/index.ts'
import { readSigningKey } from '../../validator/index.ts'
import { DER, expectTag, membersOf, readDer } from '../../validator/signature/asn1/der.ts'
import { contentOf } from '../../validator/signature/asn1/values.ts'
import { integer, sequence } from '../../validator/signature/asn1/write.ts'
import { makeCertificate, type TestCertificate } from '../validator/signature/keys.ts'
import { makeToken, TIME_STAMPING } from '../validator/signature/timestamp/make.ts'
import { fee, NOW, type ServedRegistry, startRegistry } from './served-registry.ts'
import { runChuan } from './terminal.ts'

const IN_2036 = new Date('2036-06-01T00:00:00Z')

let ca: TestCertificate
let authority: TestCertificate
let key: SigningKey
let server: Server
let url = ''
let answer: (imprint: Uint8Array, response: ServerResponse) => void

beforeAll(async () => {
  ca = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06, notAfter: '2040-01-01' })
  const issuer = { name: 'CA', key: ca.privateKey }
  authority = await makeCertificate({
    ...{ name: 'TSA', issuer, keyUsage: 0x80, notAfter: '2038-01-01' },
    ...{ extendedKeyUsage: [TIME_STAMPING], isExtendedKeyUsageCritical: true },
  })
  const leaf = await makeCertificate({ name: 'R', issuer, keyUsage: 0x80, notAfter: '2028-01-01' })
  key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    answer(imprintOf(Buffer.concat(chunks)), response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** RFC 3161 §2.4.1: the digest that a time is asked for. */
function imprintOf(request: Uint8Array): Uint8Array {
  const [, imprint] = membersOf(readDer(request))
  return contentOf(expectTag(membersOf(imprint)[1], DER.octetString))
}

const reply = (status: number, ...token: readonly Uint8Array[]) =>
  sequence(sequence(integer(status)), ...token)
const tokenFor = (imprint: Uint8Array, time = NOW.toISOString()) =>
  makeToken({ covered: imprint, imprint, authority, time: time.replace('.000', '') })

let home = ''
let running: ServedRegistry | undefined
let events: object[] = []
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chuan-timestamps-'))
  mkdirSync(join(home, 'trust'))
  writeFileSync(join(home, 'trust/ca.pem'), ca.pem)
  answer = (imprint, response) => response.end(reply(0, tokenFor(imprint)))
  events = []
})
afterEach(async () => {
  await running?.close()
  running = undefined
  rmSync(home, { recursive: true, force: true })
})

async function serve(timestamps: string | undefined) {
  await running?.close()
  const stamping = timestamps === undefined ? {} : { timestamp: timestampAuthority(timestamps) }
  const told = (event: object) => events.push(event)
  const signing = { key, ...stamping, told }
  running = await startRegistry([fee('1.0.0')], join(home, 'chuan.db'), signing)
  const config = {
    registry: running.registry,
    structures: ['elements/fee'],
    pull: { trust: 'trust' },
  }
  writeFileSync(join(home, 'chuan.config.json'), JSON.stringify(config))
}

const pull = (now: Date, ...argv: readonly string[]) =>
  runChuan(['pull', ...argv, '--project', home], { now })

describe('a release with a timestamp', () => {
  test('is believed ten years on, from the registry and from the lock alone', async () => {
    await serve(url)
    const pulled = await pull(IN_2036, '--require-signatures')
    expect([pulled.code, pulled.out]).toEqual([0, expect.stringContaining('(with timestamps)')])
    await running?.close()
    running = undefined
    expect((await pull(IN_2036, '--frozen', '--require-signatures')).code).toBe(0)
  })

  test('without it ends with the certificate', async () => {
    await serve(undefined)
    expect((await pull(NOW)).code).toBe(0)
    expect((await pull(IN_2036, '--frozen')).err).toContain('[release-signer-expired]')
  })
})

describe('an authority', () => {
  test.for<{ readonly name: string; readonly gives: typeof answer }>([
    { name: 'is not well', gives: (_, response) => response.writeHead(500).end() },
    { name: 'refuses', gives: (_, response) => response.end(reply(2)) },
    { name: 'gives a page', gives: (_, response) => response.end('<html>') },
    {
      name: 'leads elsewhere',
      gives: (_, response) => response.writeHead(302, { location: url }).end(),
    },
    { name: 'says too much', gives: (_, response) => response.end(Buffer.alloc(100_000)) },
    {
      name: 'stamps something else',
      gives: (_, response) => response.end(reply(0, tokenFor(Buffer.alloc(32, 7)))),
    },
    {
      name: 'is ahead of time',
      gives: (imprint, response) =>
        response.end(reply(0, tokenFor(imprint, '2026-12-24T05:00:00Z'))),
    },
  ])('that $name stops no service; nothing is signed until it answers', async ({ gives }) => {
    answer = gives
    await serve(url)
    expect(events).toMatchObject([{ event: 'release-timestamp-unavailable' }])
    expect((await pull(NOW, '--require-signatures')).err).toContain('[release-unsigned]')
    answer = (imprint, response) => response.end(reply(1, tokenFor(imprint)))
    await serve(url)
    expect((await pull(NOW, '--require-signatures')).code).toBe(0)
  })

  test('nobody can be asked at gives timestamp-unavailable, and where', async () => {
    const closed = timestampAuthority('http://127.0.0.1:1/tsa')
    await expect(closed(new Uint8Array())).rejects.toMatchObject({
      kind: { code: 'timestamp-unavailable' },
      message: expect.stringContaining('http://127.0.0.1:1/tsa'),
    })
  })

  test.for(['ftp://tsa.example', 'tsa', 'http://a:b@tsa.example'])('is not at %s', (address) => {
    expect(() => readConfig({ CHUAN_RELEASE_TIMESTAMPS: address })).toThrow(
      expect.objectContaining({ kind: settingMalformed }),
    )
  })
})
