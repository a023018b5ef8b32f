/**
 * Whether every text that one pattern takes is taken by another.
 *
 * Both become automata of their characters, and all that the first can do is followed in the
 * second. What the tree of a pattern does not say exactly (assertions, `\p`, `.`), or what
 * grows too large, is not decided.
 *
 * @module
 */
import type { CharacterRange, PatternTree } from '../lint/pattern-tree.ts'
import { readPattern } from '../lint/pattern-tree.ts'

export type Decision = 'yes' | 'no' | 'undecided'

const STATES_MAX = 2_000
const PAIRS_MAX = 20_000

export function patternContains(outer: string, inner: string): Decision {
  if (outer === inner) return 'yes'
  const all = automatonOf(outer)
  const some = automatonOf(inner)
  return all === undefined || some === undefined ? 'undecided' : follow(some, all)
}

interface Automaton {
  readonly characters: readonly (readonly CharacterRange[])[]
  /** Next positions from each position; the last row is that of the start. */
  readonly next: readonly ReadonlySet<number>[]
  readonly last: ReadonlySet<number>
  readonly takesEmpty: boolean
}

const ANY: PatternTree = {
  kind: 'repeat',
  body: { kind: 'characters', ranges: [[0, 0x10ffff]] },
  min: 0,
  max: Number.POSITIVE_INFINITY,
}

const known = new Map<string, Automaton | undefined>()
const KNOWN_MAX = 2_000

function automatonOf(pattern: string): Automaton | undefined {
  if (known.has(pattern)) return known.get(pattern)
  if (known.size > KNOWN_MAX) known.clear()
  const tree = exactTree(pattern)
  const automaton = tree === undefined ? undefined : build(tree)
  known.set(pattern, automaton)
  return automaton
}

/** The tree with what may stand before and after; undefined where a tree is not exact. */
export function exactTree(pattern: string): PatternTree | undefined {
  try {
    if (!new RegExp(pattern, 'u').unicode) return undefined
  } catch {
    return undefined
  }
  const hasStart = pattern.startsWith('^')
  const hasEnd = /(?:^|[^\\])(?:\\\\)*\$$/u.test(pattern)
  const body = pattern.slice(hasStart ? 1 : 0, hasEnd ? -1 : undefined)
  const marks = marksOf(body)
  if (marks === undefined || (marks.hasChoice && (hasStart || hasEnd))) return undefined
  const tree = readPattern(body)
  return { kind: 'sequence', parts: [...(hasStart ? [] : [ANY]), tree, ...(hasEnd ? [] : [ANY])] }
}

const INEXACT_GROUP = /^\(\?(?!:)/u

/** One escape, one class or one character at a time. */
const TOKEN = /\\.|\[(?:\\.|[^\]\\])*\]|[\s\S]/gu
const INEXACT_CLASS_PART = /\\[bBpPksS1-9c]/u
const DEPTH_STEP: Readonly<Record<string, number>> = { '(': 1, ')': -1 }

/** Undefined when something in it is not read exactly. */
function marksOf(body: string): { readonly hasChoice: boolean } | undefined {
  let depth = 0
  let hasChoice = false
  for (const { 0: token, index } of body.matchAll(TOKEN)) {
    if (['.', '^', '$'].includes(token) || INEXACT_CLASS_PART.test(token)) return undefined
    if (token === '(' && INEXACT_GROUP.test(body.slice(index, index + 3))) return undefined
    depth += DEPTH_STEP[token] ?? 0
    if (token === '|' && depth === 0) hasChoice = true
  }
  return { hasChoice }
}

interface Part {
  readonly isEmpty: boolean
  readonly first: readonly number[]
  readonly last: readonly number[]
}

interface Builder {
  readonly characters: (readonly CharacterRange[])[]
  readonly next: Set<number>[]
}

class TooLarge extends Error {}

/** Positions of the characters, as Glushkov makes them, with each copy of a repetition. */
function build(tree: PatternTree): Automaton | undefined {
  const builder: Builder = { characters: [], next: [] }
  try {
    const whole = buildPart(tree, builder)
    return {
      characters: builder.characters,
      next: [...builder.next, new Set(whole.first)],
      last: new Set(whole.last),
      takesEmpty: whole.isEmpty,
    }
  } catch (thrown) {
    if (thrown instanceof TooLarge) return undefined
    throw thrown
  }
}

const EMPTY: Part = { isEmpty: true, first: [], last: [] }

