/**
 * What a file holds, seen from its name and its first bytes.
 *
 * @module
 */
import { sniffFormat } from '../../validator/index.ts'

export const INPUTS = ['auto', 'json', 'ndjson', 'array', 'xml'] as const
export type Input = (typeof INPUTS)[number]

const LINES_NAME = /\.(?:ndjson|jsonl)(?:\.gz|\.zst)?$/u
const [LINE_FEED, BRACKET] = [0x0a, 0x5b]

export function isNamedForLines(file: string): boolean {
  return LINES_NAME.test(file)
}

export function guessInput(file: string, head: Uint8Array): Exclude<Input, 'auto'> {
  if (isNamedForLines(file)) return 'ndjson'
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
