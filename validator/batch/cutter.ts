/**
 * Cuts whole records off the front of some bytes: what all kinds of files of records share.
 *
 * Where one cut ends, the next begins, in whichever thread: a cursor is all that it takes.
 *
 * @module
 */
import { DOCUMENT_BYTES_MAX } from '../limits.ts'
import { Problem } from '../problem.ts'
import { documentTooLarge } from '../problems.ts'

/** What has to be known of all that came before, as numbers that threads can share. */
export interface Cursor {
  /** Of the first byte, from 1; the column in bytes. */
  readonly line: number
  readonly column: number
  /** How many records came before. */
  readonly index: number
  /** How far an array is; 0 where nothing was read. */
  readonly phase: number
}

/** The phase of a cursor in what is not as it looked: it has to be cut in another way. */
export const UNLIKE = -1

export const CURSOR_START: Cursor = { line: 1, column: 1, index: 0, phase: 0 }

/** One record in some bytes, and where it stands in the whole. */
export interface RecordPlace {
  readonly start: number
  readonly end: number
  /** From 1; the column in bytes, of a record that does not begin a line. */
  readonly line: number
  readonly column?: number
  /** JSON Pointer of the record in the document, where it is part of one. */
  readonly pointer?: string
  /** Of the last record of an array that has no end. */
  readonly isOpen?: true
}

export interface Cut {
  readonly places: readonly RecordPlace[]
  /** Where the next cut begins. */
  readonly end: number
  readonly next: Cursor
}

/** Undefined when the first record is not all there; never when nothing follows (`isEnd`). */
export type Cutter = (bytes: Uint8Array, cursor: Cursor, isEnd: boolean) => Cut | undefined

/** For a record that begins on this line, or soon after it. */
export function recordTooLong({ line }: Pick<Cursor, 'line'>): Problem {
  return new Problem(
    documentTooLarge,
    `The record of line ${line} or one soon after it is too long: a record has at most ` +
      `${DOCUMENT_BYTES_MAX} bytes`,
    { extensions: { bytesMax: DOCUMENT_BYTES_MAX } },
  )
}
