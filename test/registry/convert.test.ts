/** Conversion over HTTP: the records, what they cost, and one of them as XML. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestRegistry } from './setup.ts'
import { startTestRegistry } from './setup.ts'

const CITIZEN = 'schemas/national/population/citizen/1.0.0/examples/valid/as-deployed'
const TO = 'to=national/population/citizen@2'

let registry: TestRegistry

beforeAll(async () => {
  registry = await startTestRegistry()
})

afterAll(() => registry.close())

async function post(query: string, body: string | Uint8Array, accept?: string): Promise<Response> {
  const headers: Record<string, string> = accept === undefined ? {} : { accept }
  const init = { method: 'POST', body, headers } as RequestInit
  return registry.app.request(`/v1/convert${query}`, init)
}

describe('POST /v1/convert', () => {
  test('answers with each record and what it cost', async () => {
    const response = await post(`?${TO}`, readFileSync(`${CITIZEN}.xml`))
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({
      records: [
        {
          value: { NgayThangNamSinh: '1990-01-31' },
          report: {
            from: 'national/population/citizen@1.0.0',
            to: 'national/population/citizen@2.0.0',
            lossless: false,
            verdict: { valid: true },
          },
        },
      ],
    })
  })

  test('answers with XML when XML is accepted', async () => {
    const from = 'from=national/population/citizen@1.0.0'
    const response = await post(
      `?${TO}&${from}`,
      readFileSync(`${CITIZEN}.json`),
      'application/xml',
    )
    expect(response.headers.get('content-type')).toBe('application/xml')
    expect(await response.text()).toContain('<NgayThangNamSinh>1990-01-31</NgayThangNamSinh>')
  })

  test.for([
    { accept: 'application/json;q=0.1, application/xml', type: 'application/xml' },
    { accept: 'application/xml;q=0.1, application/json', type: 'application/json' },
    { accept: 'image/png', type: 'application/json' },
  ])('weighs what $accept prefers', async ({ accept, type }) => {
    const response = await post(`?${TO}`, readFileSync(`${CITIZEN}.xml`), accept)
    expect(response.headers.get('content-type')).toBe(type)
  })

  test.for([
    { form: 'xml', type: 'application/xml', shown: '<CongDan ' },
    { form: 'json', type: 'application/json', shown: '"SoDinhDanh"' },
    { form: 'jsonld', type: 'application/ld+json', shown: '"@context"' },
    { form: 'turtle', type: 'text/turtle', shown: '#SoDinhDanh>' },
    { form: 'nquads', type: 'application/n-quads', shown: '#SoDinhDanh>' },
  ])('changes the form alone to $form', async ({ form, type, shown }) => {
    const response = await post(`?to=${form}`, readFileSync(`${CITIZEN}.xml`))
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
    expect(await response.text()).toContain(shown)
  })

  test('answers in RDF when a client prefers it', async () => {
    const response = await post(`?${TO}`, readFileSync(`${CITIZEN}.xml`), 'text/turtle')
    expect(await response.text()).toContain('/schemas/national/population/citizen/2.0.0#this>')
  })

  test.for([
    { query: '', body: '{}', code: 'parameter-malformed' },
    { query: '?to=no/such', body: '{}', code: 'schema-not-found' },
    { query: `?${TO}&asOf=tomorrow`, body: '{}', code: 'date-malformed' },
    { query: `?${TO}&from=codelists/sex`, body: '"1"', code: 'conversion-unknown' },
    { query: `?${TO}`, body: '{', code: 'document-unconvertible' },
    { query: `?${TO}`, body: ' '.repeat(100_001), code: 'document-too-large' },
  ])('refuses $query with $code', async ({ query, body, code }) => {
    const response = await post(query, body)
    expect(await response.json()).toMatchObject({
      type: `http://localhost:8080/problems/${code}`,
    })
  })

  test('does not put several records into one XML document', async () => {
    const record = '<CongDan><SoDinhDanh>001190000002</SoDinhDanh></CongDan>'
    const namespace = 'http://www.mic.gov.vn/dancu/1.0'
    const body = `<CongdanCollection xmlns="${namespace}">${record}${record}</CongdanCollection>`
    const response = await post(`?${TO}`, body, 'application/xml')
    expect(await response.json()).toMatchObject({
      type: 'http://localhost:8080/problems/representation-unavailable',
    })
  })

  test('is in the API document', async () => {
    const response = await registry.app.request('/openapi.json')
    expect(await response.text()).toContain('"operationId":"convert"')
  })
})
