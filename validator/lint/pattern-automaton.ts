/**
 * A regular expression as the automaton of its characters (Glushkov).
 *
 * Each character of the pattern is a position. The steps between positions are
 * counted: two ways to make the same step are two ways to match the same text.
 *
 * @module
 */
import type { CharacterRange, PatternTree } from './pattern-tree.ts'

export interface PatternAutomaton {
  readonly positions: readonly (readonly CharacterRange[])[]
  /** From a position to the next ones, with the number of ways. */
  readonly steps: readonly ReadonlyMap<number, number>[]
}

/** Past this a pattern is too large to be looked into. */
export const PATTERN_POSITIONS_MAX = 600

/** A bounded repetition that may go on for longer than this is as bad as an unbounded one. */
const COPIES_MAX = 64
const LONG = 10

interface Part {
  /** Ways to match the empty text: none, one, or 2 for several. */
  readonly empty: number
  /** A position is there twice when there are several ways to it past empty parts. */
  readonly first: readonly number[]
  readonly last: readonly number[]
}

interface Builder {
  readonly positions: (readonly CharacterRange[])[]
  readonly steps: Map<number, number>[]
}

/** Undefined when the pattern is too large. */
export function patternAutomaton(tree: PatternTree): PatternAutomaton | undefined {
  const builder: Builder = { positions: [], steps: [] }
  build(tree, builder)
  return builder.positions.length > PATTERN_POSITIONS_MAX ? undefined : builder
}

const EMPTY: Part = { empty: 1, first: [], last: [] }

function build(tree: PatternTree, builder: Builder): Part {
  if (builder.positions.length > PATTERN_POSITIONS_MAX) return EMPTY
  switch (tree.kind) {
    case 'characters':
      return addPosition(tree.ranges, builder)
    case 'sequence': {
      let whole = EMPTY
      for (const part of tree.parts) whole = join(whole, build(part, builder), builder)
      return whole
    }
    case 'choice': {
      const parts = tree.parts.map((part) => build(part, builder))
      return {
        empty: atMostTwo(parts.reduce((sum, { empty }) => sum + empty, 0)),
        first: parts.flatMap(({ first }) => first),
        last: parts.flatMap(({ last }) => last),
      }
    }
    case 'repeat':
      return buildRepeat(tree, builder)
  }
}

function atMostTwo(ways: number): number {
  return Math.min(ways, 2)
}

function addPosition(ranges: readonly CharacterRange[], builder: Builder): Part {
  const index = builder.positions.push(ranges) - 1
  builder.steps.push(new Map())
  return { empty: 0, first: [index], last: [index] }
}

function join(before: Part, after: Part, builder: Builder): Part {
  connect(before.last, after.first, builder)
  return {
    empty: atMostTwo(before.empty * after.empty),
    first: past(before.first, before.empty, after.first),
    last: past(after.last, after.empty, before.last),
  }
}

/** The near positions, and the far ones once for each way past what is empty between. */
function past(near: readonly number[], empty: number, far: readonly number[]): readonly number[] {
  if (empty === 0) return near
  const all = [...near, ...far, ...(empty > 1 ? far : [])].sort((a, b) => a - b)
  return all.filter((position, index) => all[index - 2] !== position)
}

function connect(from: readonly number[], to: readonly number[], builder: Builder): void {
  for (const start of from) {
    const steps = builder.steps[start]
    for (const end of to) steps?.set(end, (steps.get(end) ?? 0) + 1)
  }
}

function buildRepeat(tree: PatternTree & { readonly kind: 'repeat' }, builder: Builder): Part {
  const { body, min, max } = tree
  const isLoop = max === Number.POSITIVE_INFINITY || (max > min && max >= LONG)
  // In a loop the last of the needed copies is the one that goes round.
  const needed = Math.min(isLoop ? Math.max(min - 1, 0) : min, COPIES_MAX)
  let whole: Part = EMPTY
  for (let copy = 0; copy < needed; copy += 1) whole = join(whole, build(body, builder), builder)
  const neededEmpty = whole.empty
  // An engine takes no further round that matches nothing.
  if (isLoop) {
    const round = build(body, builder)
    connect(round.last, round.first, builder)
    return join(whole, { ...round, empty: min === 0 ? 1 : round.empty }, builder)
  }
  // Each further copy needs the one before it, so a text is matched in one way only.
  const last = [...whole.last]
  for (let copy = min; copy < Math.min(max, min + LONG); copy += 1) {
    const further = build(body, builder)
    whole = join(whole, { ...further, empty: 0 }, builder)
    last.push(...whole.last)
  }
  return { ...whole, empty: min === 0 ? 1 : neededEmpty, last }
}
