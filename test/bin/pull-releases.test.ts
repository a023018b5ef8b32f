/** Signed releases of a real registry: believed, locked, verified again, and what is refused. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Lock } from '../../sources/index.ts'
import type { SigningKey } from '../../validator/index.ts'
import { readSigningKey, signJws } from '../../validator/index.ts'
import { makeCertificate, type TestCertificate } from '../validator/signature/keys.ts'
import { makeList } from '../validator/signature/revocation/make.ts'
import { fee, NOW, type ServedRegistry, startRegistry } from './served-registry.ts'
import { runChuan } from './terminal.ts'

const LATER = new Date('2031-01-01T00:00:00Z')
const FEE = 'elements/fee@1.0.0'

let ca: TestCertificate
let keys: Readonly<Record<'first' | 'second' | 'stranger', SigningKey>>

beforeAll(async () => {
  ca = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06 })
  const under = (name: string, more: object) =>
    makeCertificate({ name, keyUsage: 0x80, issuer: { name: 'CA', key: ca.privateKey }, ...more })
  const notAfter = '2030-01-01T00:00:00Z'
  keys = {
    first: await toKey(await under('Registry', { serial: 7, notAfter })),
    second: await toKey(await under('Registry', { serial: 8 })),
    stranger: await toKey(await makeCertificate({ name: 'Stranger', keyUsage: 0x80 })),
  }
})

function toKey({ privateKeyPem, pem }: TestCertificate): Promise<SigningKey> {
  return readSigningKey({ pem: privateKeyPem, certificatePem: pem })
}

let home = ''
let running: ServedRegistry | undefined
let liar: Server | undefined

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chuan-releases-'))
  mkdirSync(join(home, 'trust'))
  writeFileSync(join(home, 'trust/ca.pem'), ca.pem)
})
afterEach(async () => {
  await stop()
  rmSync(home, { recursive: true, force: true })
})

async function stop() {
  liar?.closeAllConnections()
  liar?.close()
  liar = undefined
  await running?.close()
  running = undefined
}

async function serve(key?: SigningKey, versions: readonly string[] = ['1.0.0']) {
  await stop()
  const entries = versions.map((version) => fee(version))
  running = await startRegistry(entries, join(home, 'chuan.db'), key ? { key } : {})
  return running.registry
}

type Change = (jws: string, ref: string) => string | undefined | Promise<string | undefined>

/** A registry that gives the catalogue of the real one, and changed releases. */
async function lie(change: Change): Promise<string> {
  const real = running?.registry ?? ''
  const answer = async (url: string) => {
    const response = await fetch(real + url)
    const text = await response.text()
    const [, path, version] = /^\/schemas\/(.+)\/(.+)\/release\.jws$/u.exec(url) ?? []
    return path === undefined ? text : change(text, `${path}@${version}`)
  }
  const server = createServer(async ({ url = '' }, response) => {
    const text = await answer(url)
    response.writeHead(text === undefined ? 404 : 200).end(text)
  })
  liar = server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const write = (config: object) =>
  writeFileSync(
    join(home, 'chuan.config.json'),
    JSON.stringify({ structures: ['elements/fee@1'], ...config }),
  )
const chuan = (argv: readonly string[], now = NOW) =>
  runChuan([...argv, '--project', home], { now })
const lockFile = () => join(home, 'chuan.lock.json')
const lock = () => JSON.parse(readFileSync(lockFile(), 'utf8')) as Lock
const relock = (change: (lock: Lock) => object) =>
  writeFileSync(lockFile(), JSON.stringify(change(lock())))
const TRUST = { pull: { trust: 'trust' } }

describe('a project that trusts somebody', () => {
  beforeEach(async () => {
    write({ registry: await serve(keys.first), ...TRUST })
    expect(await chuan(['pull'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /3 releases verified, signed by CN=Registry \(until 2030-01-01\)/u,
      ),
      err: '',
    })
  })

  test('locks the signature and whose it is, and changes nothing the second time', async () => {
    const { version, releases = {} } = lock()
    expect([version, Object.keys(releases)]).toEqual([
      2,
      ['codelists/fee-collection-time@1.0.0', 'codelists/fee-kind@1.0.0', FEE],
    ])
    const { fingerprint } = keys.first.certificate
    expect(releases[FEE]?.signer).toEqual({ subject: 'CN=Registry', fingerprint })
    const before = readFileSync(lockFile(), 'utf8')
    expect((await chuan(['pull'])).out).toContain('nothing changed')
    expect(readFileSync(lockFile(), 'utf8')).toBe(before)
    expect((await chuan(['pull', '--check'])).code).toBe(0)
  })

  test('verifies again without a network', async () => {
    await stop()
    const { code, out } = await chuan(['pull', '--frozen', '--require-signatures'])
    expect([code, out]).toEqual([0, expect.stringContaining('3 releases verified')])
    const told = await chuan(['doctor'])
    expect(told.out).toMatch(/✓ releases +3 releases verified, signed by CN=Registry/u)
  })

  test('is told without a network when the certificate has ended or was revoked', async () => {
    await stop()
    const ended = await chuan(['pull', '--frozen'], LATER)
    expect([ended.code, ended.err]).toEqual([
      2,
      expect.stringContaining('[release-signer-expired]'),
    ])
    const revoked = [{ serial: 7, at: '2026-11-21T00:00:00Z' }]
    writeFileSync(join(home, 'trust/ca.crl'), makeList({ issuer: ca, revoked }))
    const { code, err } = await chuan(['pull', '--frozen'])
    expect([code, err]).toEqual([2, expect.stringContaining('[release-signer-revoked]')])
    expect((await chuan(['doctor'])).out).toMatch(/✗ releases .*\[release-signer-revoked\]/u)
  })

  test('is told of a lock that was changed', async () => {
    const untouched = lock()
    const changes: readonly (readonly [code: string, change: (lock: Lock) => object])[] = [
      [
        'release-mismatch',
        ({ releases = {}, ...rest }) => ({
          ...rest,
          releases: { ...releases, [FEE]: releases['codelists/fee-kind@1.0.0'] },
        }),
      ],
      [
        'release-signer-changed',
        ({ releases = {}, ...rest }) => {
          const signer = { subject: 'CN=Registry', fingerprint: '0'.repeat(64) }
          return { ...rest, releases: { ...releases, [FEE]: { ...releases[FEE], signer } } }
        },
      ],
      [
        'lock-malformed',
        ({ releases = {}, ...rest }) => ({
          ...rest,
          releases: { ...releases, 'elements/other@1.0.0': releases[FEE] },
        }),
      ],
      ['lock-malformed', ({ releases: _, ...rest }) => ({ ...rest, releases: { [FEE]: {} } })],
    ]
    for (const [code, change] of changes) {
      writeFileSync(lockFile(), JSON.stringify(change(untouched)))
      const { err } = await chuan(['pull', '--frozen'])
      expect(err).toContain(`[${code}]`)
    }
  })

  test('is told of digests in the lock that nobody has signed', async () => {
    const path = 'elements/fee/1.0.0/schema.json'
    const file = join(home, 'schemas', path)
    writeFileSync(file, '{}\n')
    const digest = 'ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356'
    relock(({ files, ...rest }) => ({ ...rest, files: { ...files, [path]: digest } }))
    const { code, err } = await chuan(['pull', '--frozen'])
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/\[release-mismatch\].*\n.*schema\.json/u),
    ])
  })

  test('takes the newer versions of the same signer', async () => {
    write({ registry: await serve(keys.first, ['1.0.0', '1.1.0']), ...TRUST })
    expect((await chuan(['outdated'])).code).toBe(1)
    const { code, out } = await chuan(['update'])
    expect([code, out]).toEqual([0, expect.stringContaining('3 releases verified')])
    expect(Object.keys(lock().releases ?? {})).toContain('elements/fee@1.1.0')
    expect((await chuan(['pull', '--frozen'])).code).toBe(0)
  })

  test('takes another signer only by its fingerprint', async () => {
    write({ registry: await serve(keys.second), ...TRUST })
    const before = readFileSync(lockFile(), 'utf8')
    const { fingerprint } = keys.second.certificate
    for (const way of [['pull'], ['pull', '--check'], ['update']]) {
      const { code, err } = await chuan(way)
      expect([code, err]).toEqual([2, expect.stringContaining('[release-signer-changed]')])
      expect(err).toContain(`chuan pull --accept-signer ${fingerprint}`)
    }
    expect(readFileSync(lockFile(), 'utf8')).toBe(before)
    const colons = fingerprint.toUpperCase().match(/../gu)?.join(':') ?? ''
    expect((await chuan(['pull', '--accept-signer', colons])).code).toBe(0)
    expect(lock().releases?.[FEE]?.signer?.fingerprint).toBe(fingerprint)
    expect((await chuan(['pull', '--frozen'], LATER)).code).toBe(0)
  })

  test('is told when the registry signs no more', async () => {
    const registry = await lie(() => undefined)
    write({ registry, ...TRUST })
    for (const way of [['pull'], ['pull', '--check'], ['update']]) {
      const { code, err } = await chuan(way)
      expect([code, err]).toEqual([2, expect.stringContaining('[release-downgraded]')])
    }
    write({ registry })
    expect((await chuan(['pull'])).err).toContain('[release-downgraded]')
  })

  test('keeps what was signed when the same bytes come from a folder', async () => {
    const from = join(home, 'schemas')
    const { code } = await chuan(['pull', '--from', from, '--require-signatures'])
    expect(code).toBe(0)
    expect(Object.keys(lock().releases ?? {})).toHaveLength(3)
  })

  test('sees with --check what was signed anew', async () => {
    relock(({ releases = {}, ...rest }) => ({
      ...rest,
      releases: Object.fromEntries(Object.entries(releases).filter(([ref]) => ref !== FEE)),
    }))
    const { code, out } = await chuan(['pull', '--check'])
    expect([code, out]).toEqual([1, `${FEE}: its signed release is not locked\n`])
  })
})

