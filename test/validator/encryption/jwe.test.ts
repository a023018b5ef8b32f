/** Encrypted messages: opened by a configured key, then verified and judged; else one refusal. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CompactEncrypt, type CompactJWEHeaderParameters } from 'jose'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import type { Verdict } from '../../../validator/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  Problem,
  readDecryptionKey,
  readSigningKey,
  signJws,
} from '../../../validator/index.ts'
import { decryptionKeyUnreadable } from '../../../validator/problems.ts'
import { AT, makeCertificate } from '../signature/keys.ts'
import { encryptXml } from './encrypt-xml.ts'

const MESSAGE = readFileSync('schemas/exchange/ratings/rating/1.0.0/examples/valid/month.json')
const catalogue = createCatalogue(await readCatalogueFolder())
const RSA = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const X = generateKeyPairSync('x25519')

async function encrypt(
  content: Uint8Array,
  header: CompactJWEHeaderParameters,
  key: KeyObject | Uint8Array,
): Promise<string> {
  return await new CompactEncrypt(content).setProtectedHeader(header).encrypt(key)
}

async function judge(text: string, decryptionKeys: readonly KeyObject[] = []): Promise<Verdict> {
  const validator = createValidator({ catalogue, decryptionKeys, now: () => AT })
  return await validator.validate(Buffer.from(text))
}

const codes = ({ issues }: Verdict) => issues.map(({ code }) => code)

const KINDS = [
  { alg: 'RSA-OAEP-256', enc: 'A256GCM', pair: RSA },
  { alg: 'ECDH-ES', enc: 'A256GCM', pair: EC },
  { alg: 'ECDH-ES+A256KW', enc: 'A128GCM', pair: EC },
  { alg: 'ECDH-ES', enc: 'A256GCM', pair: X },
]

describe('a message encrypted by $alg', () => {
  test.for(KINDS)('$alg with $enc is opened and judged', async ({ alg, enc, pair }) => {
    const jwe = await encrypt(MESSAGE, { alg, enc, kid: 'H56.14' }, pair.publicKey)
    const verdict = await judge(jwe, [RSA.privateKey, EC.privateKey, X.privateKey])
    expect(verdict.valid).toBe(true)
    expect(verdict.schema?.ref).toBe('exchange/ratings/rating@1.0.0')
    const known = { algorithm: alg, contentEncryption: enc, recipient: 'H56.14' }
    expect(verdict.encryption).toEqual({ ...known, isDecrypted: true })
  })

  test('is known by its parts, however its header is laid out', async () => {
    for (const space of [' ', '\n', '\t', '\r\n  ']) {
      const header = `{${space}"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"H56"}`
      const verdict = await judge(withRawHeader(header))
      expect([codes(verdict), verdict.encryption?.recipient]).toEqual([
        ['message-encrypted'],
        'H56',
      ])
    }
  })

  test('that was signed first is verified once it is open', async () => {
    const leaf = await makeCertificate({ name: 'Signer', keyUsage: 0x80 })
    const key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
    const signed = await signJws(MESSAGE, key, { serialization: 'compact' })
    const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JOSE' }
    const jwe = await encrypt(Buffer.from(signed), header, RSA.publicKey)
    const validator = createValidator({
      catalogue,
      trust: createTrustStore([leaf.der]),
      decryptionKeys: [RSA.privateKey],
      now: () => AT,
    })
    const verdict = await validator.validate(Buffer.from(jwe))
    expect(verdict.valid).toBe(true)
    expect(verdict.signatures).toMatchObject([{ indication: 'TOTAL_PASSED' }])
  })

  test('without a key says for whom and how, and is not valid', async () => {
    const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'H56.14' }
    const verdict = await judge(await encrypt(MESSAGE, header, RSA.publicKey))
    expect([verdict.valid, codes(verdict)]).toEqual([false, ['message-encrypted']])
    expect(verdict.issues[0]?.message.vi).toContain('cho khóa H56.14')
    expect(verdict.encryption?.isDecrypted).toBe(false)
  })

  test('does not repeat what a sender writes for a name', async () => {
    const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'Nguyễn Thị Ví Dụ' }
    const verdict = await judge(await encrypt(MESSAGE, header, RSA.publicKey))
    expect(JSON.stringify(verdict)).not.toContain('Nguyễn')
    expect(verdict.issues[0]?.message.vi).toContain('cho khóa (không nêu tên rõ);')
  })
})

describe('a ciphertext that was signed', () => {
  test('stays closed: who signed it need not know what is in it', async () => {
    const leaf = await makeCertificate({ name: 'Signer', keyUsage: 0x80 })
    const key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
    const trust = createTrustStore([leaf.der])
    const decryptionKeys = [RSA.privateKey]
    const validator = createValidator({ catalogue, trust, decryptionKeys, now: () => AT })
    const jwe = await encrypt(MESSAGE, { alg: 'RSA-OAEP-256', enc: 'A256GCM' }, RSA.publicKey)
    const xml = encryptXml(MESSAGE, { key: RSA.publicKey })
    for (const ciphertext of [jwe, xml].map((text) => Buffer.from(text))) {
      expect((await validator.validate(ciphertext)).valid).toBe(true)
      const options = { serialization: 'compact' } as const
      const carried = await signJws(ciphertext, key, options)
      const signature = await signJws(ciphertext, key, { ...options, detached: true })
      for (const verdict of [
        await validator.validate(Buffer.from(carried)),
        await validator.validate(ciphertext, { signature }),
      ]) {
        expect([verdict.valid, codes(verdict)]).toEqual([false, ['decryption-refused']])
        expect(verdict.signatures).toMatchObject([{ indication: 'TOTAL_PASSED' }])
      }
    }
  })
})

describe('one refusal for all that fails', () => {
  const good = { alg: 'RSA-OAEP-256', enc: 'A256GCM' }
  const keys = [RSA.privateKey, EC.privateKey]
  const SECRET = new Uint8Array(32)

  test.for([
    { name: 'another key', make: () => encrypt(MESSAGE, good, rsa().publicKey) },
    {
      name: 'RSA-OAEP with SHA-1',
      make: () => encrypt(MESSAGE, { ...good, alg: 'RSA-OAEP' }, RSA.publicKey),
    },
    {
      name: 'AES-CBC',
      make: () => encrypt(MESSAGE, { ...good, enc: 'A256CBC-HS512' }, RSA.publicKey),
    },
    { name: 'a shared key', make: () => encrypt(MESSAGE, { alg: 'dir', enc: 'A256GCM' }, SECRET) },
    {
      name: 'a password',
      make: () => encrypt(MESSAGE, { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM' }, SECRET),
    },
    { name: 'a point that is not on the curve', make: () => offCurve() },
    { name: 'a point of another curve', make: () => offCurve('P-384') },
    { name: 'no header', make: async () => 'eyJ9.AA.AA.AA.AA' },
    { name: 'padding', make: async () => `${await encrypt(MESSAGE, good, RSA.publicKey)}=` },
    { name: 'compression', make: async () => withHeader({ ...good, zip: 'DEF' }) },
    { name: 'an extension', make: async () => withHeader({ ...good, crit: ['exp'], exp: 1 }) },
    {
      name: 'a member twice',
      make: async () => withRawHeader('{"alg":"dir","alg":"RSA-OAEP-256","enc":"A256GCM"}'),
    },
  ])('$name', async ({ make }) => {
    const verdict = await judge(await make(), keys)
    expect([verdict.valid, verdict.issues]).toEqual([false, [REFUSED]])
  })

  test('one character changed anywhere', async () => {
    const jwe = await encrypt(Buffer.from('{}'), good, RSA.publicKey)
    for (let index = 0; index < jwe.length; index += 7) {
      const other = jwe[index] === 'A' ? 'B' : 'A'
      const changed = jwe.slice(0, index) + other + jwe.slice(index + 1)
      if (changed.startsWith('eyJ')) {
        expect([index, (await judge(changed, keys)).issues]).toEqual([index, [REFUSED]])
      }
    }
  })

  test('an encrypted message inside an encrypted one stays closed', async () => {
    const inner = await encrypt(MESSAGE, good, RSA.publicKey)
    const outer = await encrypt(Buffer.from(inner), good, RSA.publicKey)
    expect((await judge(outer, keys)).issues).toEqual([REFUSED])
  })
})

const REFUSED = {
  code: 'decryption-refused',
  severity: 'error',
  message: {
    vi: 'Không giải mã được thông điệp; đề nghị bên gửi mã hóa lại bằng AES-GCM cho khóa hiện hành.',
    en: 'The message cannot be decrypted; ask the sender to encrypt it again by AES-GCM for your key.',
  },
  instanceLocation: '',
}

function rsa() {
  return generateKeyPairSync('rsa', { modulusLength: 2_048 })
}

function withHeader(header: object): string {
  return withRawHeader(JSON.stringify(header))
}

/** What an invalid point answers to, again and again, would tell the key. */
async function offCurve(crv?: string): Promise<string> {
  const jwe = await encrypt(MESSAGE, { alg: 'ECDH-ES', enc: 'A256GCM' }, EC.publicKey)
  const [head = '', ...rest] = jwe.split('.')
  const header = JSON.parse(Buffer.from(head, 'base64url').toString())
  const y = Buffer.from(header.epk.y, 'base64url')
  y[31] = (y[31] ?? 0) ^ 1
  header.epk = { ...header.epk, ...(crv ? { crv } : { y: y.toString('base64url') }) }
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.')
}

