/** The service as its clients meet it, request by request. */
import { readFileSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  internalError,
  methodNotAllowed,
  parameterMalformed,
  representationUnavailable,
  routeNotFound,
} from '../../registry/problems.ts'
import { ROUTES } from '../../registry/routes/index.ts'
import type { JsonObject, Verdict } from '../../validator/index.ts'
import { createCatalogue, createValidator, parseSchemaRef } from '../../validator/index.ts'
import { NOW, someEntries, startTestRegistry, type TestRegistry } from './setup.ts'

const CITIZEN = '/schemas/national/population/citizen/2.0.0'
const SEX = '/schemas/codelists/sex/1.0.0'

let registry: TestRegistry

beforeAll(async () => {
  registry = await startTestRegistry()
})

afterEach(() => {
  expect(registry.defects).toEqual([])
})

afterAll(async () => {
  await registry.close()
})

async function get(
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return registry.app.request(path, { headers })
}

async function getJson(path: string): Promise<JsonObject> {
  return (await (await get(path)).json()) as JsonObject
}

async function post(path: string, body: string | Uint8Array): Promise<Response> {
  return registry.app.request(path, { method: 'POST', body: body as string })
}

describe('the catalogue as others read it', () => {
  test.for([
    { path: '/catalog.jsonld', type: 'application/ld+json' },
    { path: '/catalog.json', type: 'application/json' },
  ])('is at $path, and its addresses answer', async ({ path, type }) => {
    const response = await get(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
    const text = await response.text()
    const files = [...text.matchAll(/"(?:url|downloadUrl)":"http:\/\/localhost:8080([^"]+)"/gu)]
    expect(files.length).toBeGreaterThan(10)
    for (const [, file = ''] of files) expect([file, (await get(file)).status]).toEqual([file, 200])
  })
})

test('the catalogue is Turtle at its own address, and where a client prefers it', async () => {
  const [own, preferred] = await Promise.all([
    get('/catalog.ttl'),
    get('/catalog.jsonld', { accept: 'text/turtle' }),
  ])
  expect(own.headers.get('content-type')).toBe('text/turtle; charset=utf-8')
  const text = await own.text()
  expect(await preferred.text()).toBe(text)
  expect(text).toContain('a dcat:Catalog')
})

describe('GET /schemas/{path}/{version}', () => {
  test.for([
    { accept: '*/*', type: 'application/schema+json' },
    { accept: 'application/json', type: 'application/schema+json' },
    { accept: 'application/ld+json', type: 'application/ld+json' },
    { accept: 'application/xml', type: 'application/xml' },
    { accept: 'text/html', type: 'text/html; charset=utf-8' },
    { accept: 'text/plain', type: 'text/plain; charset=utf-8' },
    { accept: 'text/turtle', type: 'text/turtle; charset=utf-8' },
    { accept: 'application/n-quads', type: 'application/n-quads' },
    { accept: 'application/zip', type: 'application/zip' },
    {
      accept: 'application/vnd.oai.openapi+json',
      type: 'application/vnd.oai.openapi+json',
    },
    { accept: 'text/html;q=0.1, application/xml', type: 'application/xml' },
  ])('answers $accept with $type', async ({ accept, type }) => {
    const response = await get(CITIZEN, { accept })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
    expect(response.headers.get('vary')).toContain('accept')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('link')).toContain(
      `<http://localhost:8080${CITIZEN}>; rel="canonical"`,
    )
  })

  test('is immutable, with a strong ETag that gives 304', async () => {
    const first = await get(CITIZEN)
    expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/u)
    const again = await get(CITIZEN, { 'if-none-match': `"x", ${etag}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await get(CITIZEN, { 'if-none-match': '"x"' })).status).toBe(200)
  })

  test.for([
    { encoding: 'br', decode: brotliDecompressSync },
    { encoding: 'gzip', decode: gunzipSync },
  ])('comes compressed as $encoding, with an ETag of its own', async ({ encoding, decode }) => {
    const plain = await get(CITIZEN)
    const packed = await get(CITIZEN, { 'accept-encoding': encoding })
    expect(packed.headers.get('content-encoding')).toBe(encoding)
    expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'))
    const bytes = Buffer.from(await packed.arrayBuffer())
    expect(decode(bytes).toString()).toBe(await plain.text())
  })

  test('answers HEAD as GET without a body', async () => {
    const response = await registry.app.request(CITIZEN, { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(response.headers.get('etag')).not.toBeNull()
  })

  test.for(['latest', '2', '2.0'])(
    'leads from the alias %s to the exact version',
    async (alias) => {
      const response = await get(`/schemas/national/population/citizen/${alias}?bundle`)
      expect(response.status).toBe(307)
      expect(response.headers.get('location')).toBe(`${CITIZEN}?bundle`)
      expect(response.headers.get('link')).toContain('rel="canonical"')
    },
  )

  test('gives one self-contained schema on request', async () => {
    const bundle = await getJson(`${CITIZEN}?bundle`)
    expect(Object.keys(bundle['$defs'] ?? {})).toContain('elements/personal-id@1.0.0')
  })

  test('refuses a bundle of a type that there is none of', async () => {
    const response = await get(`${CITIZEN}?bundle`, { accept: 'application/xml' })
    expect(response.status).toBe(406)
  })

  test('serves the reference page in Markdown', async () => {
    const response = await get(CITIZEN, { accept: 'text/markdown' })
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(await response.text()).toMatch(/^# Công dân\n/u)
  })

  test('gives one package of XSD on request', async () => {
    const response = await get(`${CITIZEN}?bundle`, { accept: 'application/zip' })
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
    expect(Object.keys(files)).toContain('schema.xsd')
    expect(Buffer.from(files['schema.xsd'] ?? []).toString()).toContain(
      '<xs:include schemaLocation="types/elements.personal-id.1.0.0.xsd"/>',
    )
    const again = await get(`${CITIZEN}/schema.xsd.zip`)
    expect(again.headers.get('etag')).toBe(response.headers.get('etag'))
  })

  test('says of what there is no form which there are', async () => {
    const response = await get(`${SEX}/shapes.ttl`)
    expect(response.status).toBe(406)
    expect(await response.text()).toContain('vocabulary.ttl')
  })

  test.for([
    'schema.json',
    'schema.bundle.json',
    'schema.xsd',
    'schema.xsd.zip',
    'openapi.json',
    'context.jsonld',
    'vocabulary.ttl',
    'vocabulary.nq',
    'shapes.ttl',
    'types.ts',
    'index.html',
  ])('has the file %s', async (file) => {
    expect((await get(`${CITIZEN}/${file}`)).status).toBe(200)
  })

  test('gives a code list its values', async () => {
    expect(await getJson(`${SEX}/values.json`)).toMatchObject({ values: [{ code: '1' }, {}, {}] })
  })

  test('leads from an XML namespace to its XSD', async () => {
    const response = await get('/xml/national/population/citizen/2')
    expect(response.headers.get('location')).toBe(`${CITIZEN}/schema.xsd`)
  })

  test('shows the versions of a path as a page', async () => {
    const text = await (await get('/schemas/national/population/citizen?lang=en')).text()
    expect(text).toContain('/schemas/national/population/citizen/1.0.0?lang=en')
  })
})

describe('what cannot be done', () => {
  test.for([
    { path: '/schemas/no/such/1.0.0', code: 'schema-not-found', status: 404 },
    { path: '/schemas/codelists/sex/9.0.0', code: 'schema-not-found', status: 404 },
    { path: '/schemas/codelists/sex/9', code: 'schema-not-found', status: 404 },
    { path: `${SEX}/no.such`, code: representationUnavailable.code, status: 406 },
    { path: `${SEX}/../../../package.json`, code: 'schema-not-found', status: 404 },
    { path: `${SEX}/a/b`, code: routeNotFound.code, status: 404 },
    { path: '/nowhere', code: routeNotFound.code, status: 404 },
    { path: '/problems/no-such', code: routeNotFound.code, status: 404 },
    { path: '/v1/schemas/no/such', code: 'schema-not-found', status: 404 },
    { path: '/v1/schemas?limit=0', code: parameterMalformed.code, status: 400 },
    { path: '/v1/schemas?cursor=x', code: parameterMalformed.code, status: 400 },
    { path: '/v1/schemas?kind=foo', code: parameterMalformed.code, status: 400 },
    {
      path: '/v1/codelists/sex/latest/values?asOf=2025-13-01',
      code: 'date-malformed',
      status: 400,
    },
    { path: '/xml/national/population/citizen/x', code: routeNotFound.code, status: 404 },
  ])('GET $path is $status $code', async ({ path, code, status }) => {
    const response = await get(path)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect([response.status, await response.json()]).toMatchObject([
      status,
      {
        type: `http://localhost:8080/problems/${code}`,
        status,
        instance: expect.stringMatching(/^urn:uuid:/u),
      },
    ])
  })

  test('says so in Vietnamese, or in English where that is preferred', async () => {
    const title = async (headers: Readonly<Record<string, string>>) =>
      ((await (await get('/nowhere', headers)).json()) as { title: string }).title
    expect(await title({})).toBe(routeNotFound.title.vi)
    expect(await title({ 'accept-language': 'en-GB, vi;q=0.5' })).toBe(routeNotFound.title.en)
  })

  test('names the types there are when none is acceptable', async () => {
    const response = await get(CITIZEN, { accept: 'image/png' })
    expect([response.status, await response.json()]).toMatchObject([
      406,
      { types: expect.arrayContaining(['application/xml', 'text/html']) },
    ])
  })

  test('by another method is 405 with the methods allowed', async () => {
    const response = await registry.app.request('/v1/validate', { method: 'DELETE' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
    expect(await response.json()).toMatchObject({
      type: expect.stringContaining(methodNotAllowed.code),
    })
  })

  test('resolves to a page that explains it', async () => {
    const text = await (await get(`/problems/${routeNotFound.code}?lang=en`)).text()
    expect(text).toContain(routeNotFound.title.en)
  })

  test('by a fault of ours tells nothing and is logged', async () => {
    const broken = await startTestRegistry()
    await broken.store.close()
    const response = await broken.app.request('/health/ready')
    const body = (await response.json()) as JsonObject
    expect([response.status, body['type']]).toEqual([
      500,
      `http://localhost:8080/problems/${internalError.code}`,
    ])
    expect(Object.keys(body).sort()).toEqual(['instance', 'status', 'title', 'type'])
    expect(broken.defects).toHaveLength(1)
    await broken.close()
  })
})

