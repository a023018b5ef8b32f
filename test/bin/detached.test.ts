/** Signing beside a file, verifying with it, and adding a signature. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Verdict } from '../../validator/index.ts'
import { runChuan } from './terminal.ts'

const now = new Date('2026-11-24T05:00:00Z')
const SCAN = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x01])
let folder = ''
const at = (name: string) => join(folder, name)
const key = () => ['--key', at('keys/signer.key.pem'), '--cert', at('keys/signer.pem')]
const trust = () => ['--trust', at('keys/trust')]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-detached-'))
  await runChuan(['keys', 'new', '--out', at('keys')], { now })
  writeFileSync(at('scan.jpg'), SCAN)
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('chuan sign --as detached-jws', () => {
  test.for([
    { more: [] },
    { more: ['--unencoded'] },
    { more: ['--object-name', 'scan.jpg'] },
    { more: ['--unencoded', '--object-name', 'scan.jpg'] },
  ])('signs a file of any kind, beside it: $more', async ({ more }) => {
    const argv = ['sign', at('scan.jpg'), '--as', 'detached-jws', ...more, ...key()]
    const signed = await runChuan([...argv, '--out', at('scan.jws')], { now })
    expect([signed.err, signed.code]).toEqual(['', 0])
    expect(readFileSync(at('scan.jws'), 'utf8')).toMatch(/^[\w-]+\.\.[\w-]+\n$/u)
    const verify = (file: string) =>
      runChuan(['verify', file, '--signature', at('scan.jws'), ...trust()], { now })
    const ran = await verify(at('scan.jpg'))
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('TOTAL_PASSED')])
    writeFileSync(at('other.jpg'), Buffer.from([...SCAN, 0]))
    expect((await verify(at('other.jpg'))).code).toBe(1)
  })

  test('signs a message that is judged with it', async () => {
    const argv = ['sign', 'examples/dossier.json', '--as', 'detached-jws', ...key()]
    await runChuan([...argv, '--out', at('dossier.jws')], { now })
    const asked = ['--signature', at('dossier.jws'), ...trust(), '--format', 'json']
    const ran = await runChuan(['validate', 'examples/dossier.json', ...asked], { now })
    const verdict = JSON.parse(ran.out) as Verdict
    expect(verdict).toMatchObject({ valid: true, signatures: [{ indication: 'TOTAL_PASSED' }] })
    expect(verdict.schema?.ref).toMatch(/^exchange\//u)
  })

  test.for([
    {
      argv: ['sign', 'examples/dossier.json', '--as', 'compact', '--unencoded'],
      says: 'detached-jws',
    },
    { argv: ['sign', 'examples/dossier.json', '--as', 'detached'], says: 'detached-jws' },
    { argv: ['sign', 'examples/citizen.xml', '--add'], says: '--add is for a JWS' },
    { argv: ['sign', 'examples/citizen.xml', '--id', 'x'], says: '--id is for --as detached' },
  ])('says which form an option is for: $argv', async ({ argv, says }) => {
    const ran = await runChuan([...argv, ...key()], { now })
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(says)])
  })

  test('says that a certificate is not in force, and signs all the same', async () => {
    const later = { now: new Date('2126-01-01T00:00:00Z') }
    const ran = await runChuan(['sign', 'examples/dossier.json', ...key()], later)
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('is in force from 20')])
    expect(ran.out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/u)
  })

  test('leaves the file that was there whole when the new one cannot be written', async () => {
    const [there, beside] = [at('there.jws'), at('there.jws.part')]
    writeFileSync(there, 'as it was')
    mkdirSync(beside)
    const argv = ['sign', 'examples/dossier.json', ...key(), '--out', there]
    expect((await runChuan(argv, { now })).code).toBe(2)
    expect(readFileSync(there, 'utf8')).toBe('as it was')
  })

  test.for(['verify', 'validate'])('chuan %s takes one file with a signature', async (command) => {
    const files = ['examples/dossier.json', 'examples/dossier.json']
    const ran = await runChuan([command, ...files, '--signature', 'x.jws', ...trust()], { now })
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('--signature is of one file')])
  })
})

describe('chuan sign --add', () => {
  test('adds the signature of a second party to a JWS', async () => {
    await runChuan(['sign', 'examples/dossier.json', ...key(), '--out', at('one.jws')], { now })
    const added = await runChuan(['sign', at('one.jws'), '--add', ...key()], { now })
    expect([added.err, added.code]).toEqual(['', 0])
    writeFileSync(at('two.jws'), added.out)
    const ran = await runChuan(['verify', at('two.jws'), ...trust(), '--format', 'json'], { now })
    const { valid, signatures } = JSON.parse(ran.out) as Verdict
    expect([valid, signatures.length]).toEqual([true, 2])
  })

  test('refuses what is no JWS', async () => {
    const ran = await runChuan(['sign', 'examples/dossier.json', '--add', ...key()], { now })
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('It is no JWS')])
  })
})
