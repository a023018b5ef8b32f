/** A key that stays where it is signs all the same: behind a command, and in a PKCS#11 module. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const now = new Date('2026-11-24T05:00:00Z')
const MODULE = '/usr/lib/softhsm/libsofthsm2.so'
const hasModule = existsSync(MODULE) && spawnSync('pkcs11-tool', ['--help']).error === undefined
const PIN = '1234'
const IDS = { ec: '01', rsa: '02' } as const
const ALGS = ['ec', 'rsa'] as const
let folder = ''
const at = (...names: readonly string[]) => join(folder, ...names)

/** Signs as a key's keeper would: with the form from its environment. */
const KEEPER = `
const { constants, createPrivateKey, sign } = require('node:crypto')
const { readFileSync } = require('node:fs')
const { CHUAN_SIGN_SCHEME: scheme, CHUAN_SIGN_HASH: hash } = process.env
const key = createPrivateKey(readFileSync(process.argv[1]))
const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
const options = { key, ...(scheme === 'RSASSA-PSS' ? padding : {}) }
process.stdout.write(sign(hash, readFileSync(0), options))
`

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-signer-'))
  writeFileSync(at('keeper.cjs'), KEEPER.replace('process.argv[1]', 'process.argv[2]'))
  for (const alg of ALGS) {
    await runChuan(['keys', 'new', '--out', at(alg), '--alg', alg], { now })
  }
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function verify(alg: string): Promise<string> {
  const ran = await runChuan(['verify', at('out'), '--trust', at(alg, 'trust')], { now })
  return ran.out
}

const keeper = (alg: string) =>
  `'${process.execPath}' '${at('keeper.cjs')}' '${at(alg, 'signer.key.pem')}'`

describe('chuan sign --signer-command', () => {
  test.for(
    ALGS.flatMap((alg) => [
      { alg, file: 'examples/dossier.json', more: [] },
      { alg, file: 'examples/dossier.json', more: ['--as', 'detached-jws', '--unencoded'] },
      { alg, file: 'examples/citizen.xml', more: [] },
    ]).concat({ alg: 'rsa', file: 'examples/citizen.xml', more: ['--algorithm', 'rsa-sha256'] }),
  )('signs $file with a key of kind $alg: $more', async ({ alg, file, more }) => {
    const argv = ['sign', file, ...more, '--cert', at(alg, 'signer.pem'), '--out', at('out')]
    const ran = await runChuan([...argv, '--signer-command', keeper(alg)], { now })
    expect([ran.err, ran.code]).toEqual(['', 0])
    if (!more.includes('--unencoded')) expect(await verify(alg)).toContain('TOTAL_PASSED')
    else {
      const asked = ['--signature', at('out'), '--trust', at(alg, 'trust')]
      expect((await runChuan(['verify', file, ...asked], { now })).code).toBe(0)
    }
  })

  test.for([
    { name: 'gives nothing', shell: 'true', says: 'signing-key-mismatch' },
    { name: 'gives something else', shell: 'cat', says: 'signing-key-mismatch' },
    { name: 'fails', shell: 'exit 3', says: 'The command ended with 3' },
    { name: 'is not there', shell: 'no-such-command 2>/dev/null', says: 'ended with 127' },
  ])('gives out nothing when the command $name', async ({ shell, says }) => {
    const argv = ['sign', 'examples/dossier.json', '--cert', at('ec', 'signer.pem')]
    const ran = await runChuan([...argv, '--signer-command', shell], { now })
    expect([ran.code, ran.out]).toEqual([2, ''])
    expect(ran.err).toContain(says)
  })

  test('gives out nothing when the key is of another certificate', async () => {
    const argv = ['sign', 'examples/citizen.xml', '--cert', at('ec', 'signer.pem')]
    await runChuan(['keys', 'new', '--out', at('other'), '--alg', 'ec'], { now })
    const ran = await runChuan([...argv, '--signer-command', keeper('other')], { now })
    expect([ran.code, ran.out, ran.err]).toEqual([2, '', expect.stringContaining('mismatch')])
  })

  test.for([
    { given: ['--signer-command', 'true'] },
    { given: ['--signer-command', 'true', '--key', 'x', '--cert', 'x'] },
    { given: ['--pkcs11', MODULE] },
    { given: ['--cert', 'x'] },
  ])('says how a key is given: $given', async ({ given }) => {
    const ran = await runChuan(['sign', 'examples/dossier.json', ...given], { now })
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringContaining('--signer-command with --cert'),
    ])
  })
})

