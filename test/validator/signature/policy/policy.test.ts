/** A policy takes back what it was not given: signatures are judged by who, what and how. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../../sources/index.ts'
import type {
  Policy,
  SignatureReport,
  Signer,
  SigningKey,
  TrustStore,
  Verdict,
} from '../../../../validator/index.ts'
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
import { NO_CLAIMS } from '../../../../validator/signature/policy/claims.ts'
import { DEFAULT_REQUIREMENTS } from '../../../../validator/signature/policy/policy.ts'
import { unsignedElements } from '../../../../validator/signature/policy/signed-elements.ts'
import { AT, makeCertificate } from '../keys.ts'

const EXAMPLE = 'schemas/exchange/dossiers/progress-notice/1.0.0/examples/valid'
const JSON_MESSAGE = readFileSync(`${EXAMPLE}/to-the-end.json`)
const XML_MESSAGE = readFileSync(`${EXAMPLE}/to-the-end.xml`, 'utf8')
const SENDER = 'H56.14'
const TAX_CODE = '0100233488'

const catalogue = createCatalogue(await readCatalogueFolder())
let trust: TrustStore
let ours: SigningKey
let theirs: SigningKey
let unknown: SigningKey
let keyFor: (name: string, uid?: string, by?: Issuer) => Promise<SigningKey>

type Issuer = Parameters<typeof makeCertificate>[0]['issuer']

beforeAll(async () => {
  const ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'Test CA', key: ca.privateKey }
  keyFor = async (name, uid, by = issuer) => {
    const leaf = await makeCertificate({
      name,
      issuer: by,
      keyUsage: 0x80,
      ...(uid === undefined ? {} : { uid }),
    })
    return await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  }
  trust = createTrustStore([Buffer.from(ca.pem)])
  ours = await keyFor('Sở Ví Dụ', `MST:${TAX_CODE}`)
  theirs = await keyFor('Sở Khác', 'MST:0100112437')
  const stranger = await makeCertificate({ name: 'Other CA', isCa: true, keyUsage: 0x06 })
  unknown = await keyFor('Người lạ', undefined, { name: 'Other CA', key: stranger.privateKey })
})

async function asJws(key: SigningKey): Promise<string> {
  return await signJws(JSON_MESSAGE, key, { serialization: 'general' })
}

async function asXml(key: SigningKey): Promise<string> {
  return await signXml(XML_MESSAGE, key, { placement: 'enveloped' })
}

const AS_PART = { placement: 'detached', reference: 'm' } as const

/** The message within an element of no structure, with something beside it. */
function wrapped(beside: string): string {
  const part = XML_MESSAGE.replace(/^<\?xml[^>]*\?>/u, '')
  const named = part.replace('<ThongBaoTienDo', '<ThongBaoTienDo Id="m"')
  return `<v:Vo xmlns:v="urn:vi-du">${named}${beside}</v:Vo>`
}

function policy(requirements: object, more: object = {}): Policy {
  const partners = [{ agency: SENDER, taxCodes: [TAX_CODE] }]
  // These signers come without lists: of revocation there are tests of their own below.
  const asked = { revocation: 'when-available', ...requirements }
  return readPolicy(JSON.stringify({ id: 'test', partners, default: asked, ...more }))
}

async function judge(document: Uint8Array | string, by: Policy): Promise<Verdict> {
  const validator = createValidator({ catalogue, trust, policy: by, now: () => AT })
  return await validator.validate(Buffer.from(document))
}

function found({ valid, issues, signatures }: Verdict): unknown {
  return {
    valid,
    issues: issues.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    signatures: signatures.map(({ indication, subIndication }) => subIndication ?? indication),
  }
}

const GOOD = { valid: true, issues: [], signatures: ['TOTAL_PASSED'] }

describe('a message without a signature', () => {
  test('is refused where one is required, in words a clerk understands', async () => {
    const verdict = await judge(JSON_MESSAGE, policy({ signature: 'required' }))
    expect(found(verdict)).toEqual({ valid: false, issues: ['signature-required'], signatures: [] })
    expect(verdict.issues[0]?.message.vi).toContain('không có chữ ký')
    expect(verdict.policy).toEqual({ id: 'test' })
  })

  test('says so among thousands of faults of its content', async () => {
    const faults = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`La${at}`, 1]))
    const message = { ...JSON.parse(JSON_MESSAGE.toString()), ...faults }
    const verdict = await judge(JSON.stringify(message), policy({ signature: 'required' }))
    expect(verdict.truncated).toBe(true)
    expect(verdict.issues.map(({ code }) => code)).toContain('signature-required')
  })

  test('is judged where none is required', async () => {
    expect(found(await judge(JSON_MESSAGE, policy({})))).toEqual({ ...GOOD, signatures: [] })
  })
})

