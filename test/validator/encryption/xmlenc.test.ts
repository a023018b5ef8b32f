/** XML Encryption: decrypted where it stands, then verified and judged; else one refusal. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import type { Verdict } from '../../../validator/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  readSigningKey,
  signJws,
  signXml,
} from '../../../validator/index.ts'
import { AT, makeCertificate } from '../signature/keys.ts'
import { type Encryption, encryptedKey, encryptXml, XMLENC, XMLENC11 } from './encrypt-xml.ts'

const CITIZEN = readFileSync('examples/citizen.xml', 'utf8').replace(/^<\?xml[^>]*>\s*/u, '')
const RATING = readFileSync('schemas/exchange/ratings/rating/1.0.0/examples/valid/month.json')
const catalogue = createCatalogue(await readCatalogueFolder())
const RSA = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const OTHER = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signer = await makeCertificate({ name: 'Signer', keyUsage: 0x80 })
const FOR_US: Encryption = { key: RSA.publicKey }

async function judge(text: string, keys: readonly KeyObject[] = [RSA.privateKey]) {
  const trust = createTrustStore([signer.der])
  const validator = createValidator({ catalogue, trust, decryptionKeys: keys, now: () => AT })
  return await validator.validate(Buffer.from(text))
}

const codes = ({ issues }: Verdict) => issues.map(({ code }) => code)
const encrypt = (options: Partial<Encryption> = {}) =>
  encryptXml(CITIZEN, { ...FOR_US, type: 'Element', ...options })

/** The content of the first element of that name, encrypted where it stands. */
function encryptContent(xml: string, name: string, options: Encryption = FOR_US): string {
  return xml.replace(
    new RegExp(`(<${name}>)([^<]*)(</${name}>)`, 'u'),
    (_, open: string, inside: string, close: string) =>
      `${open}${encryptXml(inside, { ...options, type: 'Content' })}${close}`,
  )
}

describe('an encrypted document', () => {
  test.for([
    { bits: 128, hash: 'sha256', algorithm: 'RSA-OAEP-256', contentEncryption: 'A128GCM' },
    { bits: 192, hash: 'sha384', algorithm: 'RSA-OAEP-384', contentEncryption: 'A192GCM' },
    { bits: 256, hash: 'sha512', algorithm: 'RSA-OAEP-512', contentEncryption: 'A256GCM' },
  ] as const)('by $algorithm and $contentEncryption is opened and judged', async (row) => {
    const { bits, hash, ...named } = row
    const verdict = await judge(encrypt({ bits, hash, recipient: 'H56.14' }))
    expect([verdict.valid, verdict.schema?.ref]).toEqual([
      true,
      'national/population/citizen@2.0.0',
    ])
    expect(verdict.encryption).toEqual({ ...named, recipient: 'H56.14', isDecrypted: true })
  })

  test('is what xml-encryption makes, too', async () => {
    const made = await encryptByOther(CITIZEN)
    const verdict = await judge(made)
    expect([verdict.valid, verdict.encryption?.isDecrypted]).toEqual([true, true])
  })

  test('without a type may be anything, such as JSON, signed', async () => {
    const key = await readSigningKey({ pem: signer.privateKeyPem, certificatePem: signer.pem })
    const jws = await signJws(RATING, key, { serialization: 'compact' })
    const verdict = await judge(encryptXml(jws, FOR_US))
    expect([verdict.valid, verdict.schema?.ref]).toEqual([true, 'exchange/ratings/rating@1.0.0'])
    expect(verdict.signatures).toMatchObject([{ indication: 'TOTAL_PASSED' }])
  })

  test('is what a SOAP body carries', async () => {
    const soap = 'http://schemas.xmlsoap.org/soap/envelope/'
    const body = `<s:Envelope xmlns:s="${soap}"><s:Body>${encrypt()}</s:Body></s:Envelope>`
    expect((await judge(body)).valid).toBe(true)
  })

  test('without a key says for whom and how, and is not valid', async () => {
    const verdict = await judge(encrypt({ recipient: 'H56.14' }), [])
    expect([verdict.valid, codes(verdict)]).toEqual([false, ['message-encrypted']])
    expect(verdict.issues[0]?.message.vi).toContain('(RSA-OAEP-256, A256GCM) cho khóa H56.14')
  })

  test('does not repeat what a sender writes for a name', async () => {
    const verdict = await judge(encrypt({ recipient: 'Nguyễn Thị Ví Dụ' }), [])
    expect(JSON.stringify(verdict)).not.toContain('Nguyễn')
  })

  test('for several, without a key, names them all', async () => {
    const other = encryptedKey(Buffer.alloc(32), { key: OTHER.publicKey, recipient: 'H57' })
    const several = encrypt({ recipient: 'H56' }).replace('<xenc:EncryptedKey', `${other}$&`)
    const { encryption } = await judge(several, [])
    expect(encryption).toMatchObject({ recipient: 'H57', recipients: ['H57', 'H56'] })
  })

  test('for several recipients is opened by any of them', async () => {
    const other = encryptedKey(Buffer.alloc(32), { key: OTHER.publicKey })
    const several = encrypt().replace('<xenc:EncryptedKey', `${other}$&`)
    expect((await judge(several)).valid).toBe(true)
    expect((await judge(several, [EC.privateKey, OTHER.privateKey, RSA.privateKey])).valid).toBe(
      true,
    )
  })

  test('names its key by Id, when it lies elsewhere in the document', async () => {
    const soap = 'http://schemas.xmlsoap.org/soap/envelope/'
    const whole = encrypt()
    const [key = ''] = /<xenc:EncryptedKey[\s\S]*<\/xenc:EncryptedKey>/u.exec(whole) ?? []
    const named = `<ds:RetrievalMethod URI="#key" Type="${XMLENC}EncryptedKey"/>`
    const message = (header: string) =>
      `<s:Envelope xmlns:s="${soap}"><s:Header>${header}</s:Header>` +
      `<s:Body>${whole.replace(key, named)}</s:Body></s:Envelope>`
    expect((await judge(message(key))).valid).toBe(true)
    expect(codes(await judge(message(key + key)))).toEqual(['decryption-refused'])
    expect(codes(await judge(message('')))).toEqual(['decryption-refused'])
  })
})