function withRawHeader(header: string): string {
  return `${Buffer.from(header).toString('base64url')}.AAAA.AAAA.AAAA.AAAA`
}

describe('a decryption key', () => {
  const pem = (key: KeyObject, password?: string) =>
    key
      .export({
        format: 'pem',
        type: 'pkcs8',
        ...(password === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: password }),
      } as never)
      .toString()

  test('is read from PEM, with its password', () => {
    expect(readDecryptionKey(pem(EC.privateKey)).asymmetricKeyType).toBe('ec')
    expect(readDecryptionKey(pem(RSA.privateKey, 'mật'), 'mật').asymmetricKeyType).toBe('rsa')
  })

  test.for([
    { name: 'text', make: () => 'no key' },
    { name: 'a locked key without its password', make: () => pem(RSA.privateKey, 'x') },
    {
      name: 'a key of a curve that no message is encrypted for',
      make: () => pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey),
    },
    { name: 'a key to sign with', make: () => pem(generateKeyPairSync('ed25519').privateKey) },
    {
      name: 'a short key',
      make: () => pem(generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey),
    },
  ])('is not $name', ({ make }) => {
    let thrown: unknown
    try {
      readDecryptionKey(make())
    } catch (problem) {
      thrown = problem
    }
    expect(thrown).toBeInstanceOf(Problem)
    expect(thrown).toMatchObject({ kind: decryptionKeyUnreadable })
  })
})