function buildPart(tree: PatternTree, builder: Builder): Part {
  switch (tree.kind) {
    case 'characters': {
      if (builder.characters.length >= STATES_MAX) throw new TooLarge()
      const index = builder.characters.push(tree.ranges) - 1
      builder.next.push(new Set())
      return { isEmpty: false, first: [index], last: [index] }
    }
    case 'sequence':
      return tree.parts.reduce(
        (whole, part) => join(whole, buildPart(part, builder), builder),
        EMPTY,
      )
    case 'choice': {
      const parts = tree.parts.map((part) => buildPart(part, builder))
      return {
        isEmpty: parts.some(({ isEmpty }) => isEmpty),
        first: parts.flatMap(({ first }) => first),
        last: parts.flatMap(({ last }) => last),
      }
    }
    case 'repeat':
      return buildRepeat(tree, builder)
    default:
      return tree satisfies never
  }
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
  for (const start of from) for (const end of to) builder.next[start]?.add(end)
}

function buildRepeat(
  { body, min, max }: PatternTree & { readonly kind: 'repeat' },
  builder: Builder,
): Part {
  let whole = EMPTY
  for (let copy = 0; copy < min; copy += 1) {
    whole = join(whole, buildPart(body, builder), builder)
  }
  if (max === Number.POSITIVE_INFINITY) {
    const round = buildPart(body, builder)
    connect(round.last, round.first, builder)
    return join(whole, { ...round, isEmpty: true }, builder)
  }
  for (let copy = min; copy < max; copy += 1) {
    whole = join(whole, { ...buildPart(body, builder), isEmpty: true }, builder)
  }
  return whole
}

/** A position of the one, and those of the other that the same text leads to. */
interface Pair {
  readonly at: number
  readonly set: readonly number[]
}

/** Follows each text of the one in the other, a set of positions at a time. */
function follow(some: Automaton, all: Automaton): Decision {
  if (some.takesEmpty && !all.takesEmpty) return 'no'
  const step = createStep(some, all)
  const seen = new Set<string>()
  const open: Pair[] = [{ at: some.characters.length, set: [all.characters.length] }]
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    for (const reached of step(pair)) {
      if (some.last.has(reached.at) && !reached.set.some((each) => all.last.has(each))) return 'no'
      const key = `${reached.at}:${reached.set.join()}`
      if (seen.has(key)) continue
      if (seen.size >= PAIRS_MAX) return 'undecided'
      seen.add(key)
      open.push(reached)
    }
  }
  return 'yes'
}

function createStep(some: Automaton, all: Automaton): (from: Pair) => readonly Pair[] {
  const points = samplePoints([...some.characters, ...all.characters])
  const someTakes = some.characters.map((ranges) => pointsIn(ranges, points))
  const allTakes = all.characters.map((ranges) => new Set(pointsIn(ranges, points)))
  return ({ at, set }) =>
    [...(some.next[at] ?? [])].flatMap((to) =>
      (someTakes[to] ?? []).map((point) => ({ at: to, set: stepOn(all, allTakes, set, point) })),
    )
}

function stepOn(
  { next }: Automaton,
  takes: readonly ReadonlySet<number>[],
  from: readonly number[],
  point: number,
): readonly number[] {
  const reached = new Set<number>()
  for (const position of from) {
    for (const to of next[position] ?? []) if (takes[to]?.has(point) === true) reached.add(to)
  }
  return [...reached].sort((a, b) => a - b)
}

/** One character of each stretch that no class of either pattern divides. */
function samplePoints(classes: readonly (readonly CharacterRange[])[]): readonly number[] {
  const starts = new Set([0])
  for (const [from, to] of classes.flat()) {
    starts.add(from)
    starts.add(to + 1)
  }
  return [...starts].filter((point) => point <= 0x10ffff)
}

function pointsIn(ranges: readonly CharacterRange[], points: readonly number[]): readonly number[] {
  return points.filter((point) => ranges.some(([from, to]) => from <= point && point <= to))
}

/** Characters of the shortest and the longest text; undefined when that is not known. */
export function textLengths(
  pattern: string,
): { readonly min: number; readonly max: number } | undefined {
  const tree = exactTree(pattern)
  return tree === undefined ? undefined : lengthsOf(tree)
}

function lengthsOf(tree: PatternTree): { readonly min: number; readonly max: number } {
  if (tree.kind === 'characters') return { min: 1, max: 1 }
  if (tree.kind === 'repeat') {
    const { min, max } = lengthsOf(tree.body)
    return { min: min * tree.min, max: max === 0 || tree.max === 0 ? 0 : max * tree.max }
  }
  const parts = tree.parts.map(lengthsOf)
  const mins = parts.map(({ min }) => min)
  const maxes = parts.map(({ max }) => max)
  if (tree.kind === 'choice') return { min: Math.min(...mins), max: Math.max(...maxes) }
  return { min: mins.reduce(add, 0), max: maxes.reduce(add, 0) }
}

function add(a: number, b: number): number {
  return a + b
}