describe('a project that trusts nobody', () => {
  test('pulls as ever, keeps the signatures, and is told once that they were not checked', async () => {
    write({ registry: await serve(keys.first) })
    const { code, out, err } = await chuan(['pull'])
    expect([code, out.match(/\n/gu)?.length]).toEqual([0, 1])
    expect(err).toMatch(/^3 signed releases: .*not checked.*pull\.trust in chuan\.config\.\*\n$/u)
    expect(lock().releases?.[FEE]?.signer).toBeUndefined()
    expect((await chuan(['doctor'])).out).toMatch(/! releases +3 signed releases: .*not checked/u)
    expect((await chuan(['pull', '--frozen', '--trust', join(home, 'trust')])).out).toContain(
      '3 releases verified',
    )
    write({ registry: running?.registry, ...TRUST })
    const checked = await chuan(['pull', '--check'])
    expect([checked.code, checked.out]).toEqual([
      1,
      expect.stringContaining('signer is not locked'),
    ])
    expect((await chuan(['pull'])).out).toContain('none changed, the lock written')
    expect(lock().releases?.[FEE]?.signer?.subject).toBe('CN=Registry')
    expect((await chuan(['pull'])).out).toContain('nothing changed')
    expect(lock().releases?.[FEE]?.signer?.subject).toBe('CN=Registry')
  })

  test('pulls from a registry that signs nothing and is told nothing', async () => {
    write({ registry: await serve() })
    expect(await chuan(['pull'])).toMatchObject({ code: 0, err: '' })
    expect(lock()).toMatchObject({ version: 1 })
  })

  test('cannot ask for signatures', async () => {
    write({ registry: await serve(keys.first) })
    const { code, err } = await chuan(['pull', '--require-signatures'])
    expect([code, err]).toEqual([2, expect.stringContaining('[usage-wrong]')])
  })
})

