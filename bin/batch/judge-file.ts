/**
 * Judges one file, whatever is in it: a document, records on lines, an array of them, or a
 * collection in XML, compressed or not.
 *
 * @module
 */
import { decompress, isCompressed, openFile, readChunks } from '../../sources/index.ts'
import type {
  RecordPiece,
  RecordsVerdict,
  ValidateRequest,
  Verdict,
} from '../../validator/index.ts'
import {
  addRecords,
  cutStream,
  DOCUMENT_BYTES_MAX,
  inTurn,
  judgeStream,
  NO_RECORDS,
  Problem,
  problems,
  readCollectionHead,
  toRecordsVerdict,
  unjudgedRecord,
} from '../../validator/index.ts'
import { guessInput, type Input } from './guess-input.ts'
import type { Judge } from './judge.ts'
import type { RecordsForm, RecordsIn } from './shared-file.ts'
import { cutters } from './shared-file.ts'
import { counted, readDocument, startReading, tooLarge } from './source.ts'

export interface FileTask {
  /** `-` is standard input. */
  readonly file: string
  readonly input: Input
  readonly request: ValidateRequest
  readonly openInput: () => AsyncIterable<Uint8Array>
  /** Told how many bytes more were judged. */
  readonly onBytes: (bytes: number) => void
}

export type FileVerdict = Verdict | RecordsVerdict

/** About so many bytes of records are judged at a time. */
const PIECE_BYTES = 524_288
/** In so many, what a file holds is seen. */
const HEAD_BYTES = 1_048_576

export async function judgeFile(task: FileTask, judge: Judge): Promise<FileVerdict> {
  try {
    return (await judgeWhereItIs(task, judge)) ?? (await judgeAsRead(task, judge))
  } catch (thrown) {
    throw isUnnamed(thrown, task.file) ? named(thrown, task.file) : thrown
  }
}

/** Which of several files is too large is the first thing to know. */
function isUnnamed(thrown: unknown, file: string): thrown is Problem {
  const isTooLarge =
    thrown instanceof Problem && thrown.kind.code === problems.documentTooLarge.code
  return isTooLarge && !thrown.message.startsWith(`${file}: `)
}

function named(problem: Problem, file: string): Problem {
  const { kind, message, extensions } = problem
  return new Problem(kind, `${file}: ${message}`, { extensions, cause: problem })
}

/** Records in a file that can be read at any place; undefined for anything else. */
async function judgeWhereItIs(task: FileTask, judge: Judge): Promise<FileVerdict | undefined> {
  const { file, request, onBytes } = task
  const opened = file === '-' ? undefined : openFile(file)
  if (opened === undefined) return undefined
  const { size } = opened
  const head = new Uint8Array(Math.min(size, HEAD_BYTES))
  try {
    opened.read(head, 0)
  } finally {
    opened.close()
  }
  const input = isCompressed(head) ? 'auto' : chooseInput(task, head)
  const { document: _, ...asked } = request
  for (const form of formsOf(input, head, size)) {
    const judged = await judge.file({ file, form, size, onBytes }, asked)
    if (judged) return toRecordsVerdict(judged, file, input === 'xml' ? 'xml' : 'json')
  }
  return undefined
}

/** How the records may stand, the quickest to cut first. */
function formsOf(input: Input, head: Uint8Array, size: number): readonly RecordsForm[] {
  if (input === 'array') return ['array-lines', 'array']
  if (input === 'ndjson') return ['ndjson']
  // XML that may be judged as a whole is: it can be signed.
  const isStream = input === 'xml' && size > DOCUMENT_BYTES_MAX
  return (isStream ? [readCollectionHead(head)] : []).filter((head) => head !== undefined)
}

async function judgeAsRead(task: FileTask, judge: Judge): Promise<FileVerdict> {
  const raw = task.file === '-' ? task.openInput() : readChunks(task.file)
  const source = await startReading(counted(decompress(raw, task.file), task.onBytes))
  const input = chooseInput(task, source.first)
  if (input === 'ndjson' || input === 'array') return judgePieces(source.all(), input, task, judge)
  const { document, all } = await readDocument(source.all())
  if (document !== undefined) return judge.document(document, task.request)
  if (input === 'json') throw tooLarge(task.file)
  return judgeStream(all(), task.request, judge.part, judge.width)
}

/** Of several files, one of an unknown structure says nothing against the others. */
export function unjudged(file: string, thrown: unknown): Verdict {
  const isUnknown = thrown instanceof Problem && UNKNOWN.has(thrown.kind.code)
  if (!isUnknown) throw thrown
  return toRecordsVerdict(unjudgedRecord(), file)
}

const UNKNOWN = new Set([problems.schemaUndetermined.code, problems.schemaNotFound.code])

async function judgePieces(
  chunks: AsyncIterable<Uint8Array>,
  input: RecordsIn,
  { file, request }: FileTask,
  judge: Judge,
): Promise<RecordsVerdict> {
  const { document: _, ...asked } = request
  const pieces = cutStream(chunks, cutters[input], PIECE_BYTES)
  const start = (piece: RecordPiece) => judge.records({ ...piece, input }, asked)
  let total = NO_RECORDS
  for await (const judged of inTurn(pieces, judge.width, start)) total = addRecords(total, judged)
  return toRecordsVerdict(total, file)
}

function chooseInput({ file, input }: FileTask, head: Uint8Array): Exclude<Input, 'auto'> {
  return input === 'auto' ? guessInput(file, head) : input
}