describe('the signer', () => {
  const forms = [
    { form: 'JWS', sign: asJws },
    { form: 'XML', sign: asXml },
  ]

  test.for(forms)('that is the sender passes, as $form', async ({ sign }) => {
    const signed = await sign(ours)
    expect(found(await judge(signed, policy({ sender: 'matches' })))).toEqual(GOOD)
  })

  test.for(forms)('that is another agency is refused, as $form', async ({ sign }) => {
    const verdict = await judge(await sign(theirs), policy({}))
    expect(found(verdict)).toEqual({
      valid: false,
      issues: ['signer-not-sender'],
      signatures: ['SIG_CONSTRAINTS_FAILURE'],
    })
    expect(verdict.signatures[0]?.findings).toContain('signer-not-sender')
    const { vi, en } = verdict.signatures[0]?.message ?? { vi: '', en: '' }
    expect(vi).toMatch(/^Chưa thể coi chữ ký là hợp lệ: không xác định .*, ký bởi Sở Khác/u)
    expect(en).toMatch(/^The signature cannot be taken as valid yet: the .*, signed by Sở Khác/u)
  })

  test.for([
    { uid: SENDER, passes: true },
    { uid: 'H56', passes: false },
    { uid: 'MST:H56.14', passes: false },
    { uid: ' H56.14', passes: false },
  ])('is known by the agency code of its certificate: UID=$uid', async ({ uid, passes }) => {
    const strict = policy({ sender: 'matches' }, { partners: [] })
    const verdict = await judge(await asJws(await keyFor('Sở Ví Dụ', uid)), strict)
    expect(verdict.valid).toBe(passes)
    expect(verdict.signatures[0]?.signer?.agencyCode).toBe(/^H/u.test(uid) ? uid : undefined)
  })

  test.for([
    { sender: TAX_CODE, uid: `MST:${TAX_CODE}`, passes: true },
    { sender: '0314409058-002', uid: 'MST:0314409058002', passes: true },
    { sender: TAX_CODE, uid: 'MST:0100112437', passes: false },
    { sender: TAX_CODE, uid: 'H56.14', passes: false },
    { sender: TAX_CODE, uid: undefined, passes: false },
    { sender: '0100233480', uid: 'MST:0100233480', passes: false },
  ])('is the enterprise that the message names by tax code: $sender, $uid', async (row) => {
    const { sender, uid, passes } = row
    const message = JSON.stringify({ ThongTinChung: { BenGui: { MaDonVi: sender } } })
    const key = await keyFor('Công ty Ví Dụ', uid)
    const signed = await signJws(Buffer.from(message), key, { serialization: 'general' })
    const strict = policy({ sender: 'matches' }, { partners: [] })
    const validator = createValidator({ catalogue, trust, policy: strict, now: () => AT })
    const { valid, issues } = await validator.verify(Buffer.from(signed))
    expect([valid, issues.map(({ code }) => code)]).toEqual([
      passes,
      passes ? [] : ['signer-not-sender'],
    ])
  })

  test('may be anybody where the policy says so', async () => {
    const signed = await asJws(theirs)
    expect(found(await judge(signed, policy({ sender: 'any' })))).toEqual(GOOD)
  })

  test('of whom nothing is known is refused only where the sender must be proved', async () => {
    const signed = await asJws(ours)
    const alone = (sender: string) =>
      readPolicy(JSON.stringify({ id: 'x', default: { sender, revocation: 'when-available' } }))
    expect(found(await judge(signed, alone('not-contradicted')))).toEqual(GOOD)
    const refused = await judge(signed, alone('matches'))
    expect(refused.issues.map(({ code }) => code)).toEqual(['signer-not-sender'])
  })
})

describe('a part that must be signed', () => {
  const must = (by: string, path = '/ThongBaoTienDo/NoiDung') =>
    policy({ elements: [{ path, by }] })

  test.for(['sender', 'anyone', `tax-code:${TAX_CODE}`, `agency:${SENDER}`])(
    'by %s is, when all of the message is',
    async (by) => {
      expect(found(await judge(await asXml(ours), must(by)))).toEqual(GOOD)
      expect(found(await judge(await asJws(ours), must(by)))).toEqual(GOOD)
    },
  )

  test.for(['receiver', 'tax-code:0100112437', 'agency:G09', `certificate:${'0'.repeat(64)}`])(
    'by %s is missed, and the issue names part and party',
    async (by) => {
      const verdict = await judge(await asXml(ours), must(by))
      expect(verdict.valid).toBe(false)
      expect(verdict.issues.map(({ code }) => code)).toEqual(['element-unsigned'])
      expect(verdict.issues[0]?.params?.['path']).toBe('/ThongBaoTienDo/NoiDung')
    },
  )
})