describe('a project that asks for signatures', () => {
  const asking = { pull: { trust: 'trust', requireSignature: true } }

  test('takes nothing of a registry that signs nothing', async () => {
    write({ registry: await serve(), ...asking })
    const { code, err } = await chuan(['pull'])
    expect([code, err]).toEqual([2, expect.stringContaining('[release-unsigned]')])
    write({ registry: running?.registry, ...TRUST })
    const merely = await chuan(['pull'])
    expect([merely.code, merely.err]).toEqual([
      0,
      expect.stringMatching(/^3 versions without a signed release: http/u),
    ])
    write({ registry: running?.registry, ...asking })
    expect((await chuan(['pull', '--frozen'])).err).toContain('[release-unsigned]')
  })

  test('takes nothing of the package, and is told that npm vouches for that', async () => {
    write({ structures: ['codelists/sex'], ...asking })
    const { code, err } = await chuan(['pull'])
    expect([code, err]).toEqual([2, expect.stringMatching(/\[release-unsigned\]\n.*npm vouches/u)])
  })
})

describe('a registry that lies', () => {
  const changes: readonly {
    readonly name: string
    readonly change: Change
    readonly code: string
    /** Seen where nobody is trusted, too. */
    readonly always: boolean
  }[] = [
    {
      name: 'with the signature of another version',
      change: async () =>
        (await fetch(`${running?.registry}/schemas/elements/fee/1.1.0/release.jws`)).text(),
      code: 'release-mismatch',
      always: true,
    },
    {
      name: 'with a payload of its own',
      change: (jws) => JSON.stringify({ ...JSON.parse(jws), payload: 'e30' }),
      code: 'release-untrusted',
      always: true,
    },
    {
      name: 'with a key of its own',
      change: (jws) => {
        const { payload } = JSON.parse(jws) as { readonly payload: string }
        const bytes = Buffer.from(payload, 'base64url')
        return signJws(bytes, keys.stranger, { serialization: 'flattened' })
      },
      code: 'release-untrusted',
      always: false,
    },
    {
      name: 'with other digests, signed by the right key',
      change: (jws) => {
        const { payload } = JSON.parse(jws) as { readonly payload: string }
        const text = Buffer.from(payload, 'base64url').toString()
        const other = text.replace(/"digest":"[0-9a-f]{64}"/u, `"digest":"${'0'.repeat(64)}"`)
        return signJws(Buffer.from(other), keys.first, { serialization: 'flattened' })
      },
      code: 'release-mismatch',
      always: true,
    },
    {
      name: 'with what is no release, signed by the right key',
      change: () => signJws(Buffer.from('{"ok":true}'), keys.first, { serialization: 'flattened' }),
      code: 'release-malformed',
      always: true,
    },
    {
      name: 'in another serialization',
      change: (jws) => {
        const { payload } = JSON.parse(jws) as { readonly payload: string }
        const bytes = Buffer.from(payload, 'base64url')
        return signJws(bytes, keys.first, { serialization: 'compact' })
      },
      code: 'release-malformed',
      always: true,
    },
    {
      name: 'with half an answer',
      change: (jws) => jws.slice(0, jws.length / 2),
      code: 'release-malformed',
      always: true,
    },
    {
      name: 'with an answer that is too long',
      change: (jws) => jws + ' '.repeat(200_000),
      code: 'registry-unreachable',
      always: true,
    },
  ]

  test.for(changes)('$name is not believed, and nothing is written', async (each) => {
    await serve(keys.first, ['1.0.0', '1.1.0'])
    const change: Change = (jws, ref) => (ref === FEE ? each.change(jws, ref) : jws)
    const registry = await lie(change)
    const structures = [FEE]
    write({ registry, structures, ...TRUST })
    const { code, err } = await chuan(['pull'])
    expect([code, err]).toEqual([2, expect.stringContaining(`[${each.code}]`)])
    if (each.code !== 'registry-unreachable') expect(err).toContain(FEE)
    expect(() => lock()).toThrow()
    write({ registry, structures })
    expect((await chuan(['pull'])).code).toBe(each.always ? 2 : 0)
  })
})
