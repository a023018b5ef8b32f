/**
 * Cuts a collection of XML records behind end tags of its first record's name.
 *
 * That is quick, and right for what programs write. Where it is not, as when a record has an
 * element of that name in a comment or in another element, whoever reads the records finds one
 * without an end, and the collection is cut by all of its mark-up instead.
 *
 * @module
 */
import { bomLength } from '../decode.ts'
import type { CollectionRoot } from '../xml/plain-elements.ts'
import { onOneLine } from '../xml/plain-elements.ts'
import { DECLARATION, nameInTag, SPACE, START_TAG } from '../xml/scan.ts'
import type { Cursor, Cut } from './cutter.ts'
import { UNLIKE } from './cutter.ts'

/** What stands before the records of a collection. */
export interface CollectionHead {
  readonly root: CollectionRoot
  /** Bytes before the first record. */
  readonly start: number
}

const HEAD = new RegExp(
  `^(?<declaration>${DECLARATION})?${SPACE}*(?<open>${START_TAG})${SPACE}*(?<first>${START_TAG})`,
  'u',
)

/** Undefined for what does not begin like one; what its tags mean is not looked at. */
export function readCollectionHead(bytes: Uint8Array): CollectionHead | undefined {
  const text = Buffer.from(bytes.subarray(bomLength(bytes))).toString('latin1')
  const found = HEAD.exec(text)
  const { declaration = '', open = '', first = '' } = found?.groups ?? {}
  if (found === null || open.endsWith('/>')) return undefined
  const root = { open: `${declaration}${onOneLine(open)}`, close: `</${nameInTag(open)}>`, first }
  return { root, start: bomLength(bytes) + found[0].length - first.length }
}

/** Places are for the reader of the records to find. */
export function cutCollection(
  { root }: CollectionHead,
  bytes: Uint8Array,
  cursor: Cursor,
  isEnd: boolean,
): Cut | undefined {
  const mark = `</${nameInTag(root.first)}>`
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = buffer.lastIndexOf(mark, undefined, 'latin1') + mark.length
  const isFound = end >= mark.length
  if (!(isFound || isEnd)) return undefined
  const rest = isFound ? end : 0
  const isUnlike = isEnd && !isEndOf(root, buffer.toString('latin1', rest))
  return { places: [], end: rest, next: { ...cursor, phase: isUnlike ? UNLIKE : cursor.phase } }
}

const SPACES = new RegExp(`^${SPACE}+|${SPACE}+$`, 'gu')

function isEndOf({ close }: CollectionRoot, text: string): boolean {
  return text.replaceAll(SPACES, '') === close
}
