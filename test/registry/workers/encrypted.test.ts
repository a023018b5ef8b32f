/** Encrypted messages go to a thread, which opens them with the key of the service, or not. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { CompactEncrypt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Judge } from '../../../registry/judge.ts'
import { createJudgingPool, shareValidation } from '../../../registry/workers/pool.ts'
import type { CatalogueEntry } from '../../../validator/index.ts'
import {
  BASE_URL_DEFAULT,
  createCatalogue,
  createValidator,
  parseSchemaRef,
} from '../../../validator/index.ts'
import { encryptXml } from '../../validator/encryption/encrypt-xml.ts'
import { NOW, someEntries } from '../setup.ts'

const now = () => NOW
const request = { schema: parseSchemaRef('codelists/sex@1.0.0') }
const KEY = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const HEADER = { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'H56' }

let jwe: string
let xml: string
let entries: readonly CatalogueEntry[]
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  entries = await someEntries()
  const encrypting = new CompactEncrypt(Buffer.from('"1"')).setProtectedHeader(HEADER)
  jwe = await encrypting.encrypt(KEY.publicKey)
  xml = encryptXml('"1"', { key: KEY.publicKey, recipient: 'H56' })
})

afterAll(async () => {
  for (const close of closing) await close()
})

/** As the service is wired; what is judged where it arrives would have no key. */
function serviceWith(decryptionKeys: readonly KeyObject[]): Judge {
  const catalogue = createCatalogue(entries, BASE_URL_DEFAULT)
  const pool = createJudgingPool({ entries, base: BASE_URL_DEFAULT, decryptionKeys }, now)
  closing.push(pool.close)
  return shareValidation(createValidator({ catalogue, now }), pool, catalogue)
}

test('with the key they are opened and judged', async () => {
  const service = serviceWith([KEY.privateKey])
  for (const message of [jwe, xml]) {
    const verdict = await service.validate(Buffer.from(message), request)
    expect(verdict).toMatchObject({ valid: true, encryption: { isDecrypted: true } })
  }
})

test('without one their algorithms and recipient are told', async () => {
  const service = serviceWith([])
  for (const message of [jwe, xml]) {
    const verdict = await service.validate(Buffer.from(message), request)
    expect(verdict.issues.map(({ code }) => code)).toEqual(['message-encrypted'])
    expect(verdict.encryption).toEqual({
      algorithm: 'RSA-OAEP-256',
      contentEncryption: 'A256GCM',
      recipient: 'H56',
      isDecrypted: false,
    })
  }
})

test('whatever is changed in them, many at a time, all get one answer', async () => {
  const service = serviceWith([KEY.privateKey])
  const parts = jwe.split('.')
  const changed = parts.slice(1).flatMap((part, index) =>
    [Buffer.from(part, 'base64url'), Buffer.alloc(9)].map((bytes) => {
      bytes[0] = (bytes[0] ?? 0) ^ 1
      return parts.with(index + 1, bytes.toString('base64url')).join('.')
    }),
  )
  const verdicts = await Promise.all(
    changed.map((message) => service.validate(Buffer.from(message), request)),
  )
  expect(new Set(verdicts.map((verdict) => JSON.stringify(verdict))).size).toBe(1)
  expect(verdicts[0]?.issues.map(({ code }) => code)).toEqual(['decryption-refused'])
})
