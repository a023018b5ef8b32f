/**
 * Reads what is compressed as what it was, told by its first bytes: gzip and zstd.
 *
 * @module
 */
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Decompress } from 'fzstd'
import { Problem } from '../validator/index.ts'
import { fileUnreadable } from './problems.ts'

type Chunks = AsyncIterable<Uint8Array>

const GZIP = [0x1f, 0x8b]
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd]

/** `name` is told in the Problem `file-unreadable`, thrown for what is damaged or cut short. */
export async function* decompress(chunks: Chunks, name: string): AsyncGenerator<Uint8Array, void> {
  const iterator = chunks[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done === true) return
  const all = withFirst(first.value, { [Symbol.asyncIterator]: () => iterator })
  if (startsWith(first.value, GZIP)) yield* named(name, gunzip(all))
  else if (startsWith(first.value, ZSTD)) yield* named(name, unzstd(all))
  else yield* all
}

/** By the first bytes of it. */
export function isCompressed(head: Uint8Array): boolean {
  return startsWith(head, GZIP) || startsWith(head, ZSTD)
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

async function* withFirst(first: Uint8Array, rest: Chunks): AsyncGenerator<Uint8Array, void> {
  yield first
  yield* rest
}

function gunzip(chunks: Chunks): Chunks {
  const source = Readable.from(chunks)
  const gunzipped = createGunzip()
  source.on('error', (thrown) => gunzipped.destroy(thrown))
  return source.pipe(gunzipped)
}

async function* unzstd(chunks: Chunks): AsyncGenerator<Uint8Array, void> {
  const out: Uint8Array[] = []
  let isOver = false
  const stream = new Decompress((chunk, isFinal = false) => {
    if (chunk.byteLength > 0) out.push(chunk)
    isOver = isFinal
  })
  for await (const chunk of chunks) {
    // It keeps what it is given until it needs it.
    stream.push(chunk.slice())
    yield* out.splice(0)
  }
  stream.push(new Uint8Array(0), true)
  yield* out.splice(0)
  if (!isOver) throw new Error('unexpected end')
}

/** Whatever their decoder says, it is the file that cannot be read. */
async function* named(name: string, chunks: Chunks): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    const detail = `${name}: the compressed data is damaged or cut short`
    throw new Problem(fileUnreadable, detail, { cause: thrown })
  }
}
