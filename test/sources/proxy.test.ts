/** Registries behind a proxy: a real one on the loopback, for http and through a tunnel for https. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import { request as ask, createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchJson } from '../../sources/fetch-json.ts'
import { timestampAuthority } from '../../sources/fetch-timestamp.ts'
import { findProxy } from '../../sources/proxy.ts'
import { makeCertificate } from '../validator/signature/keys.ts'

/** A name that no resolver knows: only the proxy does. */
const HOST = 'registry.test'
const SCHEMA = { title: 'Mẫu', 'x-en': { title: 'Sample' }, 'x-kind': 'element', type: 'string' }
const CATALOGUE = {
  base: `http://${HOST}`,
  versions: [{ ref: 'a@1.0.0', document: { $id: '/schemas/a/1.0.0', ...SCHEMA } }],
}
const REGISTRY: RequestListener = ({ url }, response) => {
  if (url === '/elsewhere') response.writeHead(302, { location: 'http://other.test/' }).end()
  else if (url?.endsWith('/release.jws') === true) response.writeHead(404).end()
  else if (url === '/moved') response.writeHead(302, { location: '/v1/catalogue' }).end()
  else response.end(JSON.stringify(CATALOGUE))
}

const home = mkdtempSync(join(tmpdir(), 'chuan-proxy-'))
const certificate = await makeCertificate({ name: HOST })
const registry = createServer(REGISTRY)
const secure = createTlsServer({ key: certificate.privateKeyPem, cert: certificate.pem }, REGISTRY)
const portOf = (server: { address: Server['address'] }) => (server.address() as AddressInfo).port

/** What the proxy was asked for, in order. */
let seen: string[] = []
const proxy = createServer((request, response) => {
  seen.push(`${request.method} ${request.url}`)
  if (hasWrongPassword(request.headers)) {
    response.writeHead(407).end()
    return
  }
  const { pathname } = new URL(request.url ?? '')
  const options = { host: '127.0.0.1', port: portOf(registry), path: pathname }
  ask(options, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(response)
  }).end()
})
proxy.on('connect', (request, socket) => {
  seen.push(`CONNECT ${request.url}`)
  if (request.url === 'forbidden.test:443' || hasWrongPassword(request.headers)) {
    const status = hasWrongPassword(request.headers) ? '407 Who' : '403 No'
    socket.end(`HTTP/1.1 ${status}\r\n\r\n`)
    return
  }
  const through = connect(portOf(secure), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connected\r\n\r\n')
    through.pipe(socket).pipe(through)
  })
  through.on('error', () => socket.destroy())
  socket.on('error', () => through.destroy())
})

const BASIC = `Basic ${Buffer.from('an:p@ss').toString('base64')}`

function hasWrongPassword(headers: Readonly<Record<string, unknown>>): boolean {
  const given = headers['proxy-authorization']
  return given !== undefined && given !== BASIC
}

let address = ''
beforeAll(async () => {
  for (const server of [registry, secure, proxy]) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  }
  address = `127.0.0.1:${portOf(proxy)}`
})
afterAll(() => {
  for (const server of [registry, secure, proxy]) {
    server.closeAllConnections()
    server.close()
  }
  rmSync(home, { recursive: true, force: true })
})
beforeEach(() => {
  seen = []
})

const get = (url: string, env: Readonly<Record<string, string>>) =>
  fetchJson(new URL(url), { env, timeoutMs: 20_000 })

describe('a registry for http', () => {
  test.for([
    ['HTTP_PROXY', (at: string) => `http://${at}`],
    ['http_proxy', (at: string) => at],
    ['HTTP_PROXY', (at: string) => `http://an:p%40ss@${at}`],
  ] as const)('is asked by the proxy of %s', async ([name, url]) => {
    expect(await get(`http://${HOST}/v1/catalogue`, { [name]: url(address) })).toEqual(CATALOGUE)
    expect(seen).toEqual([`GET http://${HOST}/v1/catalogue`])
  })

  test('may lead on within its host, and nowhere else', async () => {
    const env = { HTTP_PROXY: address }
    expect(await get(`http://${HOST}/moved`, env)).toEqual(CATALOGUE)
    await expect(get(`http://${HOST}/elsewhere`, env)).rejects.toThrow(/leads to http:\/\/other/u)
    expect(seen).toEqual([
      `GET http://${HOST}/moved`,
      `GET http://${HOST}/v1/catalogue`,
      `GET http://${HOST}/elsewhere`,
    ])
  })

  test('on this machine is asked straight', async () => {
    const url = `http://127.0.0.1:${portOf(registry)}/v1/catalogue`
    expect(await get(url, { HTTP_PROXY: address })).toEqual(CATALOGUE)
    expect(seen).toEqual([])
  })

  test('is not asked by the proxy where NO_PROXY names it', async () => {
    const asked = get(`http://${HOST}/`, { HTTP_PROXY: address, NO_PROXY: 'test' })
    await expect(asked).rejects.toThrow(/no such host|could not be looked up/u)
    expect(seen).toEqual([])
  })
})