describe('a part is named from the root of what came', () => {
  const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
  const inSoap = `<s:Envelope xmlns:s="${SOAP}"><s:Body>${wrapped('')}</s:Body></s:Envelope>`
  const asked = (path: string) => policy({ elements: [{ path, by: 'sender' }] })

  test.for([
    { path: '/Envelope/Body/Vo/ThongBaoTienDo', isHeld: true },
    { path: '/ThongBaoTienDo', isHeld: false },
  ])('of a SOAP message: $path', async ({ path, isHeld }) => {
    const signed = await signXml(inSoap, ours, { placement: 'enveloped' })
    expect((await judge(signed, asked(path))).valid).toBe(isHeld)
  })

  test.for([
    { path: '/Signature/Object/ThongBaoTienDo/NoiDung', isHeld: true },
    { path: '/ThongBaoTienDo/NoiDung', isHeld: false },
  ])('of an enveloping signature: $path', async ({ path, isHeld }) => {
    const signed = await signXml(XML_MESSAGE, ours, { placement: 'enveloping' })
    expect((await judge(signed, asked(path))).valid).toBe(isHeld)
  })
})

describe('the whole message, as a part that must be signed', () => {
  const must = (by: string) => policy({ elements: [{ path: '/', by }], sender: 'any' })
  const asEnveloping = async (key: SigningKey) =>
    await signXml(XML_MESSAGE, key, { placement: 'enveloping' })
  const forms = [
    { form: 'JWS', sign: asJws },
    { form: 'enveloped XML', sign: asXml },
    { form: 'enveloping XML', sign: asEnveloping },
  ]

  test.for(forms)('is signed by who signed it as $form, and by nobody else', async ({ sign }) => {
    expect(found(await judge(await sign(ours), must('sender')))).toEqual(GOOD)
    const byOther = await judge(await sign(theirs), must('sender'))
    expect(found(byOther)).toMatchObject({ valid: false, issues: ['element-unsigned'] })
  })

  test('is not signed by who signed a part of it', async () => {
    const signed = await signXml(wrapped('<v:Ghi>chưa ký</v:Ghi>'), ours, AS_PART)
    expect(found(await judge(signed, must('sender')))).toMatchObject({
      valid: false,
      issues: ['element-unsigned'],
    })
  })

  test('is signed where nothing but the part is in it', async () => {
    expect(found(await judge(await signXml(wrapped(''), ours, AS_PART), must('sender')))).toEqual(
      GOOD,
    )
  })
})

describe('of whom it is not known whether the certificate is revoked, a signer', () => {
  const silent = readPolicy('{"id":"silent"}')

  test('is not believed by a policy that says nothing of it', async () => {
    const verdict = await judge(await asJws(ours), silent)
    expect(verdict.valid).toBe(false)
    expect(verdict.issues.map(({ code }) => code)).toEqual(['revocation-unknown'])
  })

  test('is believed where there is no issuer to revoke it', async () => {
    const own = createTrustStore([Buffer.from(ours.certificate.x509.toString())])
    const validator = createValidator({ catalogue, trust: own, policy: silent, now: () => AT })
    const { signatures } = await validator.verify(Buffer.from(await asJws(ours)))
    expect(signatures.map(({ indication }) => indication)).toEqual(['TOTAL_PASSED'])
  })
})

describe('what else a signature may have to have', () => {
  test.for([
    { asked: { timestamp: 'required' }, code: 'timestamp-missing' },
    { asked: { revocation: 'required' }, code: 'revocation-unknown' },
    {
      asked: { algorithms: [{ algorithm: 'ES256', until: '2026-11-23' }] },
      code: 'algorithm-ended',
    },
  ])('is missed: $code', async ({ asked, code }) => {
    const verdict = await judge(await asJws(ours), policy(asked))
    expect(verdict.valid).toBe(false)
    expect(verdict.issues.map((each) => each.code)).toEqual([code])
    expect(verdict.signatures[0]?.indication).toBe('INDETERMINATE')
  })

  test('an algorithm is good to the end of its last day', async () => {
    const until = '2026-11-24'
    const last = policy({ algorithms: [{ algorithm: 'ES256', until }] })
    expect(found(await judge(await asJws(ours), last))).toEqual(GOOD)
  })

  test('the whole message, when the signature leaves something out', async () => {
    const signed = await signXml(wrapped('<v:Ghi>chưa ký</v:Ghi>'), ours, AS_PART)
    const verdict = await judge(signed, policy({ scope: 'full', sender: 'any' }))
    expect(verdict.issues.map(({ code }) => code)).toContain('signature-not-whole')
  })
})