describe('parts of a document', () => {
  test('are decrypted where they stand, and the whole is judged', async () => {
    const names = [...CITIZEN.matchAll(/<(\w+)>[^<]+<\/\1>/gu)].slice(0, 3).map(([, name]) => name)
    const parts = names.reduce((xml: string, name = '') => encryptContent(xml, name), CITIZEN)
    expect(parts.match(/EncryptedData /gu)).toHaveLength(3)
    const verdict = await judge(parts)
    expect([verdict.valid, verdict.encryption?.isDecrypted]).toEqual([true, true])
    expect(await judge(CITIZEN)).toEqual({ ...verdict, encryption: undefined })
  })

  test('that were signed first are verified once they are open', async () => {
    const key = await readSigningKey({ pem: signer.privateKeyPem, certificatePem: signer.pem })
    const signed = signXml(CITIZEN, key, { placement: 'enveloped' })
    const [, name = ''] = /<(\w+)>[^<]+<\/\1>/u.exec(signed) ?? []
    const verdict = await judge(encryptContent(signed, name))
    expect(verdict).toMatchObject({ valid: true, signatures: [{ indication: 'TOTAL_PASSED' }] })
    const after = signXml(encryptContent(CITIZEN, name), key, { placement: 'enveloped' })
    expect(await judge(after)).toMatchObject({
      valid: false,
      signatures: [{ subIndication: 'HASH_FAILURE' }],
    })
  })

  test.for([
    { name: 'an end tag of what is around', plaintext: '</Ten><Ten>' },
    { name: 'an open comment', plaintext: 'a<!--' },
    { name: 'a DOCTYPE', plaintext: '<!DOCTYPE a>' },
    { name: 'no UTF-8', plaintext: Buffer.from([0x41, 0xff]) },
  ])('are refused when the plaintext has $name', async ({ plaintext }) => {
    const [, name = ''] = /<(\w+)>[^<]+<\/\1>/u.exec(CITIZEN) ?? []
    const part = encryptXml(plaintext, { ...FOR_US, type: 'Content' })
    const changed = CITIZEN.replace(new RegExp(`(<${name}>)[^<]+`, 'u'), `$1${part}`)
    expect((await judge(changed)).issues).toEqual([REFUSED])
  })

  test('are at most sixteen', async () => {
    const element = encryptXml('<a/>', { ...FOR_US, type: 'Element' })
    const many = (count: number) => judge(`<a>${element.repeat(count)}</a>`)
    await expect(many(16)).rejects.toMatchObject({ kind: { code: 'schema-undetermined' } })
    expect((await many(17)).issues).toEqual([REFUSED])
  })
})

test('thousands of keys to choose from are refused before they are looked for', async () => {
  const named = `<ds:RetrievalMethod URI="#key" Type="${XMLENC}EncryptedKey"/>`
  const key = /<xenc:EncryptedKey[\s\S]*<\/xenc:EncryptedKey>/u
  const part = encryptXml('<a/>', { ...FOR_US, type: 'Element' }).replace(key, named)
  const keys = `<xenc:EncryptedKey xmlns:xenc="${XMLENC}"/>`.repeat(30_000)
  expect((await judge(`<a>${part}${keys}</a>`)).issues).toEqual([REFUSED])
})

