/**
 * Reads a file of unknown size and kind: its beginning, then all of it, once.
 *
 * @module
 */
import { DOCUMENT_BYTES_MAX, Problem, problems } from '../../validator/index.ts'

export interface Source {
  readonly first: Uint8Array
  readonly all: () => AsyncIterable<Uint8Array>
}

export async function startReading(chunks: AsyncIterable<Uint8Array>): Promise<Source> {
  const iterator = chunks[Symbol.asyncIterator]()
  const { value: first = new Uint8Array(0) } = await iterator.next()
  async function* all(): AsyncGenerator<Uint8Array, void> {
    yield first
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { first, all }
}

/** The whole where it is no more than a document may be; else what reads it from the start. */
export async function readDocument(chunks: AsyncIterable<Uint8Array>): Promise<{
  readonly document?: Uint8Array<ArrayBuffer>
  readonly all: () => AsyncIterable<Uint8Array>
}> {
  const iterator = chunks[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  async function* all(): AsyncGenerator<Uint8Array, void> {
    yield* held.splice(0)
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  let size = 0
  while (size <= DOCUMENT_BYTES_MAX) {
    const next = await iterator.next()
    if (next.done === true) return { document: new Uint8Array(Buffer.concat(held)), all }
    held.push(next.value)
    size += next.value.byteLength
  }
  return { all }
}

export async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    yield chunk
    onBytes(chunk.byteLength)
  }
}

/** Of what is one document, and so cannot be judged piece by piece. */
export function tooLarge(file: string): Problem {
  return new Problem(
    problems.documentTooLarge,
    `${file}: a document has at most ${DOCUMENT_BYTES_MAX} bytes; records on lines, in a JSON ` +
      'array or in an XML collection may be any number',
    { extensions: { bytesMax: DOCUMENT_BYTES_MAX } },
  )
}