describe.skipIf(!hasModule)('chuan sign --pkcs11 (needs softhsm2 and opensc)', () => {
  const before = process.env['SOFTHSM2_CONF']

  beforeAll(() => {
    mkdirSync(at('tokens'))
    writeFileSync(
      at('softhsm2.conf'),
      `directories.tokendir = ${at('tokens')}\nlog.level = ERROR\n`,
    )
    process.env['SOFTHSM2_CONF'] = at('softhsm2.conf')
    const softhsm = (...argv: readonly string[]) =>
      execFileSync('softhsm2-util', argv, { stdio: 'ignore' })
    softhsm('--init-token', '--free', '--label', 'chuan', '--pin', PIN, '--so-pin', '5678')
    for (const alg of ALGS) {
      const key = ['--import', at(alg, 'signer.key.pem'), '--label', alg, '--id', IDS[alg]]
      softhsm(...key, '--token', 'chuan', '--pin', PIN)
    }
  })

  afterAll(() => {
    if (before === undefined) delete process.env['SOFTHSM2_CONF']
    else process.env['SOFTHSM2_CONF'] = before
  })

  test.for([
    ...ALGS.flatMap((alg) => [
      { alg, file: 'examples/dossier.json', more: [] },
      { alg, file: 'examples/citizen.xml', more: [] },
    ]),
    { alg: 'rsa', file: 'examples/citizen.xml', more: ['--algorithm', 'rsa-sha256'] },
  ] as const)('signs $file with a key of kind $alg: $more', async ({ alg, file, more }) => {
    const key = ['--pkcs11', MODULE, '--key-id', IDS[alg], '--token', 'chuan', ...more]
    const argv = ['sign', file, ...key, '--cert', at(alg, 'signer.pem'), '--out', at('out')]
    const ran = await runChuan(argv, { now, env: { CHUAN_KEY_PASSWORD: PIN } })
    expect([ran.err, ran.code]).toEqual(['', 0])
    expect(await verify(alg)).toContain('TOTAL_PASSED')
  })

  test('says that the module did not sign, and that there was no PIN', async () => {
    const key = ['--pkcs11', '/no/module.so', '--key-id', '01', '--cert', at('ec', 'signer.pem')]
    const ran = await runChuan(['sign', 'examples/dossier.json', ...key], { now })
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('signer-failed')])
    expect(ran.err).toContain('No PIN is set in CHUAN_KEY_PASSWORD')
  })

  test.for([
    { name: 'a wrong PIN', pin: '9999', more: [], told: 'pkcs11-tool ended with 1' },
    { name: 'no such token', pin: PIN, more: ['--token', 'gone'], told: 'ended with 1' },
    { name: 'no such key', pin: PIN, more: ['--key-id', 'ff'], told: 'ended with 1' },
  ])('gives out nothing with $name, nor the PIN', async ({ pin, more, told }) => {
    const key = ['--pkcs11', MODULE, '--key-id', IDS.ec, '--token', 'chuan', ...more]
    const argv = ['sign', 'examples/dossier.json', ...key, '--cert', at('ec', 'signer.pem')]
    const { code, out, err } = await runChuan(argv, { now, env: { CHUAN_KEY_PASSWORD: pin } })
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(told)])
    expect(err).not.toContain(pin)
  })

  test.for([[], ['--key-id', 'zz'], ['--key-id', '123']])(
    'needs the id of the key: %j',
    async (id) => {
      const key = ['--pkcs11', MODULE, '--cert', at('ec', 'signer.pem'), ...id]
      const ran = await runChuan(['sign', 'examples/dossier.json', ...key], { now })
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('--key-id')])
    },
  )
})
