/**
 * A file of records that several threads read by themselves, a block at a time.
 *
 * They share where the next block begins, under a lock: who has it reads a block and finds where
 * its last whole record ends. Judging, which takes far longer, is done outside of it. So each
 * block is read once, by the thread that judges it, and its place in the file is known.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { OpenFile } from '../../sources/index.ts'
import type { CollectionHead, Cursor, Cutter, RecordPlace } from '../../validator/index.ts'
import {
  CURSOR_START,
  cutArray,
  cutArrayLines,
  cutCollection,
  cutLines,
  DOCUMENT_BYTES_MAX,
  recordTooLong,
  UNLIKE,
} from '../../validator/index.ts'

export type RecordsIn = 'ndjson' | 'array'

export const cutters: Readonly<Record<RecordsIn, Cutter>> = { ndjson: cutLines, array: cutArray }

/** JSON records by how they stand, those of XML by what stands before them. */
export type RecordsForm = RecordsIn | 'array-lines' | CollectionHead

/** Such a file may turn out not to be what it looks like. */
export function isGuess(form: RecordsForm): boolean {
  return form !== 'ndjson' && form !== 'array'
}

/** What a thread is told; the memory is shared by all that read the file. */
export interface SharedFile {
  readonly file: string
  readonly form: RecordsForm
  readonly flags: Int32Array<SharedArrayBuffer>
  readonly numbers: Float64Array<SharedArrayBuffer>
}

export interface Block {
  readonly order: number
  /** Of its first byte in the file. */
  readonly offset: number
  /** Overwritten by the next one. */
  readonly bytes: Uint8Array
  readonly places: readonly RecordPlace[]
}

const BLOCK_BYTES = 1_048_576
const [LOCK, IS_OVER, IS_UNLIKE, FLAG_COUNT] = [0, 1, 2, 3]
const [OFFSET, ORDER, LINE, COLUMN, INDEX, PHASE, NUMBER_COUNT] = [0, 1, 2, 3, 4, 5, 6]

/** Flags of their own for so many threads. */
export function shareFile(file: string, form: RecordsForm, threads: number): SharedFile {
  const flags = new Int32Array(new SharedArrayBuffer(4 * (FLAG_COUNT + threads)))
  const numbers = new Float64Array(new SharedArrayBuffer(8 * NUMBER_COUNT))
  setCursor(numbers, CURSOR_START)
  if (typeof form !== 'string') numbers[OFFSET] = form.start
  return { file, form, flags, numbers }
}

function cutterOf(form: RecordsForm): Cutter {
  if (form === 'array-lines') return cutArrayLines
  if (typeof form === 'string') return cutters[form]
  return (bytes, cursor, isEnd) => cutCollection(form, bytes, cursor, isEnd)
}

/** Bytes that were taken so far. */
export function bytesTaken({ numbers }: SharedFile): number {
  return numbers[OFFSET] ?? 0
}

/** Whether a thread took a block: one that did not need not be waited for. */
export function hasTaken({ flags }: SharedFile, thread: number): boolean {
  return Atomics.load(flags, FLAG_COUNT + thread) === 1
}

/** No thread takes any more. */
export function giveUp({ flags }: SharedFile): void {
  Atomics.store(flags, IS_OVER, 1)
}

/** The file is no such collection as it looked: nothing that was found in it counts. */
export function findUnlike(shared: SharedFile): void {
  Atomics.store(shared.flags, IS_UNLIKE, 1)
  giveUp(shared)
}

export function isUnlike({ flags }: SharedFile): boolean {
  return Atomics.load(flags, IS_UNLIKE) === 1
}

export interface BlockReader {
  /** Undefined when all are taken; throws Problem `document-too-large`. */
  readonly next: () => Promise<Block | undefined>
}

export function createBlockReader(
  shared: SharedFile,
  opened: OpenFile,
  thread: number,
): BlockReader {
  const { flags, numbers, form } = shared
  const cutter = cutterOf(form)
  let buffer = new Uint8Array(BLOCK_BYTES)

  function take(): Block | undefined {
    if (Atomics.load(flags, IS_OVER) === 1) return undefined
    Atomics.store(flags, FLAG_COUNT + thread, 1)
    const [offset = 0, order = 0] = numbers
    const found = readBlock(offset, getCursor(numbers))
    if (found === undefined) return undefined
    const { bytes, cut } = found
    numbers[OFFSET] = offset + cut.end
    numbers[ORDER] = order + 1
    setCursor(numbers, cut.next)
    return { order, offset, bytes: bytes.subarray(0, cut.end), places: cut.places }
  }

  function readBlock(offset: number, cursor: Cursor) {
    const attempt = () => {
      const bytes = buffer.subarray(0, opened.read(buffer, offset))
      const isEnd = bytes.byteLength < buffer.byteLength
      return { bytes, isEnd, cut: cutter(bytes, cursor, isEnd) }
    }
    let { bytes, isEnd, cut } = attempt()
    while (cut === undefined && bytes.byteLength <= DOCUMENT_BYTES_MAX) {
      buffer = new Uint8Array(2 * buffer.byteLength)
      ;({ bytes, isEnd, cut } = attempt())
    }
    if (cut === undefined) return tooLong(cursor)
    if (isEnd) giveUp(shared)
    if (cut.next.phase === UNLIKE) findUnlike(shared)
    return { bytes, cut }
  }

  function tooLong(cursor: Cursor): undefined {
    if (!isGuess(form)) throw recordTooLong(cursor)
    findUnlike(shared)
  }

  return {
    async next() {
      while (Atomics.compareExchange(flags, LOCK, 0, 1) !== 0) {
        // Who has it may have come to an end.
        if (Atomics.load(flags, IS_OVER) === 1) return undefined
        await delay(1)
      }
      try {
        return take()
      } finally {
        Atomics.store(flags, LOCK, 0)
      }
    },
  }
}

function getCursor(numbers: Float64Array): Cursor {
  const { [LINE]: line = 1, [COLUMN]: column = 1, [INDEX]: index = 0, [PHASE]: phase = 0 } = numbers
  return { line, column, index, phase }
}

function setCursor(numbers: Float64Array, { line, column, index, phase }: Cursor): void {
  numbers.set([line, column, index, phase], LINE)
}
