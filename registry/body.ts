/**
 * Reads a request's body, and stops reading when it is too large.
 *
 * A large one is put together as it comes, piece by piece: joined, copied or digested at the
 * end it would hold up others for tens of milliseconds.
 *
 * @module
 */
import { createHash, type Hash } from 'node:crypto'
import type { Context } from 'hono'
import { type DocumentDigest, Problem, problems } from '../validator/index.ts'
import { requestHeader } from './request-header.ts'

export interface Body {
  /** All of a memory of its own, which can be handed over to a thread. */
  readonly document: Uint8Array
  readonly digest: DocumentDigest
}

/** Throws Problem `document-too-large`. */
export async function readBody(c: Context, bytesMax: number): Promise<Uint8Array> {
  return await read(c, bytesMax, undefined)
}

/** The same, with its digest. */
export async function readDigestedBody(c: Context, bytesMax: number): Promise<Body> {
  const hash = createHash('sha256')
  const document = await read(c, bytesMax, hash)
  return { document, digest: { digest: hash.digest('hex'), bytes: document.byteLength } }
}

/** Up to here a body is taken at once. */
const PIECE_BYTES = 65_536

async function read(c: Context, bytesMax: number, hash: Hash | undefined): Promise<Uint8Array> {
  const request = c.req.raw
  const declared = Number(requestHeader(c, 'content-length') ?? '0')
  if (declared > bytesMax) throw tooLarge(bytesMax)
  // A declared length is kept to by the server itself, so it need not be counted again.
  if (declared > 0 && declared <= PIECE_BYTES) {
    const whole = new Uint8Array(await request.arrayBuffer())
    hash?.update(whole)
    return whole
  }
  if (request.body === null) return new Uint8Array()
  let whole = new Uint8Array(declared)
  let bytes = 0
  for await (const piece of request.body as AsyncIterable<Uint8Array>) {
    const before = bytes
    bytes += piece.byteLength
    if (bytes > bytesMax) throw tooLarge(bytesMax)
    if (bytes > whole.byteLength) whole = enlarge(whole, bytes, bytesMax)
    whole.set(piece, before)
    hash?.update(piece)
  }
  return bytes === whole.byteLength ? whole : whole.slice(0, bytes)
}

/** At least twice as large, so that each byte is copied twice at most. */
function enlarge(before: Uint8Array, atLeast: number, atMost: number) {
  const larger = new Uint8Array(Math.min(Math.max(atLeast, before.byteLength * 2), atMost))
  larger.set(before)
  return larger
}

function tooLarge(bytesMax: number): Problem {
  return new Problem(problems.documentTooLarge, `At most ${bytesMax} bytes`, {
    extensions: { bytesMax },
  })
}
