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
import type { Cursor, Cutter, RecordPlace } from '../../validator/index.ts'
import {
  CURSOR_START,
  cutArray,
  cutLines,
  DOCUMENT_BYTES_MAX,
  recordTooLong,
} from '../../validator/index.ts'

export type RecordsIn = 'ndjson' | 'array'

export const cutters: Readonly<Record<RecordsIn, Cutter>> = { ndjson: cutLines, array: cutArray }

/** What a thread is told; the memory is shared by all that read the file. */
export interface SharedFile {
  readonly file: string
  readonly input: RecordsIn
  readonly flags: Int32Array<SharedArrayBuffer>
  readonly numbers: Float64Array<SharedArrayBuffer>
}

export interface Block {
  readonly order: number
  /** Overwritten by the next one. */
  readonly bytes: Uint8Array
  readonly places: readonly RecordPlace[]
}

const BLOCK_BYTES = 1_048_576
const [LOCK, IS_OVER, FLAG_COUNT] = [0, 1, 2]
const [OFFSET, ORDER, LINE, COLUMN, INDEX, PHASE, NUMBER_COUNT] = [0, 1, 2, 3, 4, 5, 6]

/** Flags of their own for so many threads. */
export function shareFile(file: string, input: RecordsIn, threads: number): SharedFile {
  const flags = new Int32Array(new SharedArrayBuffer(4 * (FLAG_COUNT + threads)))
  const numbers = new Float64Array(new SharedArrayBuffer(8 * NUMBER_COUNT))
  setCursor(numbers, CURSOR_START)
  return { file, input, flags, numbers }
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

export interface BlockReader {
  /** Undefined when all are taken; throws Problem `document-too-large`. */
  readonly next: () => Promise<Block | undefined>
}

export function createBlockReader(
  shared: SharedFile,
  opened: OpenFile,
  thread: number,
): BlockReader {
  const { flags, numbers, input } = shared
  let buffer = new Uint8Array(BLOCK_BYTES)

  function take(): Block | undefined {
    if (Atomics.load(flags, IS_OVER) === 1) return undefined
    Atomics.store(flags, FLAG_COUNT + thread, 1)
    const [offset = 0, order = 0] = numbers
    const cursor = getCursor(numbers)
    for (;;) {
      const size = opened.read(buffer, offset)
      const isEnd = size < buffer.byteLength
      const bytes = buffer.subarray(0, size)
      const cut = cutters[input](bytes, cursor, isEnd)
      if (cut !== undefined) {
        if (isEnd) giveUp(shared)
        numbers[OFFSET] = offset + cut.end
        numbers[ORDER] = order + 1
        setCursor(numbers, cut.next)
        return { order, bytes: bytes.subarray(0, cut.end), places: cut.places }
      }
      if (size > DOCUMENT_BYTES_MAX) throw recordTooLong(cursor)
      buffer = new Uint8Array(2 * buffer.byteLength)
    }
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
