/** Small messages made to be costly are known by what they hold; usual ones are not. */
import { describe, expect, test } from 'vitest'
import { isCostly } from '../../../validator/exchange/cost.ts'
import { COMPACT, ENVELOPED, ENVELOPING, IN_SOAP, SIGNER } from '../signature/attacks/laboratory.ts'
import {
  ENVELOPED_TRANSFORM,
  EXCLUSIVE,
  putInside,
  rawSignature,
  x509Data,
} from '../signature/attacks/raw-xml.ts'
import { signRaw } from '../signature/jws/raw.ts'
import { stampedJws, stampedXml } from '../signature/mutations/laboratory.ts'

const FEW = { pinnedCount: 3, evidenceBytes: 1_000 }
const MANY = { ...FEW, pinnedCount: 500 }
const LISTS = { ...FEW, evidenceBytes: 500_000 }
const time = '2026-11-23T01:15:00Z'
const asked = (text: string, question = FEW) => isCostly(Buffer.from(text), question)
const CERTIFICATE = SIGNER.certificates[0] ?? new Uint8Array()

const elements = (count: number) => `<b Id="b">${'<i>1</i>'.repeat(count)}</b>`
const reference = { uri: '#b', over: '' }

function signedXml(content: string, references = 1, signatures = 1, keyInfo?: string): string {
  const request = {
    references: Array.from({ length: references }, () => reference),
    ...(keyInfo === undefined ? {} : { keyInfo }),
  }
  return Array.from({ length: signatures }, () => rawSignature(request)).reduce(
    putInside,
    `<m>${content}</m>`,
  )
}

function signedJson(
  certificates: number,
  signatures = 1,
  payload = 'e30',
  header?: object,
  certificate = CERTIFICATE,
) {
  const x5c = Array.from({ length: certificates }, () =>
    Buffer.from(certificate).toString('base64'),
  )
  const head = { alg: 'ES256', ...(certificates === 0 ? {} : { x5c }) }
  const entry = { ...signRaw(head, payload, SIGNER.key), ...(header && { header }) }
  if (signatures === 1) return JSON.stringify({ payload, ...entry })
  return JSON.stringify({ payload, signatures: Array.from({ length: signatures }, () => entry) })
}

describe('a message is judged where it arrives', () => {
  test.for([
    { name: 'XML without a signature', text: `<m>${elements(4_000)}</m>` },
    { name: 'JSON without a signature', text: JSON.stringify({ ten: 'x'.repeat(30_000) }) },
    { name: 'an enveloped signature', text: ENVELOPED },
    { name: 'an enveloping signature', text: ENVELOPING },
    { name: 'a signature in SOAP', text: IN_SOAP },
    { name: 'a compact JWS', text: COMPACT },
    { name: 'a JWS with a chain', text: signedJson(4) },
    { name: 'two signatures in JSON', text: signedJson(2, 2) },
    { name: 'two signatures in XML', text: signedXml(elements(100), 1, 2) },
    { name: 'a large signed document', text: signedXml(elements(1_200)) },
    { name: 'a JWS that cannot be read', text: '{"payload":1,"signatures":[1,null,{}]}' },
    { name: 'bytes that are no text', text: '\u0000\u0001' },
  ])('with $name', ({ text }) => {
    expect(asked(text)).toBe(false)
  })

  test('without its certificate, where few could have signed it', () => {
    expect(asked(signedJson(0))).toBe(false)
    expect(asked(signedXml(elements(1), 1, 1, '<ds:KeyName>x</ds:KeyName>'))).toBe(false)
  })
})

describe('a message goes to a thread, small as it is,', () => {
  const namespaces = Array.from({ length: 900 }, (_, at) => ` xmlns:a${at}="u"`).join('')
  const decoded = Buffer.from(signedXml(elements(1))).toString('base64url')

  test.for([
    { name: 'three signatures in XML', text: signedXml(elements(1), 1, 3) },
    { name: 'three signatures in JSON', text: signedJson(1, 3) },
    { name: 'eight references to many elements', text: signedXml(elements(1_000), 8) },
    {
      name: 'namespaces in scope of many elements',
      text: signedXml(`<n${namespaces}>${elements(300)}</n>`),
    },
    {
      name: 'five certificates in XML',
      text: signedXml('', 1, 1, x509Data(Array.from({ length: 5 }, () => CERTIFICATE))),
    },
    { name: 'five certificates in a JWS', text: signedJson(5) },
    { name: 'three certificates in each of two JWS', text: signedJson(3, 2) },
    {
      name: 'one certificate of many names in XML',
      text: signedXml('', 1, 1, x509Data([new Uint8Array(7_000)])),
    },
    {
      name: 'one certificate of many names in a JWS',
      text: signedJson(1, 1, 'e30', {}, new Uint8Array(7_000)),
    },
    {
      name: 'thousands of elements named Signature',
      text: `<Signature>${'<Signature/>'.repeat(2_400)}</Signature>`,
    },
    { name: 'an encrypted key', text: '<m><x:EncryptedKey xmlns:x="u"/></m>' },
    { name: 'a JWE', text: 'eyJhbGciOiJFQ0RILUVTIn0.a.b.c.d' },
    { name: 'XML inside a JWS', text: signedJson(1, 1, decoded) },
    { name: 'XML inside a JWS, unencoded', text: signedJson(1, 1, ' <m/>') },
    {
      name: 'evidence in a JWS under another spelling',
      text: signedJson(1, 1, 'e30', { etsiU: [] }).replace('etsiU', '\\u0065tsiU'),
    },
  ])('with $name', ({ text }) => {
    expect(Buffer.byteLength(text)).toBeLessThan(32_768)
    expect(asked(text)).toBe(true)
  })

  test('with timestamps', async () => {
    expect(asked(stampedXml('<m><b>1</b></m>', { time }))).toBe(true)
    expect(asked(await stampedJws(Buffer.from('{}'), { time }))).toBe(true)
  })

  test('where hundreds could have signed it', () => {
    expect(asked(signedJson(0), MANY)).toBe(true)
    expect(asked(signedXml(elements(1), 1, 1, '<ds:KeyName>x</ds:KeyName>'), MANY)).toBe(true)
    expect(asked(signedJson(1), MANY)).toBe(false)
    expect(asked('<m/>', MANY)).toBe(false)
  })

  test('signed in any way, where revocation lists are large', () => {
    for (const text of [ENVELOPED, COMPACT, signedJson(1)]) expect(asked(text, LISTS)).toBe(true)
    expect(isCostly(Buffer.from('{}'), { ...LISTS, signature: signedJson(1) })).toBe(true)
    for (const text of ['<m/>', '{"ten":1}']) expect(asked(text, LISTS)).toBe(false)
  })

  test('with such a signature beside it', () => {
    const question = { ...FEW, signature: signedJson(5) }
    expect(isCostly(Buffer.from('{}'), question)).toBe(true)
    expect(isCostly(Buffer.from('{}'), { ...FEW, signature: signedJson(1) })).toBe(false)
  })

  test('with transforms of the whole for each reference', () => {
    const transforms = [ENVELOPED_TRANSFORM, EXCLUSIVE]
    const references = Array.from({ length: 8 }, () => ({ uri: '', over: '', transforms }))
    expect(asked(putInside(`<m>${elements(400)}</m>`, rawSignature({ references })))).toBe(true)
  })
})
