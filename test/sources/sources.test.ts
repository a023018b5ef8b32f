/** Catalogues and trust from a folder or a registry, and what is said when they cannot be had. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fetchCatalogue, readCatalogueFolder, readTrustFolder } from '../../sources/index.ts'
import { catalogueMalformed, fileUnreadable, registryUnreachable } from '../../sources/problems.ts'
import { makeCertificate } from '../validator/signature/keys.ts'
import { makeList, makeResponse } from '../validator/signature/revocation/make.ts'

const ANSWERS: Readonly<Record<string, string>> = {
  '/good/v1/catalogue':
    '{"base":"http://x","versions":[{"ref":"a@1.0.0","document":{"type":"string"}}]}',
  '/other/v1/catalogue': '{"hello":"world"}',
  '/half/v1/catalogue': '{"base":"http://x","versions":[{"ref":"a@1.0.0"}]}',
  '/html/v1/catalogue': '<html>',
}

let server: Server
let url = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = ANSWERS[request.url ?? '']
    response.writeHead(answer === undefined ? 404 : 200).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.close()
})

describe('a registry', () => {
  test('gives its catalogue, under its own base', async () => {
    const catalogue = await fetchCatalogue(`${url}/good/`)
    expect(catalogue.versions.map(({ id }) => id)).toEqual(['http://x/schemas/a/1.0.0'])
  })

  test.for([
    { path: '/other', kind: catalogueMalformed },
    { path: '/half', kind: catalogueMalformed },
    { path: '/html', kind: registryUnreachable },
    { path: '/none', kind: registryUnreachable },
  ])('that answers $path is none', async ({ path, kind }) => {
    await expect(fetchCatalogue(url + path)).rejects.toMatchObject({ kind })
  })
})

describe('a folder', () => {
  test('gives the catalogue of the package', async () => {
    const refs = (await readCatalogueFolder()).map(({ ref }) => ref.path)
    expect(refs).toContain('national/population/citizen')
  })

  test.for(['nowhere', 'package.json', 'validator'])('%s has no certificates', async (folder) => {
    await expect(readTrustFolder(folder, new Date())).rejects.toMatchObject({
      kind: fileUnreadable,
    })
  })

  test('of certificates may hold revocation lists and OCSP responses', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chuan-trust-'))
    try {
      const ca = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06 })
      const list = makeList({ issuer: ca })
      const response = makeResponse({ certificate: ca, issuer: ca })
      writeFileSync(join(folder, 'ca.pem'), ca.pem)
      writeFileSync(join(folder, 'ca.crl'), list)
      writeFileSync(join(folder, 'ca.ocsp'), response)
      const { anchors, crls, ocspResponses } = await readTrustFolder(folder, new Date())
      expect(anchors).toHaveLength(1)
      expect([crls, ocspResponses]).toEqual([[Buffer.from(list)], [Buffer.from(response)]])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
