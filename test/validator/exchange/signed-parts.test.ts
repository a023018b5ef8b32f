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
