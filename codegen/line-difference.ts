/**
 * What differs between two texts, line by line, as hunks of a unified diff.
 *
 * Myers' shortest edit script, in the middle that is left when equal beginnings and ends are
 * taken off. Texts that share too little are told as one replaced by the other.
 *
 * @module
 */

/** One line with its sign: kept, taken out, put in. */
interface Edit {
  readonly sign: ' ' | '-' | '+'
  readonly line: string
}

/** Beyond this many lines taken out and put in, the shortest script is not looked for. */
const EDITS_MAX = 1_000
const CONTEXT_LINES = 3

/** Each hunk is its `@@` line and the lines of it with their signs; none when they are equal. */
export function diffLines(found: string, expected: string): readonly (readonly string[])[] {
  return hunksOf(editsBetween(linesOf(found), linesOf(expected)))
}

/** An end without a line end is a line of its own, so that it can differ. */
function linesOf(text: string): readonly string[] {
  if (text === '') return []
  const lines = text.split('\n')
  return lines.at(-1) === ''
    ? lines.slice(0, -1)
    : [...lines.slice(0, -1), `${lines.at(-1)} (no end of line)`]
}

function editsBetween(found: readonly string[], expected: readonly string[]): readonly Edit[] {
  const least = Math.min(found.length, expected.length)
  let start = 0
  while (start < least && found[start] === expected[start]) start += 1
  let end = 0
  while (end < least - start && found.at(-1 - end) === expected.at(-1 - end)) end += 1
  return [
    ...signed(' ', found.slice(0, start)),
    ...shortestScript(
      found.slice(start, found.length - end),
      expected.slice(start, expected.length - end),
    ),
    ...signed(' ', found.slice(found.length - end)),
  ]
}

function signed(sign: Edit['sign'], lines: readonly string[]): readonly Edit[] {
  return lines.map((line) => ({ sign, line }))
}

/** How far along `found` each diagonal got, for each number of edits. */
type Reach = ReadonlyMap<number, number>

function shortestScript(found: readonly string[], expected: readonly string[]): readonly Edit[] {
  const reached = search(found, expected)
  if (reached === undefined) return [...signed('-', found), ...signed('+', expected)]
  return walkBack(reached, found, expected)
}

function search(
  found: readonly string[],
  expected: readonly string[],
): readonly Reach[] | undefined {
  const reached: Reach[] = []
  for (let edits = 0; edits <= EDITS_MAX; edits += 1) {
    const before: Reach = reached.at(-1) ?? new Map([[1, 0]])
    const reach = new Map<number, number>()
    reached.push(reach)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const from = isPutIn(diagonal, edits, before)
        ? (before.get(diagonal + 1) ?? 0)
        : (before.get(diagonal - 1) ?? 0) + 1
      const x = passEqual(from, diagonal, found, expected)
      reach.set(diagonal, x)
      if (x >= found.length && x - diagonal >= expected.length) return reached
    }
  }
  return undefined
}

function passEqual(
  from: number,
  diagonal: number,
  found: readonly string[],
  expected: readonly string[],
): number {
  let x = from
  while (x < found.length && found[x] === expected[x - diagonal]) x += 1
  return x
}

function isPutIn(diagonal: number, edits: number, before: Reach): boolean {
  if (diagonal === -edits) return true
  if (diagonal === edits) return false
  return (before.get(diagonal - 1) ?? -1) < (before.get(diagonal + 1) ?? -1)
}

function walkBack(
  reached: readonly Reach[],
  found: readonly string[],
  expected: readonly string[],
): readonly Edit[] {
  const edits: Edit[] = []
  let [x, y] = [found.length, expected.length]
  for (let count = reached.length - 1; count >= 0; count -= 1) {
    const before: Reach = reached[count - 1] ?? new Map([[1, 0]])
    const isIn = isPutIn(x - y, count, before)
    const from = isIn ? x - y + 1 : x - y - 1
    const startX = before.get(from) ?? 0
    const startY = startX - from
    while (x > startX && y > startY) {
      x -= 1
      y -= 1
      edits.push({ sign: ' ', line: found[x] ?? '' })
    }
    if (count > 0) {
      const [sign, line] = isIn
        ? (['+', expected[startY]] as const)
        : (['-', found[startX]] as const)
      edits.push({ sign, line: line ?? '' })
    }
    ;[x, y] = [startX, startY]
  }
  return edits.reverse()
}

/** Changes nearer to each other than twice the context are in one hunk. */
function hunksOf(edits: readonly Edit[]): readonly (readonly string[])[] {
  const changed = edits.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]))
  const spans: { from: number; to: number }[] = []
  for (const index of changed) {
    const last = spans.at(-1)
    const from = Math.max(0, index - CONTEXT_LINES)
    const to = Math.min(edits.length, index + CONTEXT_LINES + 1)
    if (last !== undefined && from <= last.to) last.to = to
    else spans.push({ from, to })
  }
  return spans.map(({ from, to }) => hunk(edits, from, to))
}

function hunk(edits: readonly Edit[], from: number, to: number): readonly string[] {
  const inside = edits.slice(from, to)
  const range = (other: Edit['sign']) => {
    const before = edits.slice(0, from).filter(({ sign }) => sign !== other).length
    const count = inside.filter(({ sign }) => sign !== other).length
    return `${count === 0 ? before : before + 1},${count}`
  }
  const lines = inside.map(({ sign, line }) => sign + line)
  return [`@@ -${range('+')} +${range('-')} @@`, ...lines]
}
