/**
 * The texts of records that stand in some bytes, decoded several at a time.
 *
 * Decoding is a good part of judging a record that is right. Several together, ASCII need not be
 * decoded at all, and other UTF-8 takes half as long as one by one.
 *
 * @module
 */
import { isAscii, transcode } from 'node:buffer'
import type { RecordPlace } from './cutter.ts'

const LINE_FEED = 0x0a
/** So much together: what it takes is still among the short-lived of the heap. */
const TOGETHER_BYTES = 49_152

/** In the order of the places; the bytes are known to be UTF-8. */
export function* recordTexts(
  buffer: Buffer,
  places: readonly RecordPlace[],
): Generator<string, void, undefined> {
  for (let from = 0; from < places.length; ) {
    const to = endOfGroup(places, from)
    yield* textsOf(buffer, places.slice(from, to))
    from = to
  }
}

function endOfGroup(places: readonly RecordPlace[], from: number): number {
  const end = (places[from]?.start ?? 0) + TOGETHER_BYTES
  let to = from + 1
  while (to < places.length && (places[to]?.end ?? 0) <= end) to += 1
  return to
}

function textsOf(buffer: Buffer, places: readonly RecordPlace[]): readonly string[] {
  const [first, last] = [places[0], places.at(-1)]
  const [from, to] = [first?.start ?? 0, last?.end ?? 0]
  const bytes = buffer.subarray(from, to)
  if (isAscii(bytes)) {
    const all = bytes.toString('latin1')
    return places.map(({ start, end }) => all.slice(start - from, end - from))
  }
  const feeds = places.map(({ start }) => buffer.indexOf(LINE_FEED, start))
  if (places.length === 1 || !places.every((_, index) => isAlone(index, places, feeds))) {
    return places.map(({ start, end }) => buffer.toString('utf8', start, end))
  }
  return lineTexts(transcode(bytes, 'utf8', 'utf16le').toString('utf16le'), places, feeds)
}

/** On a line of its own; `feeds` are where the lines of the places end. */
function isAlone(index: number, places: readonly RecordPlace[], feeds: readonly number[]): boolean {
  const { line = 0, end = 0 } = places[index] ?? {}
  const feed = feeds[index] ?? -1
  return (index === 0 || line > (places[index - 1]?.line ?? 0)) && (feed < 0 || feed >= end)
}

/** Between a record and the ends of its line there is only ASCII, so bytes are characters there. */
function lineTexts(
  all: string,
  places: readonly RecordPlace[],
  feeds: readonly number[],
): readonly string[] {
  // The first line begins, as the text does, with the first record.
  let { line = 1, column: passed = 1 } = places[0] ?? {}
  let lineStart = 0
  return places.map(({ line: wanted, column = 1, end }, index) => {
    for (; line < wanted; line += 1) {
      lineStart = all.indexOf('\n', lineStart) + 1
      passed = 1
    }
    const lineEnd = all.indexOf('\n', lineStart)
    const from = lineStart + column - passed
    return all.slice(from, lineEnd < 0 ? all.length : lineEnd - ((feeds[index] ?? end) - end))
  })
}
