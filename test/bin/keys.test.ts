/** A test chain is made, signs, and is believed by its own trust folder alone. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const now = new Date('2026-11-24T05:00:00Z')
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-keys-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe.for(['ec', 'rsa'])('chuan keys new --alg %s', (alg) => {
  const out = () => join(folder, alg)
  const key = () => ['--key', join(out(), 'signer.key.pem'), '--cert', join(out(), 'signer.pem')]

  test('makes a chain and says what to do next', async () => {
    const argv = ['keys', 'new', '--out', out(), '--alg', alg, '--tax-code', '0100233488']
    const made = await runChuan(argv, { now })
    expect(made.code).toBe(0)
    expect(made.out).toContain(`--trust ${join(out(), 'trust')}`)
    expect(statSync(join(out(), 'signer.key.pem')).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(out(), 'trust')).sort()).toEqual([
      'issuing.crl',
      'root.crl',
      'root.pem',
    ])
  })

  test.for([
    { file: 'examples/dossier.json', more: [], says: 'claimed time: 2026-11-24T05:00:00Z' },
    { file: 'examples/citizen.xml', more: ['--commitment', 'approval'], says: 'level: B-B' },
  ])('signs $file, which its trust folder believes', async ({ file, more, says }) => {
    const signed = join(folder, `${alg}.signed`)
    const sign = await runChuan(['sign', file, ...key(), ...more, '--out', signed], { now })
    expect([sign.err, sign.code]).toEqual(['', 0])
    const ran = await runChuan(['verify', signed, '--trust', join(out(), 'trust')], { now })
    expect(ran.code).toBe(0)
    expect(ran.out).toContain(says)
    expect(ran.out).toContain('UID=MST:0100233488')
    expect(ran.out).toContain('revocation: not revoked')
    const other = await runChuan(['verify', signed, '--trust', 'examples/trust'], { now })
    expect(other.code).toBe(1)
  })

  test('signs without a time when it is not wanted', async () => {
    const plain = await runChuan(['sign', 'examples/citizen.xml', ...key(), '--plain'], { now })
    expect(plain.code).toBe(0)
    expect(plain.out).not.toContain('SigningTime')
  })

  test('is a chain to OpenSSL too', () => {
    if (spawnSync('openssl', ['version']).status !== 0) return
    const [root, signer] = [join(out(), 'trust/root.pem'), join(out(), 'signer.pem')]
    const at = String(now.getTime() / 1_000 + 60)
    const argv = [
      'verify',
      '-attime',
      at,
      '-x509_strict',
      '-CAfile',
      root,
      '-untrusted',
      signer,
      signer,
    ]
    const ran = spawnSync('openssl', argv, { encoding: 'utf8' })
    expect([ran.stderr, ran.status]).toEqual(['', 0])
  })

  test('overwrites nothing', async () => {
    const before = readFileSync(join(out(), 'trust/root.pem'))
    const again = await runChuan(['keys', 'new', '--out', out(), '--alg', alg], { now })
    expect(again.code).toBe(2)
    expect(again.err).toContain('it is there already and stays')
    expect(readFileSync(join(out(), 'trust/root.pem'))).toEqual(before)
  })
})

describe('chuan keys', () => {
  test.for([
    { argv: ['keys'], says: 'chuan keys new' },
    { argv: ['keys', 'new'], says: '--out FOLDER' },
    { argv: ['keys', 'new', '--out', 'x', '--alg', 'dsa'], says: 'takes one of' },
  ])('explains $argv', async ({ argv, says }) => {
    const { code, err } = await runChuan(argv)
    expect(code).toBe(2)
    expect(err).toContain(says)
  })

  test('cannot write where there is a file', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { code, err } = await runChuan(['keys', 'new', '--out', join(file, 'x')])
    expect(code).toBe(2)
    expect(err).toContain('[file-unreadable]')
  })

  test('sign refuses a commitment where it cannot stand', async () => {
    const key = [
      '--key',
      join(folder, 'ec/signer.key.pem'),
      '--cert',
      join(folder, 'ec/signer.pem'),
    ]
    for (const argv of [
      ['sign', 'examples/dossier.json', ...key, '--commitment', 'origin'],
      ['sign', 'examples/citizen.xml', ...key, '--commitment', 'origin', '--plain'],
    ]) {
      const { code, err } = await runChuan(argv)
      expect(code).toBe(2)
      expect(err).toContain('--commitment')
    }
  })
})