describe('the catalogue', () => {
  test('is listed a page at a time', async () => {
    const first = await getJson('/v1/schemas?limit=3')
    const second = await getJson(`/v1/schemas?limit=3&cursor=${String(first['next'])}`)
    expect(first['items']).toHaveLength(3)
    expect(second['items']).not.toEqual(first['items'])
  })

  test.for(['dân tộc', 'dan toc', 'ETHNIC'])('is searched for %s', async (words) => {
    const { items } = await getJson(`/v1/schemas?kind=codelist&q=${encodeURIComponent(words)}`)
    expect(items).toMatchObject([
      { ref: 'codelists/ethnic-groups-1979@1.0.0' },
      { ref: 'codelists/ethnic-groups-2008@1.0.0' },
    ])
  })

  test('is found by the name of a field', async () => {
    const { items } = await getJson('/v1/schemas?q=NoiDangKyKhaiSinh')
    expect(JSON.stringify(items)).toContain('national/population/citizen@2.0.0')
  })

  test('lists the versions of a path', async () => {
    const { items } = await getJson('/v1/schemas/elements/address')
    expect(items).toMatchObject([
      { ref: 'elements/address@1.0.0' },
      { ref: 'elements/address@2.0.0' },
    ])
  })

  test('knows who owned a code on a day', async () => {
    const owner = async (asOf: string) => {
      const { values } = await getJson(`/v1/codelists/provinces/latest/values?code=24&asOf=${asOf}`)
      return (values as readonly { vi: string }[]).map(({ vi }) => vi)
    }
    expect(await owner('2025-06-30')).toEqual(['Tỉnh Bắc Giang'])
    expect(await owner('2025-07-01')).toEqual(['Tỉnh Bắc Ninh'])
  })

  test('can be taken away whole', async () => {
    const { base, versions } = (await getJson('/v1/catalogue')) as {
      base: string
      versions: { ref: string; document: JsonObject }[]
    }
    const entries = versions.map(({ ref, ...rest }) => ({ ref: parseSchemaRef(ref), ...rest }))
    const copy = createCatalogue(entries as never, base)
    expect(copy.versions).toHaveLength((await someEntries()).length)
    const validator = createValidator({ catalogue: copy, now: () => NOW })
    const verdict = await validator.validate(readFileSync('examples/citizen.xml'))
    expect(verdict.valid).toBe(true)
  })

  test('is a page that needs no script and finds what is asked', async () => {
    const response = await get('/?q=địa+chỉ', { 'accept-language': 'vi' })
    const text = await response.text()
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).toContain('elements/address')
    expect(text).not.toContain('<script')
    expect(await (await get('/?q=zzz&lang=en')).text()).toContain('No structure matches')
  })

  test('escapes what was searched for', async () => {
    const text = await (await get(`/?q=${encodeURIComponent('"><script>')}`)).text()
    expect(text).not.toContain('<script>')
  })
})

