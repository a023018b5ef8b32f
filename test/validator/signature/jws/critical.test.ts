/** What a header calls critical, and the digests by which it names the signer's certificate. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TrustStore } from '../../../../validator/index.ts'
import { createCatalogue, createTrustStore, createValidator } from '../../../../validator/index.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { AT, makeChain, type TestCertificate } from '../keys.ts'
import { signCompact } from './raw.ts'

const PAYLOAD = Buffer.from('{"ten":"Ví dụ"}').toString('base64url')
const SIGNED_AT = { sigT: '2026-11-23T01:00:00Z' }

let signer: TestCertificate
let trust: TrustStore

beforeAll(async () => {
  signer = (await makeChain()).signers.ec
  trust = createTrustStore([signer.der])
})

const digestBy = (hash: string) => createHash(hash).update(signer.der).digest('base64url')

function judge(members: Readonly<Record<string, unknown>>, payload = PAYLOAD) {
  const x5c = [Buffer.from(signer.der).toString('base64')]
  const text = signCompact({ alg: 'ES256', x5c, ...members }, payload, signer.privateKey)
  const { reports, issues } = openJws(text, trust, AT)
  return { text, report: reports[0], issues }
}

/** By the signers of JAdES, all that TS 119 182-1 §5.2 defines is called critical. */
const PARAMETERS: readonly [string, () => unknown, unknown][] = [
  ['sigT', () => SIGNED_AT.sigT, '23/11/2026'],
  ['x5t#o', () => ({ digAlg: 'S512', digVal: digestBy('sha512') }), 'S512'],
  ['sigX5ts', () => [{ digAlg: 'S384', digVal: digestBy('sha384') }], {}],
  ['srCms', () => [{ commId: { id: 'http://uri.etsi.org/01903/v1.2.2#ProofOfApproval' } }], {}],
  ['sigPl', () => ({ addressCountry: 'VN' }), 'VN'],
  ['srAts', () => [{ claimed: [] }], {}],
]

describe('a critical parameter of JAdES', () => {
  test.for(PARAMETERS)('%s is understood, in its form', ([name, right, wrong]) => {
    const { report } = judge({ [name]: right(), crit: [name] })
    expect(report?.indication).toBe('TOTAL_PASSED')
    for (const members of [{ [name]: wrong }, {}]) {
      const refused = judge({ ...members, crit: [name] })
      expect(refused.issues.map(({ code }) => code)).toEqual(['jws-malformed'])
      expect(refused.issues[0]?.message.en).toContain(`member ${name} is malformed`)
    }
  })

  test.for(['adoTst', 'sigPId'])('%s is refused by name', (name) => {
    const { issues } = judge({ [name]: {}, crit: [name] })
    expect(issues.map(({ code }) => code)).toEqual(['jws-malformed'])
    expect(issues[0]?.message.vi).toContain(name)
  })

  test('is refused without its name where that is a stranger’s', () => {
    const { issues } = judge({ '001190000002': {}, crit: ['001190000002'] })
    expect(issues.map(({ code }) => code)).toEqual(['jws-malformed'])
    expect(JSON.stringify(issues)).not.toContain('001190000002')
  })
})

const WRONG = 'A'.repeat(43)

describe('a digest of the certificate', () => {
  test.for([
    { name: 'x5t#S256', value: () => digestBy('sha256') },
    { name: 'x5t#o', value: () => ({ digAlg: 'S256', digVal: digestBy('sha256') }) },
    { name: 'sigX5ts', value: () => [{ digAlg: 'S512', digVal: digestBy('sha512') }, {}] },
  ])('in $name makes it level B-B', ({ name, value }) => {
    const { report } = judge({ ...SIGNED_AT, [name]: value() })
    expect(report).toMatchObject({ indication: 'TOTAL_PASSED', facts: { level: 'B-B' } })
  })

  test.for([
    { name: 'x5t#S256', value: WRONG },
    { name: 'x5t#S256', value: [WRONG] },
    { name: 'x5t#o', value: { digAlg: 'S256', digVal: WRONG } },
    { name: 'x5t#o', value: { digAlg: 'constructor', digVal: WRONG } },
    { name: 'x5t#o', value: { digAlg: 'S256' } },
    { name: 'x5t#o', value: null },
    { name: 'sigX5ts', value: [{ digAlg: 'S256', digVal: WRONG }] },
    { name: 'sigX5ts', value: [] },
    { name: 'sigX5ts', value: {} },
  ])('of another is refused: $name as $value', ({ name, value }) => {
    const beside = name === 'x5t#S256' ? {} : { 'x5t#S256': digestBy('sha256') }
    const { report } = judge({ ...SIGNED_AT, ...beside, [name]: value })
    expect(report?.subIndication).toBe('NO_SIGNING_CERTIFICATE_FOUND')
  })

  test('may not stand outside what is signed', async () => {
    const { text } = judge({})
    const [head, payload, signature] = text.split('.')
    for (const name of ['x5t#S256', 'x5t#o', 'sigX5ts']) {
      const jws = { protected: head, payload, signature, header: { [name]: WRONG } }
      const { issues } = openJws(JSON.stringify(jws), trust, AT)
      expect(issues.map(({ code }) => code)).toEqual(['jws-malformed'])
    }
  })
})

describe('a signature of nothing', () => {
  test('holds, and the verdict on it is invalid', async () => {
    const validator = createValidator({ catalogue: createCatalogue([]), trust, now: () => AT })
    const { text } = judge({}, '')
    for (const judged of [
      await validator.verify(Buffer.from(text)),
      await validator.verify(Buffer.of(), { signature: text }),
    ]) {
      expect(judged.signatures).toMatchObject([{ indication: 'TOTAL_PASSED' }])
      expect(judged.valid).toBe(false)
      expect(judged.issues.map(({ code }) => code)).toEqual(['document-empty'])
    }
  })
})
