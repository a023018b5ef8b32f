/**
 * Whether a pattern may take more than linear time: the same text matches in many ways.
 *
 * A backtracking engine tries every way. Exponentially many need a position
 * with two different ways round to itself over one text; polynomially many, a
 * loop whose text another loop after it takes as well (Weber and Seidl 1991).
 *
 * @module
 */
import type { PatternAutomaton } from './pattern-automaton.ts'
import { patternAutomaton } from './pattern-automaton.ts'
import type { CharacterRange } from './pattern-tree.ts'
import { readPattern } from './pattern-tree.ts'

export type PatternCost = 'linear' | 'polynomial' | 'exponential'

/** A pattern that does not compile has a rule of its own; one too large counts as the worst. */
export function patternCost(pattern: string): PatternCost {
  if (!/[*+]|\{\d+,/u.test(pattern) || !compiles(pattern)) return 'linear'
  const automaton = patternAutomaton(readPattern(pattern))
  if (automaton === undefined) return 'exponential'
  const graph = createGraph(automaton)
  if (graph.loops.length === 0) return 'linear'
  if (loopsTwoWays(graph)) return 'exponential'
  return loopsShareText(graph) ? 'polynomial' : 'linear'
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').flags === 'u'
  } catch {
    return false
  }
}

interface Graph extends PatternAutomaton {
  /** Positions that can be come back to. */
  readonly loops: readonly number[]
  /** Positions that can be reached from each position, in one step or more. */
  readonly reach: readonly ReadonlySet<number>[]
}

function createGraph(automaton: PatternAutomaton): Graph {
  const reach = automaton.positions.map((_, start) => reachable(automaton, start))
  const loops = [...reach.keys()].filter((position) => reach[position]?.has(position))
  return { ...automaton, reach, loops }
}

function reachable({ steps }: PatternAutomaton, start: number): ReadonlySet<number> {
  const seen = new Set<number>()
  const open = [start]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const to of steps[next]?.keys() ?? []) {
      if (!seen.has(to)) {
        seen.add(to)
        open.push(to)
      }
    }
  }
  return seen
}

/** Exponential: a step that can be made in two ways, or two paths round over one text. */
function loopsTwoWays(graph: Graph): boolean {
  const { loops, reach } = graph
  const hasDoubleStep = loops.some((from) =>
    [...(graph.steps[from] ?? [])].some(([to, ways]) => ways > 1 && reach[to]?.has(from) === true),
  )
  return hasDoubleStep || loops.some((loop) => meetsAgain(graph, loop))
}

/** From a position two paths part, and both come back to it over the same text. */
function meetsAgain(graph: Graph, loop: number): boolean {
  const pairs = walk(graph, [loop, loop], loop)
  return pairs.some(([a, b]) => a !== b && walk(graph, [a ?? 0, b ?? 0], loop).some(isAll(loop)))
}

function isAll(position: number): (tuple: readonly number[]) => boolean {
  return (tuple) => tuple.every((each) => each === position)
}

/** Polynomial: from one loop to another, over a text that both go round on. */
function loopsShareText(graph: Graph): boolean {
  const { loops, reach } = graph
  return loops.some((from) =>
    loops.some(
      (to) =>
        from !== to &&
        reach[from]?.has(to) === true &&
        reach[to]?.has(from) !== true &&
        walk(graph, [from, from, to]).some(([a, b, c]) => a === from && b === to && c === to),
    ),
  )
}

/** Tuples reached over one text, in one step or more; within the loop of a position if given. */
function walk(
  graph: Graph,
  start: readonly number[],
  within?: number,
): readonly (readonly number[])[] {
  const seen = new Map<string, readonly number[]>()
  const open = [start]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const tuple of stepsTogether(graph, next, within)) {
      const key = tuple.join(' ')
      if (!seen.has(key)) {
        seen.set(key, tuple)
        open.push(tuple)
      }
    }
  }
  return [...seen.values()]
}

/** All ways in which each position of a tuple takes the same character. */
function stepsTogether(
  graph: Graph,
  tuple: readonly number[],
  within: number | undefined,
): readonly (readonly number[])[] {
  let found: readonly { readonly to: readonly number[]; readonly on: Ranges }[] = [
    { to: [], on: EVERYTHING },
  ]
  for (const position of tuple) {
    const nexts = [...(graph.steps[position]?.keys() ?? [])].filter(
      (to) => within === undefined || graph.reach[to]?.has(within) === true,
    )
    found = found.flatMap(({ to, on }) =>
      nexts
        .map((next) => ({ to: [...to, next], on: shared(on, graph.positions[next] ?? []) }))
        .filter((step) => step.on.length > 0),
    )
  }
  return found.map(({ to }) => to)
}

type Ranges = readonly CharacterRange[]

const EVERYTHING: Ranges = [[0, 0x10ffff]]

function shared(a: Ranges, b: Ranges): Ranges {
  return a.flatMap(([low, high]) =>
    b
      .filter(([from, to]) => from <= high && low <= to)
      .map(([from, to]) => [Math.max(low, from), Math.min(high, to)] as const),
  )
}
