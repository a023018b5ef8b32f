/** What cannot be converted, and what tries to do harm. */
import { Buffer } from 'node:buffer'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CompactEncrypt } from 'jose'
import { describe, expect, test } from 'vitest'
import { encryptXml } from '../encryption/encrypt-xml.ts'
import { CITIZEN, convert, example, findings, type Json } from './setup.ts'

describe('what cannot be asked', () => {
  const legacy = example('national/population/citizen/1.0.0/examples/valid/as-deployed.json')

  test('a conversion that nobody has written', async () => {
    const to = 'codelists/sex@1.0.0'
    await expect(convert(legacy, { ...CITIZEN, to })).rejects.toMatchObject({
      kind: { code: 'conversion-unknown' },
      message: expect.stringContaining('national/population/citizen@2.0.0'),
    })
  })

  test.for([
    { name: 'broken JSON', text: '{' },
    { name: 'a repeated member', text: '{"a":1,"a":1}' },
    { name: 'broken XML', text: '<a>' },
    { name: 'JSON too deep', text: '['.repeat(10_000) },
  ])('a document that is $name', async ({ text }) => {
    await expect(convert(Buffer.from(text), CITIZEN)).rejects.toMatchObject({
      kind: { code: 'document-unconvertible' },
    })
  })

  test('a document that is encrypted, which stays closed', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM' }
    const jwe = await new CompactEncrypt(Buffer.from('{}'))
      .setProtectedHeader(header)
      .encrypt(publicKey)
    for (const text of [jwe, encryptXml('<a/>', { key: publicKey })]) {
      await expect(convert(Buffer.from(text), CITIZEN)).rejects.toMatchObject({
        kind: { code: 'document-unconvertible' },
        message: expect.stringContaining('message-encrypted'),
      })
    }
  })

  test('a document that is too large', async () => {
    await expect(convert(Buffer.alloc(10_000_001, ' '), CITIZEN)).rejects.toMatchObject({
      kind: { code: 'document-too-large' },
    })
  })
})

describe('a hostile document', () => {
  test('cannot reach prototypes', async () => {
    const text = '{"SoDinhDanh":"001190000002","__proto__":{"HoVaTen":{"Ten":"A B"}}}'
    const { value, report } = await convert(Buffer.from(text), CITIZEN)
    expect(Object.keys(value as Json)).toEqual(['SoDinhDanh', 'QuocTich'])
    expect(findings(report).some((each) => each.startsWith('conversion-lost '))).toBe(true)
    expect(({} as Json)['HoVaTen']).toBeUndefined()
  })

  test('with very many unknown members gets a report that says there were more', async () => {
    const members = Array.from({ length: 50_000 }, (_, index) => [`a${index}`, 'x'])
    const { report } = await convert(Object.fromEntries(members), CITIZEN)
    expect(report.steps[0]).toMatchObject({ truncated: true })
    expect(report.steps[0]?.issues).toHaveLength(1000)
  })
})

describe('a signed document', () => {
  test('is converted from what was signed, and its signature is not carried over', async () => {
    const { value, report } = await convert(readFileSync('examples/signed-citizen.xml'), {
      to: CITIZEN.from,
    })
    expect(value).toHaveProperty('SoDinhDanh')
    expect(findings(report)).toContain('conversion-signature-lost ')
  })

  test('that was tampered with is not converted', async () => {
    const document = readFileSync('examples/tampered-citizen.xml')
    await expect(convert(document, { to: CITIZEN.from })).rejects.toMatchObject({
      kind: { code: 'document-unconvertible' },
    })
  })
})
