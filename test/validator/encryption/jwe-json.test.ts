/** JWE in JSON (RFC 7516 §7.2): flattened and general, read as strictly as the compact form. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { FlattenedEncrypt, type FlattenedJWE, GeneralEncrypt } from 'jose'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import type { Verdict } from '../../../validator/index.ts'
import { createCatalogue, createValidator, readPolicy } from '../../../validator/index.ts'
import { AT } from '../signature/keys.ts'

const MESSAGE = readFileSync('schemas/exchange/ratings/rating/1.0.0/examples/valid/month.json')
const catalogue = createCatalogue(await readCatalogueFolder())
const RSA = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const OTHER = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const HEADER = { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'H56.14' }

async function judge(message: object, keys: readonly KeyObject[] = [RSA.privateKey]) {
  const validator = createValidator({ catalogue, decryptionKeys: keys, now: () => AT })
  return await validator.validate(Buffer.from(JSON.stringify(message, null, 2)))
}

const codes = ({ issues }: Verdict) => issues.map(({ code }) => code)

/** A policy that asks for a signature of every message. */
const ASKING = readPolicy(JSON.stringify({ id: 'all', default: { signature: 'required' } }))

async function flattened(header: Record<string, unknown> = HEADER): Promise<FlattenedJWE> {
  return await new FlattenedEncrypt(MESSAGE).setProtectedHeader(header).encrypt(RSA.publicKey)
}

/** For an RSA key and an EC key. */
async function general(first: KeyObject = RSA.publicKey, protect: object = {}) {
  const encryption = new GeneralEncrypt(MESSAGE).setProtectedHeader({ enc: 'A256GCM', ...protect })
  encryption.addRecipient(first).setUnprotectedHeader({ alg: 'RSA-OAEP-256', kid: 'one' })
  encryption.addRecipient(EC.publicKey).setUnprotectedHeader({ alg: 'ECDH-ES+A256KW', kid: 'two' })
  return await encryption.encrypt()
}

describe('a JWE in JSON', () => {
  test('that stays closed is not said to lack a signature, which nobody can see', async () => {
    const text = Buffer.from(JSON.stringify(await flattened()))
    const judgeWith = (decryptionKeys: readonly KeyObject[]) =>
      createValidator({ catalogue, policy: ASKING, decryptionKeys, now: () => AT }).validate(text)
    expect(codes(await judgeWith([]))).toEqual(['message-encrypted'])
    expect(codes(await judgeWith([OTHER.privateKey]))).toEqual(['decryption-refused'])
    expect(codes(await judgeWith([RSA.privateKey]))).toEqual(['signature-required'])
  })

  test('is opened and judged, flattened', async () => {
    const verdict = await judge(await flattened())
    expect([verdict.valid, verdict.schema?.ref]).toEqual([true, 'exchange/ratings/rating@1.0.0'])
    expect(verdict.encryption).toEqual({
      algorithm: 'RSA-OAEP-256',
      contentEncryption: 'A256GCM',
      recipient: 'H56.14',
      isDecrypted: true,
    })
  })

  test('is opened by whichever recipient has a key', async () => {
    const message = await general()
    const [one, two] = [await judge(message), await judge(message, [EC.privateKey])]
    expect([one.valid, one.encryption?.recipient]).toEqual([true, 'one'])
    expect([two.valid, two.encryption?.recipient]).toEqual([true, 'two'])
  })

  test('for others and us is opened by our entry alone', async () => {
    const keys = [RSA.privateKey, EC.privateKey]
    const verdict = await judge(await general(OTHER.publicKey), keys)
    expect([verdict.valid, verdict.encryption?.recipient]).toEqual([true, 'two'])
  })

  test('for thousands is refused at once, and not held against each', async () => {
    const { recipients, ...shared } = await general()
    const ciphertext = 'A'.repeat(4_000_000)
    const many = { ...shared, ciphertext, recipients: Array(5_000).fill(recipients[0]) }
    expect(codes(await judge(many))).toEqual(['decryption-refused'])
  })

  test('for a number does not repeat it', async () => {
    const verdict = await judge(await flattened({ ...HEADER, kid: '001190000002' }), [])
    expect(JSON.stringify(verdict)).not.toContain('001190000002')
  })

  test('without a key says for whom it is, all of them', async () => {
    const verdict = await judge(await general(), [])
    expect([codes(verdict), verdict.encryption?.recipient]).toEqual([['message-encrypted'], 'one'])
    expect(verdict.encryption?.recipients).toEqual(['one', 'two'])
    expect(verdict.issues[0]?.message.vi).toContain('cho khóa one, two;')
  })

  test('is no other message that speaks of ciphertext', async () => {
    const other = judge({ ciphertext: 'a', data: { tag: 'b' } })
    await expect(other).rejects.toMatchObject({ kind: { code: 'schema-undetermined' } })
  })
})

describe('a JWE in JSON is refused', () => {
  type Change = (message: FlattenedJWE) => object
  test.for<{ readonly name: string; readonly change: Change }>([
    { name: 'with an unprotected header', change: (jwe) => ({ ...jwe, unprotected: {} }) },
    { name: 'with additional data', change: (jwe) => ({ ...jwe, aad: 'AAAA' }) },
    { name: 'with a member nobody knows', change: (jwe) => ({ ...jwe, zip: 'DEF' }) },
    {
      name: 'with a parameter said twice',
      change: (jwe) => ({ ...jwe, header: { alg: 'RSA-OAEP-256' } }),
    },
    { name: 'with enc outside', change: (jwe) => ({ ...jwe, header: { enc: 'A256GCM' } }) },
    { name: 'with a list for a header', change: (jwe) => ({ ...jwe, header: [] }) },
    { name: 'without a protected header', change: ({ protected: _, ...jwe }) => jwe },
    { name: 'without an IV', change: ({ iv: _, ...jwe }) => jwe },
    { name: 'with padding', change: (jwe) => ({ ...jwe, iv: `${jwe.iv}=` }) },
    { name: 'with a number for a key', change: (jwe) => ({ ...jwe, encrypted_key: 1 }) },
    { name: 'without a key', change: ({ encrypted_key: _, ...jwe }) => jwe },
    { name: 'with no recipient', change: (jwe) => asGeneral(jwe, 0) },
    { name: 'with nine recipients', change: (jwe) => asGeneral(jwe, 9) },
    {
      name: 'with recipients and a key beside them',
      change: (jwe) => ({ ...asGeneral(jwe, 1), encrypted_key: jwe.encrypted_key }),
    },
  ])('$name', async ({ change }) => {
    const verdict = await judge(change(await flattened()), [RSA.privateKey, EC.privateKey])
    expect([verdict.valid, codes(verdict)]).toEqual([false, ['decryption-refused']])
  })

  test('with direct agreement for two', async () => {
    const jwe = await new FlattenedEncrypt(MESSAGE)
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
      .encrypt(EC.publicKey)
    expect((await judge(jwe, [EC.privateKey])).valid).toBe(true)
    const { header: _, ...shared } = jwe
    const two = { ...shared, recipients: [{}, {}] }
    expect(codes(await judge(two, [EC.privateKey]))).toEqual(['decryption-refused'])
  })

  test('but not with eight recipients', async () => {
    expect((await judge(asGeneral(await flattened(), 8))).valid).toBe(true)
  })
})

function asGeneral({ encrypted_key, ...jwe }: FlattenedJWE, count: number): object {
  return { ...jwe, recipients: Array.from({ length: count }, () => ({ encrypted_key })) }
}
