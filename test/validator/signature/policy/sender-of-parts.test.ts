/** Of several signed parts, those that the sender has not signed are not the sender's. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../../sources/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  readPolicy,
  readSigningKey,
  type SigningKey,
  signJws,
  signXml,
} from '../../../../validator/index.ts'
import { AT, makeCertificate } from '../keys.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
const trust = createTrustStore([ca.der])

async function keyOf(uid?: string): Promise<SigningKey> {
  const issuer = { name: 'Test CA', key: ca.privateKey }
  const named = uid === undefined ? {} : { uid }
  const leaf = await makeCertificate({ name: 'Sở Ví Dụ', ...named, issuer, keyUsage: 0x80 })
  return await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
}

const SENDER = await keyOf('H56.14')
const OTHER = await keyOf('G09')
const UNKNOWN = await keyOf()

const read = (file: string) => readFileSync(file, 'utf8').replace(/^<\?xml[^>]*>\s*/u, '')
const NOTICE = read('schemas/exchange/dossiers/progress-notice/1.0.0/examples/valid/to-the-end.xml')
const RECORD = read('examples/citizen.xml')
const PARTS = `<m xmlns="urn:vi-du"><mot Id="mot">${NOTICE}</mot><hai Id="hai">${RECORD}</hai></m>`

const signPart = async (xml: string, key: SigningKey, reference: string) =>
  await signXml(xml, key, { placement: 'detached', reference })

async function judge(document: string, more: object = {}) {
  const asked = { sender: 'matches', revocation: 'when-available', ...more }
  const policy = readPolicy(JSON.stringify({ id: 'test', default: asked }))
  const validator = createValidator({ catalogue, trust, policy, now: () => AT })
  const { valid, issues } = await validator.validate(Buffer.from(document))
  const errors = issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  return { valid, errors: [...new Set(errors)] }
}

const GOOD = { valid: true, errors: [] }
const REFUSED = { valid: false, errors: ['signer-not-sender'] }

const bothSigned = async (message: string) =>
  await signPart(await signPart(message, SENDER, 'mot'), OTHER, 'hai')

describe('where the sender must only not be known as another', () => {
  const asked = { sender: 'not-contradicted' }

  test('the sender’s own part lets nothing through that another signed beside it', async () => {
    expect(await judge(await bothSigned(PARTS), asked)).toEqual(REFUSED)
  })

  test('but where the policy asks for just that signature', async () => {
    const byOther = { ...asked, elements: [{ path: '/m/hai', by: 'agency:G09' }] }
    expect(await judge(await bothSigned(PARTS), byOther)).toEqual(GOOD)
  })

  test('a part by somebody of whom it cannot be told is taken', async () => {
    const one = await signPart(PARTS, SENDER, 'mot')
    expect(await judge(await signPart(one, UNKNOWN, 'hai'), asked)).toEqual(GOOD)
  })
})

describe('where all of the message has to be signed', () => {
  const part = `<m xmlns="urn:vi-du"><mot Id="mot">${NOTICE}</mot><hai>0</hai></m>`
  const passOn = async (xml: string, key: SigningKey) =>
    await signJws(Buffer.from(xml), key, { serialization: 'general' })

  test.for(['matches', 'not-contradicted'])('it is by the sender: %s', async (sender) => {
    const asked = { sender, scope: 'full' }
    const signed = await signPart(part, SENDER, 'mot')
    const refused = { valid: false, errors: ['signature-not-whole'] }
    expect(await judge(signed, asked)).toEqual(refused)
    expect(await judge(await passOn(signed, OTHER), asked)).toEqual(refused)
    expect(await judge(await passOn(signed, SENDER), asked)).toEqual(GOOD)
    const whole = await signXml(NOTICE, SENDER, { placement: 'enveloped' })
    expect(await judge(await passOn(whole, OTHER), asked)).toEqual(GOOD)
  })

  test('it is by anybody where anybody may sign', async () => {
    const signed = await passOn(await signPart(part, SENDER, 'mot'), OTHER)
    expect(await judge(signed, { sender: 'any', scope: 'full' })).toEqual(GOOD)
  })
})

describe('where the sender has to be established', () => {
  test('both parts by the sender are its own', async () => {
    const one = await signPart(PARTS, SENDER, 'mot')
    expect(await judge(await signPart(one, SENDER, 'hai'))).toEqual(GOOD)
  })

  test('a part that another signed beside the sender’s is refused', async () => {
    expect(await judge(await bothSigned(PARTS))).toEqual(REFUSED)
  })

  test('also where it has the local name of the sender’s, in another namespace', async () => {
    const alike =
      `<m xmlns="urn:vi-du"><p:phan xmlns:p="urn:p" Id="mot">${NOTICE}</p:phan>` +
      `<q:phan xmlns:q="urn:q" Id="hai">${RECORD}</q:phan></m>`
    expect(await judge(await bothSigned(alike))).toEqual(REFUSED)
    const byAny = { elements: [{ path: '/m/phan', by: 'anyone' }] }
    const { errors } = await judge(await bothSigned(alike), byAny)
    expect(errors).toEqual(['signer-not-sender', 'element-unsigned'])
  })

  test('but where the policy asks for just that signature', async () => {
    const both = await bothSigned(PARTS)
    const byOther = { elements: [{ path: '/m/hai', by: 'agency:G09' }] }
    expect(await judge(both, byOther)).toEqual(GOOD)
    const bySender = { elements: [{ path: '/m/mot', by: 'anyone' }] }
    const { errors } = await judge(both, bySender)
    expect(errors).toContain('signer-not-sender')
  })

  test('who signs what the sender has signed takes nothing from it', async () => {
    const byBoth = await signPart(await signPart(PARTS, SENDER, 'mot'), OTHER, 'mot')
    expect(await judge(byBoth)).toEqual(GOOD)
    const own = Buffer.from(await signXml(NOTICE, SENDER, { placement: 'enveloped' }))
    const forwarded = await signJws(own, OTHER, { serialization: 'general' })
    expect(await judge(forwarded)).toEqual(GOOD)
  })
})
