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
  readonly isEmpty: boolean
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

const EMPTY: Part = { isEmpty: true, first: [], last: [] }

function build(tree: PatternTree, builder: Builder): Part {
  if (builder.positions.length > PATTERN_POSITIONS_MAX) return EMPTY
  switch (tree.kind) {
    case 'characters':
      return addPosition(tree.ranges, builder)
    case 'sequence':
      return tree.parts
        .map((part) => () => build(part, builder))
        .reduce<Part>((before, make) => join(before, make(), builder), EMPTY)
    case 'choice':
      return tree.parts
        .map((part) => build(part, builder))
        .reduce((a, b) => ({
          isEmpty: a.isEmpty || b.isEmpty,
          first: [...a.first, ...b.first],
          last: [...a.last, ...b.last],
        }))
    case 'repeat':
      return buildRepeat(tree, builder)
  }
}

function addPosition(ranges: readonly CharacterRange[], builder: Builder): Part {
  const index = builder.positions.push(ranges) - 1
  builder.steps.push(new Map())
  return { isEmpty: false, first: [index], last: [index] }
}

function join(before: Part, after: Part, builder: Builder): Part {
  connect(before.last, after.first, builder)
  return {
    isEmpty: before.isEmpty && after.isEmpty,
    first: before.isEmpty ? [...before.first, ...after.first] : before.first,
    last: after.isEmpty ? [...before.last, ...after.last] : after.last,
  }
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
  if (isLoop) {
    const round = build(body, builder)
    connect(round.last, round.first, builder)
    return join(whole, { ...round, isEmpty: round.isEmpty || min === 0 }, builder)
  }
  // Each further copy needs the one before it, so a text is matched in one way only.
  const ends = new Set(whole.last)
  for (let copy = min; copy < Math.min(max, min + LONG); copy += 1) {
    whole = join(whole, build(body, builder), builder)
    for (const end of whole.last) ends.add(end)
  }
  return { ...whole, isEmpty: whole.isEmpty || min === 0, last: [...ends] }
}
