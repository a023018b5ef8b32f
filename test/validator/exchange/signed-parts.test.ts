/** Of a message of which several parts are signed, each is judged, whoever signed first. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  signXml,
  type Verdict,
} from '../../../validator/index.ts'
import { CA, FIRST, SECOND } from '../signature/mutations/laboratory.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const trust = createTrustStore([CA.der])
const BEFORE = new Date('2026-11-23T02:00:00Z')
const validator = createValidator({ catalogue, trust, now: () => BEFORE })
const GOOD = readFileSync('examples/citizen.xml', 'utf8').replace(/^<\?xml[^>]*>\s*/u, '')
const BROKEN = GOOD.replace(/>\d{12}</u, '>1<')
const SIGNATURES = /(<ds:Signature[ >].*?<\/ds:Signature>)(<ds:Signature[ >].*<\/ds:Signature>)/su

function message(one: string, two: string): string {
  const parts = `<mot Id="mot">${one}</mot><hai Id="hai">${two}</hai>`
  return `<m xmlns="urn:vi-du">${parts}</m>`
}

function signed(text: string, ...ids: readonly string[]): string {
  const signers = [FIRST, SECOND]
  return ids.reduce(
    (xml, reference, at) =>
      signXml(xml, (signers[at] ?? FIRST).key, { placement: 'detached', reference }),
    text,
  )
}

const judge = async (xml: string): Promise<Verdict> => await validator.validate(Buffer.from(xml))
const errorsOf = ({ issues }: Verdict) =>
  issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)

describe('a message of two signed parts', () => {
  test('is valid when both are', async () => {
    const verdict = await judge(signed(message(GOOD, GOOD), 'mot', 'hai'))
    expect([verdict.valid, errorsOf(verdict)]).toEqual([true, []])
    expect(verdict.schema?.ref).toMatch(/citizen/u)
  })

  test.for([
    { one: GOOD, two: BROKEN },
    { one: BROKEN, two: GOOD },
  ])('is invalid when either is, whichever signature stands first', async ({ one, two }) => {
    expect(BROKEN).not.toBe(GOOD)
    const xml = signed(message(one, two), 'mot', 'hai')
    const [verdict, exchanged] = [await judge(xml), await judge(xml.replace(SIGNATURES, '$2$1'))]
    expect(verdict.valid).toBe(false)
    expect(errorsOf(verdict).length).toBeGreaterThan(0)
    expect(errorsOf(exchanged)).toEqual(errorsOf(verdict))
    expect(exchanged.schema).toEqual(verdict.schema)
  })

  test('tells of one that is of no known structure, and of none that is not signed', async () => {
    const stranger = '<la xmlns="urn:khac">1</la>'
    const verdict = await judge(signed(message(stranger, GOOD), 'mot', 'hai'))
    expect(verdict.valid).toBe(true)
    expect(verdict.issues.map(({ code }) => code)).toContain('element-unjudged')
    const alone = await judge(signed(message(GOOD, BROKEN), 'mot'))
    expect([alone.valid, errorsOf(alone)]).toEqual([true, []])
  })

  test('is converted as a whole', async () => {
    const records = await validator.convert(
      Buffer.from(signed(message(GOOD, GOOD), 'mot', 'hai')),
      {},
    )
    expect(records).toHaveLength(2)
  })
})

/** The first signs a part; the second what `sign` says, beside it, around it or within it. */
const BY_TWO = [
  { name: 'another part', first: 'mot', sign: { placement: 'detached', reference: 'hai' } },
  { name: 'the same part', first: 'mot', sign: { placement: 'detached', reference: 'mot' } },
  { name: 'a part within it', first: 'ca', sign: { placement: 'detached', reference: 'mot' } },
  { name: 'the whole around it', first: 'mot', sign: { placement: 'enveloped' } },
] as const

describe.for(BY_TWO)('a message of which a second party signed $name', ({ first, sign }) => {
  const whole = `<ca Id="ca">${message(GOOD, GOOD)}</ca>`
  const one = signXml(`<x>${whole}</x>`, FIRST.key, { placement: 'detached', reference: first })
  const both = signXml(one, SECOND.key, sign)
  const VALUES = /(?<=<ds:SignatureValue[^>]*>)[^<]+/gu

  test('is signed by both, each named with what is theirs', async () => {
    const { valid, signatures } = await validator.verify(Buffer.from(both))
    expect(valid).toBe(true)
    expect(signatures.map(({ signer }) => signer?.fingerprint)).toEqual(
      [FIRST, SECOND].map(({ key }) => key.certificate.fingerprint),
    )
    expect(signatures.every(({ covers }) => covers.length > 0)).toBe(true)
  })

  test('is invalid when the second is broken, and nothing of it goes on', async () => {
    const values = [...both.matchAll(VALUES)].map(([value]) => value)
    const broken = both.replace(
      values[1] ?? '',
      values[1]?.replace(/^./u, (it) => (it === 'A' ? 'B' : 'A')) ?? '',
    )
    const verdict = await judge(broken)
    expect(verdict.signatures.map(({ indication }) => indication)).toEqual([
      'TOTAL_PASSED',
      'TOTAL_FAILED',
    ])
    expect(errorsOf(verdict)).toEqual(['signature-invalid'])
    expect(verdict.schema).toBeUndefined()
  })
})