describe('POST /v1/validate', () => {
  test('judges by the structure the message claims', async () => {
    const response = await post('/v1/validate', readFileSync('examples/signed-citizen.xml'))
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('link')).toContain('/schemas/api/verdict/1.0.0')
    expect(await response.json()).toMatchObject({
      valid: true,
      signatures: [{ indication: 'TOTAL_PASSED' }],
    })
  })

  test('answers 200 to an invalid document: the verdict says so', async () => {
    const response = await post('/v1/validate?schema=codelists/provinces&asOf=2025-07-01', '"27"')
    const verdict = (await response.json()) as Verdict
    expect([response.status, verdict.valid, verdict.issues[0]?.code]).toEqual([
      200,
      false,
      'code-not-in-force',
    ])
  })

  test('judges by the version in the URL', async () => {
    const response = await post('/v1/schemas/codelists/sex/1.0.0/validate', '"9"')
    expect(await response.json()).toMatchObject({ valid: false, schema: { chosenBy: 'request' } })
  })

  test('judges XML by its XSD as well when asked', async () => {
    const body = readFileSync('examples/signed-citizen.xml')
    for (const query of ['?xsd=true', '?xsd=false', '']) {
      const verdict = (await (await post(`/v1/validate${query}`, body)).json()) as Verdict
      expect([verdict.valid, verdict.xsdValid]).toEqual([
        true,
        query === '?xsd=true' ? true : undefined,
      ])
    }
  })

  test('answers in the shape it publishes', async () => {
    const catalogue = createCatalogue(await someEntries())
    const validator = createValidator({ catalogue, now: () => NOW })
    for (const file of ['examples/signed-citizen.xml', 'examples/tampered-citizen.xml']) {
      const body = Buffer.from(
        await (await post('/v1/validate?xsd=true', readFileSync(file))).arrayBuffer(),
      )
      const { issues } = await validator.validate(body, {
        schema: parseSchemaRef('api/verdict@1.0.0'),
      })
      expect(issues).toEqual([])
    }
  })

  test.for([
    { query: '?schema=no/such', body: '{}', status: 404, code: 'schema-not-found' },
    { query: '?asOf=tomorrow', body: '{}', status: 400, code: 'date-malformed' },
    { query: '?xsd=yes', body: '{}', status: 400, code: 'parameter-malformed' },
    { query: '', body: '{}', status: 422, code: 'schema-undetermined' },
    { query: '', body: ' '.repeat(100_001), status: 413, code: 'document-too-large' },
  ])('refuses $query with $code', async ({ query, body, status, code }) => {
    const response = await post(`/v1/validate${query}`, body)
    expect([response.status, await response.json()]).toMatchObject([
      status,
      { type: `http://localhost:8080/problems/${code}` },
    ])
  })

  test('stops reading a body that does not say how long it is', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(60_000))
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(chunk)
      },
    })
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    expect((await registry.app.request('/v1/validate', init)).status).toBe(413)
  })

  test('writes nothing of the document or the query into the log', async () => {
    registry.lines.length = 0
    await post('/v1/validate?schema=codelists/sex', '"001190000002"')
    expect(JSON.stringify(registry.lines)).not.toMatch(/001190000002|schema=/u)
    expect(registry.lines).toMatchObject([{ method: 'POST', path: '/v1/validate', status: 200 }])
  })
})

