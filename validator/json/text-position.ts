/**
 * Offsets in a text as lines and columns, both counted from 1.
 *
 * A line ends with LF, CR or CR LF; a column is a UTF-16 code unit, as in the
 * Language Server Protocol.
 *
 * @module
 */

export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** One pass for all offsets, which may come in any order. */
export function positionsAt(
  text: string,
  offsets: Iterable<number>,
): ReadonlyMap<number, TextPosition> {
  const positions = new Map<number, TextPosition>()
  let line = 1
  let lineStart = 0
  let at = 0
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    for (; at < offset; at += 1) {
      if (endsLine(text, at)) {
        line += 1
        lineStart = at + 1
      }
    }
    positions.set(offset, { line, column: offset - lineStart + 1 })
  }
  return positions
}

function endsLine(text: string, at: number): boolean {
  const character = text.charAt(at)
  return character === '\n' || (character === '\r' && text.charAt(at + 1) !== '\n')
}
