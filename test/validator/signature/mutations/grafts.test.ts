/** Evidence of another message or another signer, in its place: it proves nothing here. */
import { describe, expect, test } from 'vitest'
import type { JsonObject, SignatureReport, TrustStore } from '../../../../validator/index.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { openXmlSignatures } from '../../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../../validator/xml/parse.ts'
import { AT } from '../keys.ts'
import { makeResponse } from '../revocation/make.ts'
import { CA, evidenceFor, FIRST, SECOND, stampedJws, stampedXml, TRUST } from './laboratory.ts'

const XML = '<m xmlns="urn:vi-du"><b>Ví dụ</b></m>'
const OTHER_XML = '<m xmlns="urn:vi-du"><b>Khác</b></m>'
const PAYLOAD = Buffer.from('{"ten":"Ví dụ"}')
const OTHER_PAYLOAD = Buffer.from('{"ten":"Khác"}')
const time = '2026-11-23T01:15:00Z'
/** An answer is asked for, and none is configured. */
const ASKING: TrustStore = { ...TRUST, revocation: 'required' }

type Judge = (message: string, trust?: TrustStore) => Promise<SignatureReport>

const judgeXml: Judge = async (xml, trust = TRUST) => {
  const bytes = Buffer.from(xml)
  const { document } = parseXml(bytes)
  if (document === undefined) throw new TypeError('not well formed')
  try {
    return only(openXmlSignatures({ document, bytes }, trust, AT).reports)
  } finally {
    document.dispose()
  }
}

const judgeJws: Judge = async (text, trust = TRUST) =>
  only((await openJws(text, trust, AT)).reports)

function only(reports: readonly SignatureReport[]): SignatureReport {
  const [report, ...others] = reports
  if (report === undefined || others.length > 0) throw new TypeError('not one signature')
  return report
}

const TOKEN = /(<xades:EncapsulatedTimeStamp>)([^<]*)/u
const CRLS = /<xades:CRLValues>.*<\/xades:CRLValues>/u
const RESPONSE = /(<xades:EncapsulatedOCSPValue>)([^<]*)/u

function textOf(pattern: RegExp, xml: string): string {
  return pattern.exec(xml)?.[2] ?? ''
}

interface Flattened extends JsonObject {
  readonly payload: string
  readonly protected: string
  readonly signature: string
  readonly header: JsonObject
}
const read = (jws: string) => JSON.parse(jws) as Flattened

interface Form {
  readonly name: string
  readonly judge: Judge
  readonly make: () => Promise<string> | string
  /** Of other content, at the same time, by the same signer and by another. */
  readonly makeOther: (signer?: typeof SECOND) => Promise<string> | string
  readonly graftStamp: (message: string, other: string) => string
  readonly graftValue: (message: string, other: string) => string
  readonly withResponse: (message: string, response: Uint8Array) => string
}

const FORMS: readonly Form[] = [
  {
    name: 'XAdES B-LT',
    judge: judgeXml,
    make: () => stampedXml(XML, { time, isLongTerm: true }),
    makeOther: (signer = FIRST) => stampedXml(OTHER_XML, { signer, time, isLongTerm: true }),
    graftStamp: (xml, other) => xml.replace(TOKEN, `$1${textOf(TOKEN, other)}`),
    graftValue(xml, other) {
      const signature = /<ds:Signature[ >].*<\/ds:Signature>/su
      return xml.replace(signature, () => signature.exec(other)?.[0] ?? '')
    },
    withResponse: (xml, response) =>
      xml.replace(CRLS, '').replace(RESPONSE, `$1${Buffer.from(response).toString('base64')}`),
  },
  {
    name: 'JAdES B-LT',
    judge: judgeJws,
    make: () => stampedJws(PAYLOAD, { time, isLongTerm: true }),
    makeOther: (signer = FIRST) => stampedJws(OTHER_PAYLOAD, { signer, time, isLongTerm: true }),
    graftStamp: (jws, other) => JSON.stringify({ ...read(jws), header: read(other).header }),
    graftValue: (jws, other) => JSON.stringify({ ...read(other), payload: read(jws).payload }),
    withResponse(jws, response) {
      const whole = read(jws)
      const [stamp] = whole.header['etsiU'] as readonly JsonObject[]
      const rVals = { ocspVals: [{ val: Buffer.from(response).toString('base64') }] }
      return JSON.stringify({ ...whole, header: { etsiU: [stamp, { rVals }] } })
    },
  },
]

describe.for(FORMS)('$name', ({ judge, make, makeOther, graftStamp, graftValue, withResponse }) => {
  const [, ownResponse] = evidenceFor(FIRST)

  test('is believed as it was made', async () => {
    const report = await judge(await make())
    expect(report).toMatchObject({ indication: 'TOTAL_PASSED', facts: { level: 'B-LT' } })
  })

  test.for([FIRST, SECOND])('has no time by the timestamp of another message', async (signer) => {
    const report = await judge(graftStamp(await make(), await makeOther(signer)))
    expect(report).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
    })
    expect(report.facts?.provedTime).toBeUndefined()
  })

  test.for([FIRST, SECOND])('is not signed by the signature of another message', async (signer) => {
    const { indication } = await judge(graftValue(await make(), await makeOther(signer)))
    expect(indication).toBe('TOTAL_FAILED')
  })

  test('is not believed where nothing answers for the authority of its time', async () => {
    const { indication, facts } = await judge(withResponse(await make(), ownResponse), ASKING)
    expect([indication, facts?.provedTime]).toEqual(['INDETERMINATE', undefined])
  })

  test.for([
    { name: 'for another certificate', response: () => evidenceFor(SECOND)[1] },
    {
      name: 'signed by the signer',
      response: () =>
        makeResponse({
          certificate: FIRST.certificate,
          issuer: CA,
          responder: FIRST.certificate,
        }),
    },
    {
      name: 'for its number under another issuer',
      response: () => makeResponse({ certificate: FIRST.certificate, issuer: SECOND.certificate }),
    },
  ])('takes no answer of OCSP $name', async ({ response }) => {
    const own = await judge(withResponse(await make(), ownResponse))
    const { facts } = await judge(withResponse(await make(), response()))
    expect(own.facts?.revocation).toMatchObject([{ source: 'ocsp', status: 'good' }])
    expect(facts?.revocation).toBeUndefined()
    expect(facts?.level).toBe('B-T')
  })
})
