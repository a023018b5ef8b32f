/** A body is taken whole, with its digest, however it comes, and never when it is too large. */
import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { readBody, readDigestedBody } from '../../registry/body.ts'
import { Problem } from '../../validator/index.ts'
import { documentTooLarge } from '../../validator/problems.ts'

const BYTES_MAX = 300_000
const SIZES = [0, 1, 65_536, 65_537, BYTES_MAX]

/** What the service would have of it. */
async function taken(body: Uint8Array, headers: Record<string, string>) {
  const app = new Hono()
  app.post('/', async (c) => {
    try {
      const { document, digest } = await readDigestedBody(c, BYTES_MAX)
      const isAlone = document.buffer.byteLength === document.byteLength
      return c.json({ ...digest, isAlone, isSame: Buffer.from(body).equals(document) })
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      return c.json({ code: thrown.kind.code })
    }
  })
  const sent = { method: 'POST', body: inPieces(body), headers, duplex: 'half' } as RequestInit
  return await (await app.request('/', sent)).json()
}

/** Of a size that fits neither the body nor the memory it is read into. */
function inPieces(body: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      const piece = body.slice(at, at + 7_001)
      at += piece.byteLength
      if (piece.byteLength === 0) controller.close()
      else controller.enqueue(piece)
    },
  })
}

const bytesOf = (size: number) => Uint8Array.from({ length: size }, (_, at) => at % 251)

describe.for([true, false])('a body whose length is declared: %s', (isDeclared) => {
  const headersOf = (size: number): Record<string, string> =>
    isDeclared ? { 'content-length': String(size) } : {}

  test.for(SIZES)('of %i bytes is taken as it is', async (size) => {
    const body = bytesOf(size)
    expect(await taken(body, headersOf(size))).toEqual({
      digest: createHash('sha256').update(body).digest('hex'),
      bytes: size,
      isAlone: true,
      isSame: true,
    })
  })

  test('is refused when it is too large', async () => {
    const size = BYTES_MAX + 1
    expect(await taken(bytesOf(size), headersOf(size))).toEqual({ code: documentTooLarge.code })
  })
})

test('a body that ends early has no bytes that nobody sent', async () => {
  const app = new Hono()
  app.post('/', async (c) => c.json([...(await readBody(c, BYTES_MAX))].length))
  const headers = { 'content-length': '100000' }
  const sent = { method: 'POST', body: inPieces(bytesOf(70_000)), headers, duplex: 'half' }
  expect(await (await app.request('/', sent as RequestInit)).json()).toBe(70_000)
})
