/**
 * Judges one file, whatever is in it: a document, records on lines, an array of them, or a
 * collection in XML, compressed or not.
 *
 * @module
 */
import { decompress, readChunks } from '../../sources/index.ts'
import type {
  RecordsVerdict,
  StreamVerdict,
  ValidateRequest,
  Verdict,
} from '../../validator/index.ts'
import {
  addRecords,
  cutArray,
  cutLines,
  DOCUMENT_BYTES_MAX,
  judgeStream,
  NO_RECORDS,
  Problem,
  problems,
  sniffFormat,
  toRecordsVerdict,
} from '../../validator/index.ts'
import { inOrder } from './in-order.ts'
import type { Judge } from './judge.ts'
import type { Piece } from './task.ts'

export const INPUTS = ['auto', 'json', 'ndjson', 'array', 'xml'] as const
export type Input = (typeof INPUTS)[number]

export interface FileTask {
  /** `-` is standard input. */
  readonly file: string
  readonly input: Input
  readonly request: ValidateRequest
  readonly openInput: () => AsyncIterable<Uint8Array>
  /** Told how many bytes more were judged. */
  readonly onBytes: (bytes: number) => void
}

export type FileVerdict = Verdict | RecordsVerdict | StreamVerdict

/** About so many bytes of records are judged at a time. */
const PIECE_BYTES = 1_048_576
const LINES_NAME = /\.(?:ndjson|jsonl)(?:\.gz|\.zst)?$/u

export async function judgeFile(task: FileTask, judge: Judge): Promise<FileVerdict> {
  const raw = task.file === '-' ? task.openInput() : readChunks(task.file)
  const source = await startReading(counted(decompress(raw, task.file), task.onBytes))
  const input = task.input === 'auto' ? guessInput(task.file, source) : task.input
  switch (input) {
    case 'ndjson':
      return judgePieces(cutLines(source.all(), PIECE_BYTES), task, judge)
    case 'array':
      return judgePieces(cutArray(source.all(), PIECE_BYTES), task, judge)
    case 'xml':
      if (source.isWhole) return judge.document(source.head, task.request)
      return judgeStream(source.all(), task.request, judge.document)
    default:
      if (source.isWhole) return judge.document(source.head, task.request)
      throw tooLarge(task.file)
  }
}

async function judgePieces(
  pieces: AsyncIterable<Piece>,
  { file, request }: FileTask,
  judge: Judge,
): Promise<RecordsVerdict> {
  const { document: _, ...asked } = request
  let total = NO_RECORDS
  for await (const judged of inOrder(pieces, judge.width, (piece) => judge.records(piece, asked))) {
    total = addRecords(total, judged)
  }
  return toRecordsVerdict(total, file)
}

/** As much as a document may have, and whether that is all. */
interface Source {
  readonly head: Uint8Array<ArrayBuffer>
  readonly isWhole: boolean
  readonly all: () => AsyncIterable<Uint8Array>
}

async function startReading(chunks: AsyncIterable<Uint8Array>): Promise<Source> {
  const iterator = chunks[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let size = 0
  let isWhole = false
  while (!isWhole && size <= DOCUMENT_BYTES_MAX) {
    const next = await iterator.next()
    isWhole = next.done === true
    if (next.done === true) break
    held.push(next.value)
    size += next.value.byteLength
  }
  const rest = { [Symbol.asyncIterator]: () => iterator }
  const head = new Uint8Array(Buffer.concat(held))
  async function* all(): AsyncGenerator<Uint8Array, void> {
    yield* held
    if (!isWhole) yield* rest
  }
  return { head, isWhole, all }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    yield chunk
    onBytes(chunk.byteLength)
  }
}

const [LINE_FEED, BRACKET] = [0x0a, 0x5b]

function guessInput(file: string, { head }: Source): Exclude<Input, 'auto'> {
  if (LINES_NAME.test(file)) return 'ndjson'
  if (sniffFormat(head) === 'xml') return 'xml'
  const first = head.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf)
  if (first === BRACKET) return 'array'
  return hasRecordOnLine(head) ? 'ndjson' : 'json'
}

/** A whole value on the first line and something on the next: that is no document. */
function hasRecordOnLine(head: Uint8Array): boolean {
  const end = head.indexOf(LINE_FEED)
  if (end < 1 || !head.subarray(end).some((byte) => byte > 0x20)) return false
  try {
    JSON.parse(new TextDecoder().decode(head.subarray(0, end)))
    return true
  } catch {
    return false
  }
}

function tooLarge(file: string): Problem {
  return new Problem(
    problems.documentTooLarge,
    `${file}: a document has at most ${DOCUMENT_BYTES_MAX} bytes; records on lines, in a JSON ` +
      'array or in an XML collection may be any number',
    { extensions: { bytesMax: DOCUMENT_BYTES_MAX } },
  )
}
