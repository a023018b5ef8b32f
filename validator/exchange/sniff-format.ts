/**
 * Tells XML from everything else by its first bytes.
 *
 * After a byte order mark of UTF-16 a `<` counts as XML, and so does that of UTF-32: the parser
 * then says which encoding it wants. JSON is UTF-8 by RFC 8259 §8.1 and has no such mark.
 *
 * @module
 */
import { bomLength } from '../decode.ts'

const LESS_THAN = 0x3c
/** Of UTF-16 in either order; that of UTF-32 begins alike. */
const MARKS = new Set(['255 254', '254 255'])
/** One of the two bytes is zero, and in UTF-32 both are. */
const FIRST_OF_XML = new Set([0, LESS_THAN])
const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d])

export function sniffFormat(document: Uint8Array): 'xml' | 'other' {
  const [first, second, third = 0, fourth = 0] = document
  if (MARKS.has(`${first} ${second}`)) return FIRST_OF_XML.has(third + fourth) ? 'xml' : 'other'
  if (first === 0 && second === LESS_THAN) return 'xml'
  for (let index = bomLength(document); index < document.length; index += 1) {
    const byte = document[index] ?? 0
    if (!WHITE_SPACE.has(byte)) return byte === LESS_THAN ? 'xml' : 'other'
  }
  return 'other'
}