describe('one refusal for all that fails', () => {
  const cbc = `${XMLENC}aes256-cbc`
  const two = (xml: string) => xml.replace(/<xenc:CipherData>[\s\S]*?<\/xenc:CipherData>/u, '$&$&')
  test.for<{ readonly name: string; readonly make: () => string }>([
    { name: 'another key', make: () => encrypt({ key: OTHER.publicKey }) },
    { name: 'AES-CBC', make: () => encrypt({ contentMethod: cbc }) },
    {
      name: 'RSA PKCS#1 v1.5',
      make: () => encrypt({ keyMethod: `${XMLENC}rsa-1_5` }),
    },
    { name: 'MGF1 with SHA-1', make: () => encrypt({ mask: `${XMLENC11}mgf1sha1` }) },
    { name: 'rsa-oaep-mgf1p', make: () => encrypt({ keyMethod: `${XMLENC}rsa-oaep-mgf1p` }) },
    { name: 'SHA-1', make: () => encrypt({ hash: 'sha1' }) },
    { name: 'an OAEP label', make: () => encrypt({ label: 'for you' }) },
    { name: 'a name of an object', make: () => encrypt({ contentMethod: 'constructor' }) },
    { name: 'content of nothing', make: () => encrypt({ type: 'Content' }) },
    { name: 'a key shorter than the cipher', make: () => shortKey() },
    { name: 'two ciphertexts', make: () => two(encrypt()) },
    { name: 'no ciphertext', make: () => encrypt().replaceAll(/(CipherValue>)[^<]+/gu, '$1') },
    { name: 'a tag cut off', make: () => encrypt().replaceAll(/(CipherValue>)[^<]+/gu, '$1AAAA') },
    {
      name: 'a ciphertext to be fetched',
      make: () =>
        encrypt().replaceAll(
          /<xenc:CipherValue>[^<]*<\/xenc:CipherValue>/gu,
          '<xenc:CipherReference URI="http://localhost/"/>',
        ),
    },
    { name: 'a comment in it', make: () => encrypt().replace('CipherValue>', '$&<!-- -->') },
    {
      name: 'an attribute nobody knows',
      make: () => encrypt().replace('<xenc:EncryptedData', '$& Encoding="x"'),
    },
    {
      name: 'an attribute of a namespace',
      make: () => encrypt().replace(' Type=', ' xmlns:x="urn:x" x:Type='),
    },
    {
      name: 'an element nobody knows',
      make: () => encrypt().replace('<xenc:CipherData', '<xenc:KeySize/>$&'),
    },
    {
      name: 'too many recipients',
      make: () =>
        encrypt().replace(
          '<xenc:EncryptedKey',
          `${encryptedKey(Buffer.alloc(32), FOR_US).repeat(8)}$&`,
        ),
    },
    {
      name: 'an encrypted part within an encrypted key',
      make: () =>
        encrypt().replace(
          '</xenc:EncryptedKey>',
          `<ds:KeyInfo>${encryptXml('<a/>', FOR_US).repeat(3)}</ds:KeyInfo></xenc:EncryptedKey>`,
        ),
    },
    {
      name: 'another encrypted message in it',
      make: () => encryptXml(encrypt(), { ...FOR_US, type: 'Element' }),
    },
  ])('$name', async ({ make }) => {
    const verdict = await judge(make(), [RSA.privateKey, EC.privateKey])
    expect([verdict.valid, verdict.issues]).toEqual([false, [REFUSED]])
  })

  test('one character of the ciphertext changed', async () => {
    const xml = encryptXml('<a/>', { ...FOR_US, type: 'Element' })
    const values = xml.matchAll(/(?<=CipherValue>)[^<]+/gu)
    const places = [...values].flatMap(({ index, 0: value }) =>
      [...value].flatMap((character, at) => (character === '\n' ? [] : [index + at])),
    )
    for (const at of places.filter((_, index) => index % 7 === 0)) {
      const changed = xml.slice(0, at) + (xml[at] === 'A' ? 'B' : 'A') + xml.slice(at + 1)
      expect([at, (await judge(changed)).issues]).toEqual([at, [REFUSED]])
    }
  })

  test('without a key, what would be refused with one', async () => {
    expect((await judge(encrypt({ contentMethod: cbc }), [])).issues).toEqual([REFUSED])
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

function shortKey(): string {
  return encrypt().replace(
    /<xenc:EncryptedKey[\s\S]*<\/xenc:EncryptedKey>/u,
    encryptedKey(Buffer.alloc(16), FOR_US),
  )
}

async function encryptByOther(xml: string): Promise<string> {
  const { encrypt: encryptOther } = createRequire(import.meta.url)('xml-encryption') as {
    encrypt: (
      xml: string,
      options: object,
      done: (error: Error | null, xml: string) => void,
    ) => void
  }
  return await promisify(encryptOther)(xml, {
    rsa_pub: RSA.publicKey.export({ format: 'pem', type: 'spki' }),
    pem: signer.pem,
    encryptionAlgorithm: `${XMLENC11}aes256-gcm`,
    keyEncryptionAlgorithm: `${XMLENC11}rsa-oaep`,
    keyEncryptionDigest: 'sha256',
    keyEncryptionMgf: 'sha256',
  })
}
