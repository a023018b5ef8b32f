/** Encrypted files by the command: with the key, with another, with none, and with what is none. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompactEncrypt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encryptXml } from '../validator/encryption/encrypt-xml.ts'
import { runChuan } from './terminal.ts'

const now = new Date('2026-11-24T05:00:00Z')
const TRUST = ['--trust', 'examples/trust']
const PASSWORD = 'mật khẩu'
const folder = mkdtempSync(join(tmpdir(), 'chuan-decryption-'))
const at = (name: string) => join(folder, name)
const make = () => generateKeyPairSync('rsa', { modulusLength: 2_048 })
const [OURS, OTHERS] = [make(), make()]

function writeKey(name: string, key: typeof OURS.privateKey, passphrase?: string): void {
  const locked = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  writeFileSync(at(name), key.export({ type: 'pkcs8', format: 'pem', ...locked }))
}

beforeAll(async () => {
  writeKey('ours.pem', OURS.privateKey)
  writeKey('locked.pem', OURS.privateKey, PASSWORD)
  writeKey('others.pem', OTHERS.privateKey)
  writeKey('curve.pem', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey)
  const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'H56' }
  const jws = new CompactEncrypt(readFileSync('examples/signed-dossier.jws'))
  writeFileSync(at('m.jwe'), await jws.setProtectedHeader(header).encrypt(OURS.publicKey))
  const xml = readFileSync('examples/signed-citizen.xml')
  writeFileSync(at('m.xml'), encryptXml(xml, { key: OURS.publicKey, recipient: 'H56' }))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe.each(['m.jwe', 'm.xml'])('%s, encrypted after it was signed', (file) => {
  const run = (command: string, ...more: readonly string[]) =>
    runChuan([command, at(file), ...TRUST, ...more], { now })

  test.for(['verify', 'validate'])('is opened and judged by chuan %s', async (command) => {
    const { code, out } = await run(command, '--decrypt-key', at('ours.pem'))
    expect([code, out]).toEqual([0, expect.stringContaining('TOTAL_PASSED')])
    expect(out).toContain('decrypted (RSA-OAEP-256, A256GCM)')
  })

  test('without a key says how it is encrypted and for whom', async () => {
    const { code, out } = await run('verify', '--lang', 'vi')
    expect(code).toBe(1)
    expect(out).toContain('mã hóa (RSA-OAEP-256, A256GCM) cho khóa H56')
  })

  test('with the key of others says no more than that it is refused', async () => {
    const { code, out } = await run('validate', '--decrypt-key', at('others.pem'))
    expect(code).toBe(1)
    expect(out).toContain('decryption-refused')
  })
})

test('the password of a key is read from the environment', async () => {
  const argv = ['verify', at('m.jwe'), ...TRUST, '--decrypt-key', at('locked.pem')]
  const { code } = await runChuan(argv, { now, env: { CHUAN_KEY_PASSWORD: PASSWORD } })
  expect(code).toBe(0)
})

test.for(['locked.pem', 'curve.pem', 'm.jwe'])('%s is told by name to be no key', async (file) => {
  const argv = ['verify', at('m.jwe'), ...TRUST, '--decrypt-key', at(file)]
  const { code, err } = await runChuan(argv, { now })
  expect(code).toBe(2)
  expect(err).toContain('[decryption-key-unreadable]')
  expect(err).toContain(file)
  expect(err).not.toContain('BEGIN')
})
