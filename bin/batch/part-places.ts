/**
 * Where the parts of a collection begin that threads have judged, each by itself.
 *
 * Lines are counted when all is judged, and only up to the last part with something to say: most
 * files have none.
 *
 * @module
 */
import { openFile } from '../../sources/index.ts'
import type { PartPlace, RecordsJudged, Share, SharePart } from '../../validator/index.ts'
import { movedIssue } from '../../validator/index.ts'

const CHUNK_BYTES = 1_048_576

/** For `joinShares`: tells each issue by its place in the file. */
export function placingIn(
  file: string,
  shares: readonly Share[],
): (judged: RecordsJudged, order: number) => RecordsJudged {
  const wanted = new Set(
    shares.flatMap(({ kept }) =>
      kept.flatMap(({ judged, order }) => (judged.issues.length > 0 ? [order] : [])),
    ),
  )
  const parts = shares.flatMap((share) => share.parts).sort((one, other) => one.order - other.order)
  const places = wanted.size === 0 ? new Map<number, PartPlace>() : placesOf(file, parts, wanted)
  return (judged, order) => {
    const place = places.get(order)
    if (place === undefined) return judged
    return { ...judged, issues: judged.issues.map((issue) => movedIssue(issue, place)) }
  }
}

function placesOf(
  file: string,
  parts: readonly SharePart[],
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, PartPlace> {
  const position = startPosition(file)
  const before = new Map<string, number>()
  const places = new Map<number, PartPlace>()
  try {
    for (const { order, offset, children } of parts) {
      if (wanted.has(order)) {
        places.set(order, { ...position.at(offset), before: new Map(before) })
      }
      for (const [name, count] of children) before.set(name, (before.get(name) ?? 0) + count)
    }
  } finally {
    position.close()
  }
  return places
}

const [LINE_FEED, FOUR_BYTES] = [0x0a, 0xf0]

/** Line and column at one offset after the other, as an editor counts: in UTF-16 code units. */
function startPosition(file: string) {
  const opened = openFile(file)
  const chunk = new Uint8Array(CHUNK_BYTES)
  let [offset, line, column] = [0, 1, 1]

  function pass(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === LINE_FEED) {
        line += 1
        column = 1
      } else if ((byte & 0xc0) !== 0x80) column += byte >= FOUR_BYTES ? 2 : 1
    }
    offset += bytes.byteLength
  }

  return {
    at(wanted: number): Pick<PartPlace, 'line' | 'column'> {
      while (offset < wanted) {
        const room = chunk.subarray(0, Math.min(CHUNK_BYTES, wanted - offset))
        const size = opened?.read(room, offset) ?? 0
        if (size === 0) break
        pass(room.subarray(0, size))
      }
      return { line, column }
    },
    close: () => opened?.close(),
  }
}
