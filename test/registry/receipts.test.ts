/** The service signs its verdict for who asks, when it has a key, and says so when not. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../registry/config.ts'
import { createApp } from '../../registry/index.ts'
import { judgeHere } from '../../registry/judge.ts'
import { receiptUnavailable, settingMalformed } from '../../registry/problems.ts'
import { createReceiptMaker } from '../../registry/receipts.ts'
import type { JsonObject, Verdict } from '../../validator/index.ts'
import {
  createCatalogue,
  createStructureChecker,
  createTrustStore,
  createValidator,
  makeReceipt,
  parseSchemaRef,
  readSigningKey,
} from '../../validator/index.ts'
import { openJws } from '../../validator/signature/jws/open.ts'
import { AT, makeCertificate } from '../validator/signature/keys.ts'
import { NOW, someEntries, startTestRegistry, type TestRegistry } from './setup.ts'

const DOCUMENT = '"9"'
const PATH = '/v1/schemas/codelists/sex/1.0.0/validate'
const headers = { accept: 'application/jose+json' }

let registry: TestRegistry

beforeAll(async () => {
  registry = await startTestRegistry()
})

afterAll(async () => {
  await registry.close()
})

describe('a receipt', () => {
  test('is the verdict, of this document, signed, as published', async () => {
    const entries = await someEntries()
    const catalogue = createCatalogue(entries)
    const leaf = await makeCertificate({ name: 'Receipts', keyUsage: 0x80 })
    const key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
    const validator = createValidator({ catalogue, now: () => NOW })
    const app = createApp({
      ...({ store: registry.store } as unknown as Parameters<typeof createApp>[0]),
      catalogue,
      judge: judgeHere(validator, catalogue),
      bodyBytesMax: 1_000,
      requestId: () => 'x',
      logDefect: () => {},
      logRequest: () => {},
      makeReceipt: (document, verdict) => makeReceipt({ document, verdict, key, at: NOW }),
    })
    const response = await app.request(PATH, { method: 'POST', body: DOCUMENT, headers })
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/jose+json',
    ])
    const trust = createTrustStore([leaf.der])
    const { payload, reports } = await openJws(await response.text(), trust, AT)
    expect(reports).toMatchObject([
      { indication: 'TOTAL_PASSED', claimedTime: '2026-11-24T05:00:00Z' },
    ])
    const receipt = JSON.parse(new TextDecoder().decode(payload)) as JsonObject
    expect(receipt).toMatchObject({
      judgedAt: '2026-11-24T05:00:00Z',
      document: { digest: createHash('sha256').update(DOCUMENT).digest('hex'), bytes: 3 },
      verdict: { valid: false, schema: { ref: 'codelists/sex@1.0.0' } },
    })
    const published = catalogue.get(parseSchemaRef('api/receipt@1.0.0'))
    const checked = createStructureChecker(catalogue).check(published, receipt, {
      today: '2026-11-24',
    })
    expect(checked.issues).toEqual([])
  })

  test('is refused, and nothing is judged, by a service without a key', async () => {
    const response = await registry.app.request(PATH, { method: 'POST', body: DOCUMENT, headers })
    expect(response.status).toBe(receiptUnavailable.status)
    expect(await response.json()).toMatchObject({
      type: expect.stringContaining(`/problems/${receiptUnavailable.code}`) as string,
    })
  })

  test('is not made with a certificate that is not in force', async () => {
    const leaf = await makeCertificate({ name: 'Receipts', keyUsage: 0x80 })
    const key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
    const { notBefore, notAfter } = key.certificate
    const document = { digest: 'ab'.repeat(32), bytes: 1 }
    const verdict = { valid: true } as Verdict
    for (const { at, isMade } of [
      { at: notBefore.getTime() - 1, isMade: false },
      { at: notBefore.getTime(), isMade: true },
      { at: notAfter.getTime(), isMade: true },
      { at: notAfter.getTime() + 1, isMade: false },
    ]) {
      const made = createReceiptMaker(key, () => new Date(at))(document, verdict)
      if (isMade) expect(JSON.parse(await made)).toMatchObject({ signature: expect.any(String) })
      else await expect(made).rejects.toMatchObject({ kind: receiptUnavailable })
    }
  })

  test('is not given to who does not ask for it', async () => {
    const response = await registry.app.request(PATH, { method: 'POST', body: DOCUMENT })
    expect(response.headers.get('content-type')).toContain('application/json')
  })
})

describe('the key of receipts', () => {
  test('comes with its certificate', () => {
    const both = { CHUAN_RECEIPT_KEY: 'a.pem', CHUAN_RECEIPT_CERT: 'b.pem' }
    expect(readConfig(both).receiptKey).toEqual({ key: 'a.pem', certificate: 'b.pem' })
    expect(() => readConfig({ CHUAN_RECEIPT_KEY: 'a.pem' })).toThrow(
      expect.objectContaining({ kind: settingMalformed }),
    )
  })
})
