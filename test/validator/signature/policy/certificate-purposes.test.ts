/** A policy takes certificates made for something else, and asks for what they are made for. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { SigningKey, TrustStore, Verdict } from '../../../../validator/index.ts'
import {
  addJwsSignature,
  createCatalogue,
  createTrustStore,
  createValidator,
  readPolicy,
  readSigningKey,
  signJws,
  signXml,
} from '../../../../validator/index.ts'
import { AT, makeCertificate, type TestCertificate } from '../keys.ts'

const SERVER = '1.3.6.1.5.5.7.3.1'
const CODE = '1.3.6.1.5.5.7.3.3'
const MAIL = '1.3.6.1.5.5.7.3.4'
const DOCUMENTS = '1.3.6.1.5.5.7.3.36'
const ANY_PURPOSE = '2.5.29.37.0'

let ca: TestCertificate
let trust: TrustStore

beforeAll(async () => {
  ca = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06 })
  trust = createTrustStore([ca.der])
})

async function keyFor(purposes?: readonly string[]): Promise<SigningKey> {
  const leaf = await makeCertificate({
    name: 'Signer',
    issuer: { name: 'CA', key: ca.privateKey },
    keyUsage: 0x80,
    ...(purposes && { extendedKeyUsage: purposes }),
  })
  return await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
}

const HEAD = { BenGui: { MaDonVi: 'H56.14' }, LoaiDuLieu: 'portal-payments' }
const JSON_MESSAGE = Buffer.from(JSON.stringify({ ThongTinChung: HEAD }))
const XML_MESSAGE =
  '<m><ThongTinChung><BenGui><MaDonVi>H56.14</MaDonVi></BenGui>' +
  '<LoaiDuLieu>portal-payments</LoaiDuLieu></ThongTinChung></m>'
const JWS = {
  form: 'JWS',
  sign: (key: SigningKey) => signJws(JSON_MESSAGE, key, { serialization: 'general' }),
}
const FORMS = [
  JWS,
  {
    form: 'XML',
    sign: async (key: SigningKey) => signXml(XML_MESSAGE, key, { placement: 'enveloped' }),
  },
]

async function judge(message: string, asked: object, by = trust): Promise<Verdict> {
  const { rules = [], ...rest } = asked as { rules?: readonly object[] }
  const requirements = { revocation: 'when-available', ...rest }
  const policy = readPolicy(JSON.stringify({ id: 'p', default: requirements, rules }))
  const catalogue = createCatalogue([])
  const validator = createValidator({ catalogue, trust: by, policy, now: () => AT })
  return await validator.verify(Buffer.from(message))
}

const sign = async (purposes?: readonly string[]) => await JWS.sign(await keyFor(purposes))
const codesOf = ({ issues }: Verdict) => issues.map(({ code }) => code)

describe.for(FORMS)('the certificate of a web server in $form', ({ sign: signIn }) => {
  const further = { certificatePurposes: [SERVER] }

  test('signs where the policy takes its purpose, which the report names', async () => {
    const { valid, signatures } = await judge(await signIn(await keyFor([SERVER])), further)
    expect(valid).toBe(true)
    expect(signatures[0]?.facts?.purposes).toEqual([SERVER])
  })

  test('signs nothing where it takes another', async () => {
    const message = await signIn(await keyFor([SERVER]))
    expect((await judge(message, { certificatePurposes: [CODE] })).valid).toBe(false)
    expect((await judge(message, {})).valid).toBe(false)
  })

  test.for([
    { rule: { senders: ['H56'] }, valid: true },
    { rule: { kinds: ['portal-payments'] }, valid: true },
    { rule: { senders: ['H56'], kinds: ['portal-payments'] }, valid: true },
    { rule: { senders: ['H57'] }, valid: false },
    { rule: { kinds: ['dossier-system-dossiers'] }, valid: false },
  ])('signs what the rule is for: $rule', async ({ rule, valid }) => {
    const message = await signIn(await keyFor([SERVER]))
    const verdict = await judge(message, { rules: [{ id: 'r', ...rule, ...further }] })
    expect(verdict.valid).toBe(valid)
    expect(codesOf(verdict)).toEqual(valid ? [] : ['certificate-purpose'])
    const [report] = verdict.signatures
    expect(report?.findings.includes('certificate-purpose')).toBe(!valid)
    if (!valid) expect(report?.subIndication).toBe('CHAIN_CONSTRAINTS_FAILURE')
  })

  test('is taken back by a rule that takes none', async () => {
    const rules = [{ id: 'r', senders: ['H56'], certificatePurposes: [] }]
    const verdict = await judge(await signIn(await keyFor([SERVER])), { ...further, rules })
    expect(codesOf(verdict)).toEqual(['certificate-purpose'])
  })
})

describe('a purpose that the policy asks for', () => {
  const asked = { requirePurposes: [DOCUMENTS, MAIL] }

  test.for([
    { purposes: [DOCUMENTS], valid: true },
    { purposes: [CODE, MAIL], valid: true },
    { purposes: [ANY_PURPOSE], valid: false },
    { purposes: ['1.3.6.1.5.5.7.3.2'], valid: false },
    { purposes: undefined, valid: false },
  ])('must be one of $purposes: $valid', async ({ purposes, valid }) => {
    const verdict = await judge(await sign(purposes), asked)
    expect(verdict.valid).toBe(valid)
    expect(codesOf(verdict)).toEqual(valid ? [] : ['certificate-purpose'])
  })

  test('is named in the sentence, in both languages', async () => {
    const { issues, signatures } = await judge(await sign(), asked)
    expect(issues[0]?.message.en).toContain(`asks for (${DOCUMENTS}, ${MAIL})`)
    expect(issues[0]?.message.vi).toContain('mục đích mà chính sách đòi hỏi')
    expect(signatures[0]?.message.vi).toContain(DOCUMENTS)
  })

  test('is asked of who is trusted by name as well', async () => {
    const key = await keyFor([SERVER])
    const named = createTrustStore([Buffer.from(key.certificate.x509.toString())])
    const message = await JWS.sign(key)
    expect((await judge(message, {}, named)).valid).toBe(true)
    expect(codesOf(await judge(message, asked, named))).toEqual(['certificate-purpose'])
  })

  test('that belongs to others must be taken as well', async () => {
    const message = await sign([SERVER])
    expect((await judge(message, { requirePurposes: [SERVER] })).valid).toBe(false)
    const both = { requirePurposes: [SERVER], certificatePurposes: [SERVER] }
    expect((await judge(message, both)).valid).toBe(true)
  })

  test('may be missing beside a signature that has it, where one is enough', async () => {
    const two = await addJwsSignature(await sign([DOCUMENTS]), await keyFor())
    expect((await judge(two, asked)).valid).toBe(false)
    const verdict = await judge(two, { ...asked, signatures: 'any' })
    expect(verdict.valid).toBe(true)
    expect(verdict.issues).toMatchObject([{ code: 'certificate-purpose', severity: 'warning' }])
  })
})