describe('several signatures', () => {
  test('one that passes is enough where the policy says so, beside one merely doubted', async () => {
    const both = await addJwsSignature(await asJws(ours), unknown)
    const all = await judge(both, policy({}))
    expect(all.valid).toBe(false)
    const any = await judge(both, policy({ signatures: 'any' }))
    expect(any.valid).toBe(true)
    expect(any.issues.map(({ severity }) => severity)).toEqual(['warning'])
  })
})

describe('the rule of a message', () => {
  const rules = [
    { id: 'other-kind', kinds: ['portal-payments'], timestamp: 'required' },
    { id: 'below-h56', senders: ['H56'], structures: ['exchange/dossiers'], signature: 'optional' },
  ]

  test('is the first that fits, and the verdict names it', async () => {
    const verdict = await judge(JSON_MESSAGE, policy({ signature: 'required' }, { rules }))
    expect(verdict.policy).toEqual({ id: 'test', rule: 'below-h56' })
    expect(verdict.valid).toBe(true)
  })

  test('has to be of the structures of all records, not of the first alone', async () => {
    const record = readFileSync('examples/citizen.xml', 'utf8').replace(/^<\?xml[^>]*>\s*/u, '')
    const notice = XML_MESSAGE.replace(/^<\?xml[^>]*>\s*/u, '')
    const lenient = [{ id: 'citizens', structures: ['national'], signature: 'optional' }]
    const strict = policy({ signature: 'required' }, { rules: lenient })
    expect((await judge(`<m>${record}${record}</m>`, strict)).policy?.rule).toBe('citizens')
    const verdict = await judge(`<m>${record}${notice}</m>`, strict)
    expect(verdict.policy).toEqual({ id: 'test' })
    expect(found(verdict)).toMatchObject({ valid: false, issues: ['signature-required'] })
  })

  test('is not of another agency whose code begins alike', async () => {
    const other = JSON_MESSAGE.toString().replace(/"MaDonVi": "H56\.14"/u, '"MaDonVi": "H561"')
    const verdict = await judge(other, policy({ signature: 'required' }, { rules }))
    expect(verdict.policy).toEqual({ id: 'test' })
    expect(verdict.issues.map(({ code }) => code)).toContain('signature-required')
  })
})

describe('what a signature covers', () => {
  const signer = { fingerprint: '' } as Signer
  const missed = (path: string, covered: string, scope: SignatureReport['scope'] = 'PARTIAL') => {
    const report = { covers: [covered], scope, signer } as unknown as SignatureReport
    const requirements = { ...DEFAULT_REQUIREMENTS, elements: [{ path, by: 'anyone' as const }] }
    return unsignedElements([report], {
      requirements,
      claims: NO_CLAIMS,
      partners: [],
      algorithmExceptions: [],
      at: AT,
    })
  }

  test.for([
    { path: '/A/B', covered: '/A/B' },
    { path: '/A/B', covered: '/x:A' },
    { path: '/A/B', covered: '/s:A/y:B' },
    { path: '/A/B[2]', covered: '/A/B[2]' },
    { path: '/A/B[1]', covered: '/A/B' },
    { path: '/A/B[2]/C', covered: '/A/B[2]' },
    { path: '/', covered: 'payload' },
    { path: '/', covered: '/A', scope: 'FULL' as const },
  ])('holds $path when it is $covered', ({ path, covered, scope }) => {
    expect(missed(path, covered, scope)).toEqual([])
  })

  test.for([
    { path: '/A/B', covered: '/A/B[1]' },
    { path: '/A/B[1]', covered: '/A/B[2]' },
    { path: '/A/B[2]', covered: '/A/B' },
    { path: '/A/B', covered: '/A/C' },
    { path: '/A/B', covered: '/A/B/C' },
    { path: '/A/B', covered: '/A/BC' },
    { path: '/', covered: '/A' },
  ])('does not hold $path when it is $covered', ({ path, covered }) => {
    expect(missed(path, covered)).toHaveLength(1)
  })
})
