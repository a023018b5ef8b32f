/**
 * Reads a regular expression into a tree of the characters and repetitions it has.
 *
 * Only as exact as the question of ambiguity needs: assertions match nothing
 * and a class that is not written out (`\p{L}`) counts as every character.
 *
 * @module
 */

/** Code points, inclusive. */
export type CharacterRange = readonly [number, number]

export type PatternTree =
  | { readonly kind: 'characters'; readonly ranges: readonly CharacterRange[] }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternTree[] }
  | { readonly kind: 'choice'; readonly parts: readonly PatternTree[] }
  | {
      readonly kind: 'repeat'
      readonly body: PatternTree
      readonly min: number
      readonly max: number
    }

const EVERY: CharacterRange = [0, 0x10ffff]
const DIGIT: CharacterRange = [0x30, 0x39]
const WORD: readonly CharacterRange[] = [DIGIT, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]
const SPACE: readonly CharacterRange[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
]
const NOTHING: PatternTree = { kind: 'sequence', parts: [] }

/** The pattern must compile; the reader trusts its syntax. */
export function readPattern(pattern: string): PatternTree {
  return readChoice({ characters: [...pattern], at: 0 })
}

interface Reader {
  readonly characters: readonly string[]
  at: number
}

function peek(reader: Reader, ahead = 0): string {
  return reader.characters[reader.at + ahead] ?? ''
}

function take(reader: Reader): string {
  const character = peek(reader)
  reader.at += 1
  return character
}

function readChoice(reader: Reader): PatternTree {
  const parts = [readSequence(reader)]
  while (peek(reader) === '|') {
    take(reader)
    parts.push(readSequence(reader))
  }
  const [only = NOTHING] = parts
  return parts.length === 1 ? only : { kind: 'choice', parts }
}

function readSequence(reader: Reader): PatternTree {
  const parts: PatternTree[] = []
  while (!['', '|', ')'].includes(peek(reader))) parts.push(readRepeat(reader))
  return { kind: 'sequence', parts }
}

function readRepeat(reader: Reader): PatternTree {
  const body = readAtom(reader)
  const bounds = readBounds(reader)
  if (bounds === undefined) return body
  // A lazy repetition matches in as many ways as a greedy one.
  if (peek(reader) === '?') take(reader)
  return { kind: 'repeat', body, ...bounds }
}

const SIGNS: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  '*': { min: 0, max: Number.POSITIVE_INFINITY },
  '+': { min: 1, max: Number.POSITIVE_INFINITY },
  '?': { min: 0, max: 1 },
}

function readBounds(reader: Reader): { min: number; max: number } | undefined {
  const sign = SIGNS[peek(reader)]
  if (sign !== undefined) {
    take(reader)
    return sign
  }
  if (peek(reader) !== '{') return undefined
  const [from = '0', to] = readUntil(reader, '}').slice(1).split(',')
  const max = to === undefined ? Number(from) : to === '' ? Number.POSITIVE_INFINITY : Number(to)
  return { min: Number(from), max }
}

/** The text up to the end mark, which is taken too. */
function readUntil(reader: Reader, end: string): string {
  let text = ''
  while (peek(reader) !== end && peek(reader) !== '') text += take(reader)
  take(reader)
  return text
}

function readAtom(reader: Reader): PatternTree {
  const character = take(reader)
  if (character === '(') return readGroup(reader)
  if (character === '[') return { kind: 'characters', ranges: readClass(reader) }
  if (character === '.') return { kind: 'characters', ranges: [EVERY] }
  if (character === '^' || character === '$') return NOTHING
  if (character !== '\\') return single(character)
  if (peek(reader) === 'b' || peek(reader) === 'B') {
    take(reader)
    return NOTHING
  }
  return { kind: 'characters', ranges: readEscape(reader) }
}

function readGroup(reader: Reader): PatternTree {
  let isAssertion = false
  if (peek(reader) === '?') {
    take(reader)
    const mark = take(reader)
    isAssertion = mark === '=' || mark === '!'
    if (mark === '<') {
      isAssertion = peek(reader) === '=' || peek(reader) === '!'
      if (isAssertion) take(reader)
      else readUntil(reader, '>')
    }
  }
  const body = readChoice(reader)
  take(reader)
  return isAssertion ? NOTHING : body
}

function single(character: string): PatternTree {
  return { kind: 'characters', ranges: [[codeOf(character), codeOf(character)]] }
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}

function readClass(reader: Reader): readonly CharacterRange[] {
  const isNegated = peek(reader) === '^'
  if (isNegated) take(reader)
  const ranges: CharacterRange[] = []
  while (peek(reader) !== ']' && peek(reader) !== '') {
    const from = readClassPart(reader)
    const isRange = peek(reader) === '-' && peek(reader, 1) !== ']'
    if (isRange) take(reader)
    const to = isRange ? readClassPart(reader) : from
    const [low] = from
    const high = to.at(-1)
    if (isRange && low !== undefined && high !== undefined) ranges.push([low[0], high[1]])
    else ranges.push(...from)
  }
  take(reader)
  return isNegated ? inverse(ranges) : ranges
}

function readClassPart(reader: Reader): readonly CharacterRange[] {
  const character = take(reader)
  if (character === '\\') return readEscape(reader)
  return [[codeOf(character), codeOf(character)]]
}

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 }

/** What follows a backslash. */
function readEscape(reader: Reader): readonly CharacterRange[] {
  const letter = take(reader)
  if (letter === 'd') return [DIGIT]
  if (letter === 'w') return WORD
  if (letter === 's') return SPACE
  if (letter === 'D') return inverse([DIGIT])
  if (letter === 'W') return inverse(WORD)
  if (letter === 'S') return inverse(SPACE)
  if (letter === 'p' || letter === 'P' || letter === 'k') {
    readUntil(reader, letter === 'k' ? '>' : '}')
    return [EVERY]
  }
  if (letter === 'u' || letter === 'x') return readCodePoint(reader, letter === 'x' ? 2 : 4)
  const code = CONTROLS[letter] ?? codeOf(letter)
  return [[code, code]]
}

function readCodePoint(reader: Reader, digits: number): readonly CharacterRange[] {
  let text = ''
  if (peek(reader) === '{') text = readUntil(reader, '}').slice(1)
  else for (let index = 0; index < digits; index += 1) text += take(reader)
  const code = Number.parseInt(text, 16)
  return [[code, code]]
}

function inverse(ranges: readonly CharacterRange[]): readonly CharacterRange[] {
  const rest: CharacterRange[] = []
  let next = 0
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from > next) rest.push([next, from - 1])
    next = Math.max(next, to + 1)
  }
  if (next <= EVERY[1]) rest.push([next, EVERY[1]])
  return rest
}
