/** A registry that lies, stalls, leads elsewhere or never ends: told in a sentence, nothing written. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fetchJson } from '../../sources/fetch-json.ts'
import { fetchCatalogue, fetchReleases } from '../../sources/index.ts'
import { parseSchemaRef } from '../../validator/index.ts'
import { runChuan } from '../bin/terminal.ts'

const GOOD = { base: 'http://x', versions: [{ ref: 'a@1.0.0', document: { type: 'string' } }] }
const BOMB = gzipSync(Buffer.alloc(5_000_000, ' '))

const ANSWERS: Readonly<Record<string, RequestListener>> = {
  '/good': (_request, response) => response.end(JSON.stringify(GOOD)),
  '/moved': (_request, response) => response.writeHead(308, { location: '/good' }).end(),
  '/circle': (_request, response) => response.writeHead(302, { location: '/circle' }).end(),
  '/elsewhere': ({ socket }, response) => {
    const location = `http://localhost:${socket.localPort}/good`
    response.writeHead(302, { location }).end()
  },
  '/file': (_request, response) => response.writeHead(302, { location: 'file:///etc' }).end(),
  '/user': ({ headers }, response) => {
    response.writeHead(302, { location: `http://a:b@${headers.host}/good` }).end()
  },
  '/stalled': (_request, response) => void response.write('{'),
  '/schemas/a/1.0.0/release.jws': (_request, response) => void response.write('{'),
  '/schemas/b/1.0.0/release.jws': (_request, response) => response.writeHead(500).end(),
  '/schemas/c/1.0.0/release.jws': (_request, response) => response.writeHead(404).end(),
  '/schemas/d/1.0.0/release.jws': (_request, response) => response.end('signed'),
  '/cut': (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"base":')
    setImmediate(() => response.destroy())
  },
  '/endless': (_request, response) => {
    const more = () => {
      while (response.write(' '.repeat(60_000)));
    }
    response.on('drain', more)
    more()
  },
  '/bomb': (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB)
  },
  '/latin': (_request, response) => response.end(Buffer.from('"\xe9"', 'latin1')),
}

let server: Server
let origin = ''
let body: unknown
beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = ANSWERS[request.url ?? '']
    if (answer !== undefined) answer(request, response)
    else response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('an answer', () => {
  test.for(['/good', '/moved'])('%s is read', async (path) => {
    expect(await fetchJson(new URL(origin + path))).toEqual(GOOD)
  })

  test.for([
    { path: '/circle', says: /more than 5 times/u },
    { path: '/elsewhere', says: /leads to http:\/\/localhost:\d+: where that is right/u },
    { path: '/file', says: /leads to/u },
    { path: '/user', says: /leads to/u },
    { path: '/stalled', says: /no whole answer within 0\.5 s/u },
    { path: '/cut', says: /the connection was cut/u },
    { path: '/endless', says: /over 1000000 bytes/u },
    { path: '/bomb', says: /over 1000000 bytes/u },
    { path: '/latin', says: /no usable answer/u },
  ])('$path is refused, with the reason', async ({ path, says }) => {
    const limits = { timeoutMs: path === '/stalled' ? 500 : 30_000, bytesMax: 1_000_000 }
    await expect(fetchJson(new URL(origin + path), limits)).rejects.toMatchObject({
      kind: { code: 'registry-unreachable' },
      message: expect.stringMatching(says),
    })
  })

  test('to many questions has one time for all, and ends with the first that fails', async () => {
    const refs = ['a', 'a', 'a'].map((path) => parseSchemaRef(`${path}@1.0.0`))
    await expect(fetchReleases(origin, refs, { timeoutMs: 300 })).rejects.toThrow(
      'no whole answer within 0.3 s',
    )
    const more = ['a', 'b'].map((path) => parseSchemaRef(`${path}@1.0.0`))
    await expect(fetchReleases(origin, more)).rejects.toThrow('it answered 500')
    const some = ['c', 'd'].map((path) => parseSchemaRef(`${path}@1.0.0`))
    expect([...(await fetchReleases(origin, some))]).toEqual([['d@1.0.0', 'signed']])
  })

  test('of nobody says that nothing listens there', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    await expect(fetchCatalogue(`http://127.0.0.1:${port}`)).rejects.toThrow('nothing listens')
  })

  test('is not asked for with a password, which is repeated nowhere', async () => {
    const asked = fetchCatalogue(origin.replace('//', '//someone:geheim@'))
    await expect(asked).rejects.toThrow('no user and no password')
    await expect(asked).rejects.not.toThrow('geheim')
  })
})

const one = { type: 'string' }
const list = { 'x-kind': 'codelist', type: 'string' }
test.for([
  { name: 'a path that leads out', versions: [{ ref: '../../out@1.0.0', document: one }] },
  { name: 'an absolute path', versions: [{ ref: '/etc/a@1.0.0', document: one }] },
  { name: 'a path of Windows', versions: [{ ref: 'c:\\a@1.0.0', document: one }] },
  { name: 'a version that leads out', versions: [{ ref: 'a@1.0.0/../../b', document: one }] },
  { name: 'a name of the language', versions: [{ ref: '__proto__@1.0.0', document: one }] },
  {
    name: 'one version twice',
    versions: [
      { ref: 'a@1.0.0', document: one },
      { ref: 'a@1.0.0', document: { type: 'number' } },
    ],
  },
  {
    name: 'values that are none',
    versions: [{ ref: 'a@1.0.0', document: list, values: [{ code: 'a', vi: { en: 1 } }] }],
  },
  { name: 'a base that is code', base: "http://x/'+evil()+'", versions: [] },
  { name: 'a base of another kind', base: 'javascript:evil()', versions: [] },
])('a catalogue with $name is refused, and nothing is written', async ({ name: _, ...answer }) => {
  const home = mkdtempSync(join(tmpdir(), 'chuan-hostile-'))
  body = { base: 'http://x', ...answer }
  try {
    const argv = ['pull', 'a', '--registry', origin, '--out', join(home, 'deep/er/schemas')]
    const { code, err } = await runChuan(argv, { env: { CHUAN_PROJECT: home } })
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/\[(?:catalogue|schema-ref)-malformed\]/u),
    ])
    expect([readdirSync(home), existsSync('a')]).toEqual([[], false])
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})