describe('the API document', () => {
  test('describes every route and nothing else', async () => {
    const { openapi, paths } = (await getJson('/openapi.json')) as {
      openapi: string
      paths: Record<
        string,
        Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>
      >
    }
    expect(openapi).toBe('3.1.0')
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { operationId }]) => `${operationId} ${method} ${path}`,
      ),
    )
    const routed = ROUTES.map(({ operationId, method, path }) => `${operationId} ${method} ${path}`)
    expect(described.sort()).toEqual([...routed].sort())
    expect(new Set(routed.map((row) => row.split(' ')[0])).size).toBe(routed.length)
    for (const [path, methods] of Object.entries(paths)) {
      const wanted = [...path.matchAll(/\{([a-z]+)\}/gu)].map(([, name]) => name)
      for (const { parameters = [] } of Object.values(methods)) {
        const declared = parameters.filter((each) => each.in === 'path').map(({ name }) => name)
        expect(declared).toEqual(wanted)
      }
    }
  })

  test('is a page too', async () => {
    expect(await (await get('/docs')).text()).toContain('POST /v1/validate')
  })
})

describe('health', () => {
  test.for(['/health/live', '/health/ready'])('%s answers, and is never cached', async (path) => {
    const response = await get(path)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
  })
})

describe('a browser of another origin', () => {
  test('may ask', async () => {
    const response = await registry.app.request('/v1/validate', { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-methods')).toContain('POST')
  })
})
