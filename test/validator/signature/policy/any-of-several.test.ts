/** Where one signature is enough, the others may add nothing to what it signs, nor hide it. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../../sources/index.ts'
import {
  addJwsSignature,
  createCatalogue,
  createTrustStore,
  createValidator,
  readPolicy,
  readSigningKey,
  type SigningKey,
  signJws,
  signXml,
} from '../../../../validator/index.ts'
import { AT, makeCertificate, type TestCertificate } from '../keys.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
const unknownCa = await makeCertificate({ name: 'Other CA', isCa: true, keyUsage: 0x06 })
const trust = createTrustStore([ca.der])

async function keyUnder(name: string, { privateKey }: TestCertificate): Promise<SigningKey> {
  const issuer = { name, key: privateKey }
  const leaf = await makeCertificate({ name: 'Sở Ví Dụ', issuer, keyUsage: 0x80 })
  return await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
}

const BELIEVED = await keyUnder('Test CA', ca)
const DOUBTED = await keyUnder('Other CA', unknownCa)

const GOOD = readFileSync('examples/citizen.xml', 'utf8').replace(/^<\?xml[^>]*>\s*/u, '')
const BROKEN = GOOD.replace(/>\d{12}</u, '>1<')
const DOSSIER = readFileSync('examples/dossier.json')
const SHA256 = /(<ds:SignatureMethod Algorithm=)"[^"]*"/gu
const HMAC = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'

const message = (one: string, two: string) =>
  `<m xmlns="urn:vi-du"><mot Id="mot">${one}</mot><hai Id="hai">${two}</hai></m>`
const sign = async (xml: string, key: SigningKey, reference: string) =>
  await signXml(xml, key, { placement: 'detached', reference })

async function judge(document: string) {
  const asked = { signatures: 'any', revocation: 'when-available' }
  const policy = readPolicy(JSON.stringify({ id: 'test', default: asked }))
  const validator = createValidator({ catalogue, trust, policy, now: () => AT })
  const { valid, issues, schema } = await validator.validate(Buffer.from(document))
  const errors = issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  return { valid, errors, isJudged: schema !== undefined }
}

/** The signature that comes last, as if it had been made by a public key. */
function lastByHmac(xml: string): string {
  const last = xml.lastIndexOf('<ds:Signature ')
  return xml.slice(0, last) + xml.slice(last).replace(SHA256, `$1"${HMAC}"`)
}

describe('beside an XML signature that passed', () => {
  test('one of the same that is not believed takes nothing away', async () => {
    const both = await sign(await sign(message(GOOD, GOOD), BELIEVED, 'mot'), DOUBTED, 'mot')
    expect(await judge(both)).toEqual({ valid: true, errors: [], isJudged: true })
  })

  test('one of another part that is not believed is refused', async () => {
    const both = await sign(await sign(message(GOOD, GOOD), BELIEVED, 'mot'), DOUBTED, 'hai')
    const { valid, errors } = await judge(both)
    expect([valid, errors]).toEqual([false, ['signature-undecided']])
  })

  test('one of a part that has only its local name in common is refused', async () => {
    const alike =
      `<m xmlns="urn:vi-du"><p:phan xmlns:p="urn:p" Id="mot">${GOOD}</p:phan>` +
      `<q:phan xmlns:q="urn:q" Id="hai">${GOOD}</q:phan></m>`
    const both = await sign(await sign(alike, BELIEVED, 'mot'), DOUBTED, 'hai')
    const { valid, errors } = await judge(both)
    expect([valid, errors]).toEqual([false, ['signature-undecided']])
  })

  test('one of which nobody can tell what it is of hides nothing', async () => {
    const both = await sign(await sign(message(BROKEN, GOOD), BELIEVED, 'mot'), DOUBTED, 'mot')
    const { valid, errors } = await judge(lastByHmac(both))
    expect([valid, errors]).toEqual([false, ['algorithm-refused']])
  })
})

test('beside a JWS signature that passed, one of a refused algorithm hides nothing', async () => {
  const jws = await signJws(DOSSIER, BELIEVED, { serialization: 'general' })
  const both = JSON.parse(await addJwsSignature(jws, DOUBTED)) as {
    readonly signatures: { protected: string }[]
  }
  expect((await judge(JSON.stringify(both))).valid).toBe(true)
  const [, second] = both.signatures
  if (second === undefined) throw new TypeError('two signatures')
  second.protected = Buffer.from('{"alg":"HS256"}').toString('base64url')
  expect(await judge(JSON.stringify(both))).toMatchObject({ valid: false })
})
