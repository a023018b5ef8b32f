/**
 * Reads a request's body, and stops reading when it is too large.
 *
 * @module
 */
import type { Context } from 'hono'
import { Problem, problems } from '../validator/index.ts'
import { requestHeader } from './request-header.ts'

/** Throws Problem `document-too-large`. */
export async function readBody(c: Context, bytesMax: number): Promise<Uint8Array> {
  const request = c.req.raw
  const declared = Number(requestHeader(c, 'content-length') ?? '0')
  if (declared > bytesMax) throw tooLarge(bytesMax)
  // A declared length is kept to by the server itself, so it need not be counted again.
  if (declared > 0) return new Uint8Array(await request.arrayBuffer())
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw tooLarge(bytesMax)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(bytesMax: number): Problem {
  return new Problem(problems.documentTooLarge, `At most ${bytesMax} bytes`, {
    extensions: { bytesMax },
  })
}
