/** Code lists over HTTP: values of a day, maps to other days and lists, and files for others. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parameterMalformed } from '../../registry/problems.ts'
import type { JsonObject } from '../../validator/index.ts'
import { startTestRegistry, type TestRegistry } from './setup.ts'

let registry: TestRegistry

beforeAll(async () => {
  registry = await startTestRegistry()
})

afterAll(async () => {
  await registry.close()
  expect(registry.defects).toEqual([])
})

async function get(path: string): Promise<JsonObject> {
  return (await (await registry.app.request(path)).json()) as JsonObject
}

const PROVINCES = '/v1/codelists/provinces/latest'

describe('the values of a code list', () => {
  test('come in pages', async () => {
    const page = await get('/v1/codelists/wards/latest/values?parent=01&limit=2&offset=1')
    expect(page).toMatchObject({ total: 126 })
    expect(page['values']).toHaveLength(2)
    expect(await get(`${PROVINCES}/values?limit=many`)).toMatchObject({
      status: parameterMalformed.status,
      parameter: 'limit',
    })
  })
})

describe('the successors of a code', () => {
  test.for([
    {
      query: 'code=24&from=2025-06-30&to=2025-06-30',
      status: 'resolved',
      names: ['Tỉnh Bắc Giang'],
    },
    {
      query: 'code=24&from=2025-06-30&to=2025-07-01',
      status: 'resolved',
      names: ['Tỉnh Bắc Ninh'],
    },
    {
      query: 'code=24&from=2025-07-01&to=2025-06-30',
      status: 'resolved',
      names: ['Tỉnh Bắc Giang', 'Tỉnh Bắc Ninh'],
    },
    { query: 'code=27&from=2025-07-01&to=2025-07-01', status: 'not-in-force', names: [] },
    { query: 'code=99&from=2025-07-01&to=2025-07-01', status: 'unknown', names: [] },
  ])('are given for $query', async ({ query, status, names }) => {
    const answer = await get(`${PROVINCES}/successors?${query}`)
    expect(answer).toMatchObject({ status })
    expect((answer['values'] as readonly JsonObject[]).map(({ vi }) => vi)).toEqual(names)
  })

  test('need a code and two days', async () => {
    expect(await get(`${PROVINCES}/successors?code=24&from=2025-06-30`)).toMatchObject({
      status: 400,
      parameter: 'to',
    })
  })
})

describe('the matches of a code', () => {
  test('are values of the other list', async () => {
    const path = '/v1/codelists/ethnic-groups-2008/1.0.0/matches'
    const answer = await get(`${path}?code=04&to=codelists/ethnic-groups-1979@1.0.0`)
    expect(answer).toMatchObject({ status: 'matched', values: [{ code: '06', vi: 'Mường' }] })
    const other = await get(`${path}?code=04&to=codelists/sex`)
    expect(other).toMatchObject({ status: 'unmatched', values: [] })
    const none = await get(`${path}?code=99999&to=codelists/ethnic-groups-1979`)
    expect(none).toMatchObject({ status: 'unknown', values: [] })
    expect(await get(`${path}?code=04&to=elements/date`)).toMatchObject({ status: 404 })
  })
})

describe('the files of a code list', () => {
  test.for([
    { file: 'values.csv', type: 'text/csv; charset=utf-8' },
    { file: 'values.gc.xml', type: 'application/xml' },
    { file: 'values.skos.jsonld', type: 'application/ld+json' },
  ])('$file is served for ever', async ({ file, type }) => {
    const response = await registry.app.request(`/schemas/codelists/sex/1.0.0/${file}`)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect((await response.text()).length).toBeGreaterThan(50)
  })

  test('CSV is what a client gets that asks for it', async () => {
    const headers = { accept: 'text/csv' }
    const list = await registry.app.request('/schemas/codelists/sex/1.0.0', { headers })
    expect(await list.text()).toMatch(/^code,vi,en/u)
    const record = '/schemas/national/population/citizen/2.0.0'
    expect((await registry.app.request(record, { headers })).status).toBe(406)
  })
})
