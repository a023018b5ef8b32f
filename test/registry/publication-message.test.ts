/** Each published version has a message that says so, and the message is what its structure says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agencyUnknown } from '../../registry/problems.ts'
import type { JsonObject, Verdict } from '../../validator/index.ts'
import { startTestRegistry, type TestRegistry } from './setup.ts'

const ADDRESS = '/v1/publications/elements/address'
let registry: TestRegistry

beforeAll(async () => {
  registry = await startTestRegistry(100_000, { code: 'G09', name: 'Cơ quan Ví Dụ' })
})

afterAll(async () => {
  await registry.close()
  expect(registry.defects).toEqual([])
})

async function judge(body: string): Promise<Verdict> {
  const response = await registry.app.request('/v1/validate', { method: 'POST', body })
  return (await response.json()) as Verdict
}

async function get(path: string, accept = 'application/json'): Promise<string> {
  return (await registry.app.request(path, { headers: { accept } })).text()
}

describe('GET /v1/publications/{path}/{version}', () => {
  test.for([
    '/v1/publications/national/population/citizen/2.0.0',
    '/v1/publications/codelists/provinces/latest',
    '/v1/publications/api/verdict/1.0.0',
    `${ADDRESS}/1.0.0`,
  ])('%s is valid by its own structure, as JSON and as XML', async (path) => {
    const xml = await judge(await get(path, 'application/xml'))
    expect(xml).toMatchObject({ valid: true, issues: [], schema: { chosenBy: 'namespace' } })
    const message = JSON.parse(await get(path)) as JsonObject
    const header = message['ThongTinChung'] as JsonObject
    const json = await judge(JSON.stringify({ $schema: header['CauTruc'] ?? '', ...message }))
    expect(json).toMatchObject({ valid: true, issues: [] })
  })

  test('names every file with the digest it is served under', async () => {
    const message = JSON.parse(await get(`${ADDRESS}/2.0.0`)) as JsonObject
    const files = (message['NoiDung'] as JsonObject)['DanhSachTep'] as readonly JsonObject[]
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) {
      const { pathname } = new URL(String(file['DuongDan']))
      const served = await registry.app.request(pathname)
      expect((await served.arrayBuffer()).byteLength).toBe(file['KichThuoc'])
      expect(served.headers.get('etag')).toContain(String(file['MaBam']).slice(0, 16))
    }
  })

  test('says of a replaced version by what, and until when it held', async () => {
    const message = JSON.parse(await get(`${ADDRESS}/1.0.0`)) as JsonObject
    expect(message['NoiDung']).toMatchObject({
      TrangThai: 'Superseded',
      HieuLucDen: '2025-06-30',
      ThayTheBoi: 'http://localhost:8080/schemas/elements/address/2.0.0',
    })
  })

  test('is the same each time it is asked for', async () => {
    expect(await get(`${ADDRESS}/1.0.0`)).toBe(await get(`${ADDRESS}/1.0.0`))
    expect(await get(`${ADDRESS}/1.0.0`)).not.toBe(await get(`${ADDRESS}/2.0.0`))
  })

  test('refuses what it cannot write', async () => {
    const response = await registry.app.request(`${ADDRESS}/1.0.0`, {
      headers: { accept: 'text/csv' },
    })
    expect(response.status).toBe(406)
  })

  test('is not there while the service does not know whose it is', async () => {
    const nobody = await startTestRegistry()
    const response = await nobody.app.request(`${ADDRESS}/1.0.0`)
    await nobody.close()
    expect(await response.json()).toMatchObject({
      status: agencyUnknown.status,
      type: 'http://localhost:8080/problems/agency-unknown',
    })
  })
})