describe('a registry for https', () => {
  test('is asked through a tunnel, and is still to show its own certificate', async () => {
    const asked = get(`https://${HOST}/v1/catalogue`, { HTTPS_PROXY: `http://${address}` })
    await expect(asked).rejects.toThrow(/its certificate is not trusted/u)
    expect(seen).toEqual([`CONNECT ${HOST}:443`])
  })

  test('answers chuan pull, and the process ends', async () => {
    const authority = join(home, 'ca.pem')
    writeFileSync(authority, certificate.pem)
    const argv = ['pull', 'a', '--registry', `https://${HOST}`, '--project', home]
    const program = ['--import', import.meta.resolve('tsx'), resolve('bin/chuan.ts'), ...argv]
    const env = {
      PATH: process.env['PATH'],
      HTTPS_PROXY: `http://an:p%40ss@${address}`,
      NODE_EXTRA_CA_CERTS: authority,
    }
    const child = spawn(process.execPath, program, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let err = ''
    child.stderr.on('data', (text) => {
      err += text
    })
    expect([await once(child, 'close'), err]).toEqual([[0, null], ''])
    // For the catalogue, and for the signed release of its version.
    expect(seen).toEqual([`CONNECT ${HOST}:443`, `CONNECT ${HOST}:443`])
    expect(existsSync(join(home, 'schemas/a/1.0.0/schema.json'))).toBe(true)
  })
})

describe('a timestamp authority', () => {
  test('is asked by the proxy too, and a failure says so', async () => {
    const env = { HTTP_PROXY: address, HTTPS_PROXY: address }
    const given = await timestampAuthority(`http://${HOST}/tsa`, env)(new Uint8Array([1]))
    expect(JSON.parse(Buffer.from(given).toString())).toEqual(CATALOGUE)
    await expect(
      timestampAuthority('https://forbidden.test/tsa', env)(new Uint8Array([1])),
    ).rejects.toThrow(/forbidden\.test\/tsa: by the proxy 127.*it answered 403/u)
    expect(seen).toEqual([`POST http://${HOST}/tsa`, 'CONNECT forbidden.test:443'])
  })
})

test.for([
  [`https://forbidden.test/`, (at: string) => `http://${at}`, /by the proxy 127.*it answered 403/u],
  [`https://${HOST}/`, (at: string) => `http://an:wrong@${at}`, /by the proxy 127.*who you are/u],
  [`http://${HOST}/`, (at: string) => `http://an:wrong@${at}`, /by the proxy 127.*who you are/u],
  [`http://${HOST}/`, () => 'http://127.0.0.1:1', /by the proxy 127.*nothing listens/u],
  [`http://${HOST}/`, () => 'socks5://an:secret@127.0.0.1:1', /HTTP_PROXY is no http or https/u],
] as const)('of %s a failure says that it was the proxy, and no password', async (row) => {
  const [url, proxyOf, says] = row
  const text = proxyOf(address)
  const failure = await get(url, { HTTP_PROXY: text, HTTPS_PROXY: text }).catch(String)
  expect(failure).toMatch(says)
  expect(failure).not.toMatch(/wrong|secret/u)
})

test.for([
  ['http://a.vn/', { HTTP_PROXY: 'p:1' }, 'p:1'],
  ['http://a.vn/', { HTTPS_PROXY: 'p:1' }, undefined],
  ['https://a.vn/', { HTTP_PROXY: 'p:1' }, undefined],
  ['https://a.vn/', { HTTPS_PROXY: 'q:1', https_proxy: 'p:2' }, 'p:2'],
  ['https://a.vn/', { HTTPS_PROXY: 'q:1', https_proxy: '' }, undefined],
  ['http://a.vn/', { HTTP_PROXY: 'p:1', NO_PROXY: '*' }, undefined],
  ['http://a.vn/', { HTTP_PROXY: 'p:1', NO_PROXY: 'b.vn, .vn' }, undefined],
  ['http://x.a.vn/', { HTTP_PROXY: 'p:1', NO_PROXY: 'A.vn' }, undefined],
  ['http://xa.vn/', { HTTP_PROXY: 'p:1', NO_PROXY: 'a.vn' }, 'p:1'],
  ['http://a.vn/', { HTTP_PROXY: 'p:1', NO_PROXY: '*.a.vn:80' }, undefined],
  ['http://a.vn/', { HTTP_PROXY: 'p:1', NO_PROXY: 'a.vn:8080' }, 'p:1'],
  ['http://a.vn:8080/', { HTTP_PROXY: 'p:1', no_proxy: 'a.vn:8080' }, undefined],
  ['http://[fd00::1]/', { HTTP_PROXY: 'p:1', NO_PROXY: 'fd00::1' }, undefined],
  ['http://[fd00::1]:81/', { HTTP_PROXY: 'p:1', NO_PROXY: '[fd00::1]:81' }, undefined],
  ['http://localhost:8080/', { HTTP_PROXY: 'p:1' }, undefined],
  ['http://[::1]/', { HTTP_PROXY: 'p:1' }, undefined],
] as const)('%s with %j goes by %s', ([url, env, host]) => {
  expect(findProxy(new URL(url), env)?.host).toBe(host)
})
