/** Reading signing keys out of the files that people have. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MESSAGE_CERTIFICATE_COUNT_MAX, readSigningKey } from '../../../../validator/index.ts'
import {
  signingKeyMismatch,
  signingKeyPasswordWrong,
  signingKeyUnreadable,
} from '../../../../validator/problems.ts'
import { makeCertificate, type TestCertificate } from '../keys.ts'
import { makePkcs12 } from './make-pkcs12.ts'

const PASSWORD = 'mật khẩu'

let root: TestCertificate
let issuing: TestCertificate
let leaf: TestCertificate
let stranger: TestCertificate
let rsa: TestCertificate

beforeAll(async () => {
  root = await makeCertificate({ name: 'Root', isCa: true, keyUsage: 0x06 })
  const byRoot = { name: 'Root', key: root.privateKey }
  issuing = await makeCertificate({ name: 'Issuing', isCa: true, keyUsage: 0x06, issuer: byRoot })
  const byIssuing = { name: 'Issuing', key: issuing.privateKey }
  leaf = await makeCertificate({ name: 'Leaf', issuer: byIssuing, keyUsage: 0x80 })
  rsa = await makeCertificate({ name: 'Leaf', kind: 'rsa', issuer: byIssuing, keyUsage: 0x80 })
  stranger = await makeCertificate({ name: 'Stranger' })
})

describe('a key in PEM', () => {
  test.for([
    { name: 'PKCS#8', type: 'pkcs8', of: () => leaf },
    { name: 'SEC 1', type: 'sec1', of: () => leaf },
    { name: 'PKCS#1', type: 'pkcs1', of: () => rsa },
  ] as const)('is read in $name, plain and encrypted', async ({ type, of }) => {
    const { privateKey, pem: certificatePem } = of()
    const plain = privateKey.export({ format: 'pem', type }).toString()
    const cipher = { cipher: 'aes-256-cbc', passphrase: PASSWORD }
    const encrypted = privateKey.export({ format: 'pem', type, ...cipher }).toString()
    for (const source of [{ pem: plain }, { pem: encrypted, password: PASSWORD }]) {
      const key = await readSigningKey({ ...source, certificatePem })
      expect(key.privateKey.equals(privateKey)).toBe(true)
    }
    for (const password of [{ password: 'sai' }, {}]) {
      const read = readSigningKey({ pem: encrypted, certificatePem, ...password })
      await expect(read).rejects.toMatchObject({ kind: signingKeyPasswordWrong })
    }
  })

  test('takes of its certificates the path above it, nearest first', async () => {
    const { privateKeyPem: pem } = leaf
    const certificatePem = [root, stranger, leaf, issuing].map((each) => each.pem).join('')
    const { certificate, chain } = await readSigningKey({ pem, certificatePem })
    expect([certificate, ...chain].map(({ subject }) => subject)).toEqual([
      'CN=Leaf',
      'CN=Issuing',
      'CN=Root',
    ])
  })

  test('takes no more certificates than a reader of ours looks at', async () => {
    const path = [root]
    for (let place = 0; place <= MESSAGE_CERTIFICATE_COUNT_MAX; place += 1) {
      const issuer = {
        name: place === 0 ? 'Root' : `CA ${place - 1}`,
        key: path[place]?.privateKey,
      }
      const key = issuer.key ?? root.privateKey
      path.push(
        await makeCertificate({ name: `CA ${place}`, isCa: true, issuer: { ...issuer, key } }),
      )
    }
    const certificatePem = path.map(({ pem }) => pem).join('')
    const pem = path.at(-1)?.privateKeyPem ?? ''
    const { chain } = await readSigningKey({ pem, certificatePem })
    expect(chain).toHaveLength(MESSAGE_CERTIFICATE_COUNT_MAX - 1)
  })
})

describe('a key in PKCS#12', () => {
  test('is read with its certificates', async () => {
    const pkcs12 = await makePkcs12([leaf, root, issuing], PASSWORD)
    const { certificate, chain, privateKey } = await readSigningKey({ pkcs12, password: PASSWORD })
    expect(privateKey.equals(leaf.privateKey)).toBe(true)
    expect([certificate, ...chain].map(({ subject }) => subject)).toEqual([
      'CN=Leaf',
      'CN=Issuing',
      'CN=Root',
    ])
  })

  test.for(['sai', undefined])('is not read with the password %s', async (password) => {
    const pkcs12 = await makePkcs12([leaf], PASSWORD)
    const read = readSigningKey({ pkcs12, ...(password === undefined ? {} : { password }) })
    await expect(read).rejects.toMatchObject({ kind: signingKeyPasswordWrong })
  })

  test('must belong to a certificate', async () => {
    const pkcs12 = await makePkcs12([{ ...stranger, privateKey: leaf.privateKey }], PASSWORD)
    const read = readSigningKey({ pkcs12, password: PASSWORD })
    await expect(read).rejects.toMatchObject({ kind: signingKeyMismatch })
  })

  test('must be the only one, since nobody says which is meant', async () => {
    const pkcs12 = await makePkcs12([leaf], PASSWORD, { keyCount: 2 })
    const read = readSigningKey({ pkcs12, password: PASSWORD })
    await expect(read).rejects.toThrow('2 private keys')
  })

  test('is not read where the file asks for a great many rounds', async () => {
    const pkcs12 = await makePkcs12([leaf], PASSWORD, { macRounds: 3 })
    // DER of the number of rounds, which stands last: as many octets, and another number.
    for (const rounds of [0, 127]) {
      const changed = Uint8Array.from(pkcs12)
      changed[changed.length - 1] = rounds
      const kind = rounds === 0 ? signingKeyUnreadable : signingKeyPasswordWrong
      const read = readSigningKey({ pkcs12: changed, password: PASSWORD })
      await expect(read).rejects.toMatchObject({ kind })
    }
  })

  test('is not read when the file is cut short', async () => {
    const pkcs12 = (await makePkcs12([leaf], PASSWORD)).subarray(0, -1)
    const read = readSigningKey({ pkcs12, password: PASSWORD })
    await expect(read).rejects.toMatchObject({ kind: signingKeyUnreadable })
  })
})

const openssl = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!openssl)('a PKCS#12 file of openssl (needs the command)', () => {
  let folder = ''

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chuan-pkcs12-'))
    writeFileSync(join(folder, 'key.pem'), leaf.privateKeyPem)
    writeFileSync(join(folder, 'cert.pem'), leaf.pem)
  })

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  function exportPkcs12(password: string, options: readonly string[]): Uint8Array {
    const parts = ['-inkey', 'key.pem', '-in', 'cert.pem', '-passout', `pass:${password}`]
    const argv = ['pkcs12', '-export', '-out', 'out.p12', ...parts, ...options]
    execFileSync('openssl', argv, { cwd: folder, stdio: 'ignore' })
    return readFileSync(join(folder, 'out.p12'))
  }

  test.for([
    { name: 'as it makes them', options: [] },
    { name: 'with a MAC of SHA-1', options: ['-macalg', 'sha1'] },
    { name: 'with a MAC of SHA-512', options: ['-macalg', 'sha512'] },
    { name: 'without a MAC', options: ['-nomac'] },
    { name: 'with AES-128', options: ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC'] },
    { name: 'that is encrypted nowhere', options: ['-keypbe', 'NONE', '-certpbe', 'NONE'] },
  ])('is read $name', async ({ options }) => {
    for (const password of ['secret', PASSWORD, '']) {
      const key = await readSigningKey({ pkcs12: exportPkcs12(password, options), password })
      expect(key.certificate.subject).toBe('CN=Leaf')
    }
  })

  test.for([
    { name: 'that has no key', options: ['-nokeys'] },
    { name: 'that has no certificate', options: ['-nocerts'] },
    { name: 'of an old encryption', options: ['-legacy'] },
    { name: 'with more rounds than are made', options: ['-iter', '2000001'] },
    { name: 'of 3DES', options: ['-keypbe', 'PBE-SHA1-3DES'] },
  ])('is refused $name, whatever the password', async ({ options }) => {
    const read = readSigningKey({ pkcs12: exportPkcs12('secret', options), password: 'secret' })
    await expect(read).rejects.toMatchObject({ kind: signingKeyUnreadable })
  })
})
