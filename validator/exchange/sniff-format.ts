/**
 * Tells XML from everything else by its first bytes.
 *
 * A byte order mark of UTF-16 or UTF-32 counts as XML, whose parser then says
 * which encoding it wants; JSON is UTF-8 by RFC 8259 §8.1 and has no such mark.
 *
 * @module
 */
import { bomLength } from '../decode.ts'

const LESS_THAN = 0x3c
const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d])

export function sniffFormat(document: Uint8Array): 'xml' | 'other' {
  const [first, second] = document
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'xml'
  if (first === 0 && second === LESS_THAN) return 'xml'
  for (let index = bomLength(document); index < document.length; index += 1) {
    const byte = document[index] ?? 0
    if (!WHITE_SPACE.has(byte)) return byte === LESS_THAN ? 'xml' : 'other'
  }
  return 'other'
}
