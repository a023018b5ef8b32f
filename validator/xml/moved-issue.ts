/**
 * An issue of a part of a document, told as one of the whole.
 *
 * @module
 */
import type { Issue } from '../verdict.ts'

/** Where a part of some children of a root begins in the whole. */
export interface PartPlace {
  /** From 1. */
  readonly line: number
  readonly column: number
  /** How many children of each qualified name came before. */
  readonly before: ReadonlyMap<string, number>
}

/** `prefixLength` characters of the part's first line are not in the whole. */
export function movedIssue(issue: Issue, place: PartPlace, prefixLength = 0): Issue {
  const { line, column, xpath } = issue
  const isFirst = line === 1
  return {
    ...issue,
    ...(line === undefined ? {} : { line: line + place.line - 1 }),
    ...(column === undefined || !isFirst
      ? {}
      : { column: Math.max(column - prefixLength, 1) + place.column - 1 }),
    ...(xpath === undefined ? {} : { xpath: renumbered(xpath, place) }),
  }
}

const CHILD_STEP = /^(\/[^/]+\/)([^/[]+)(?:\[(\d+)\])?/u

/** `/Root/Child[2]` is the second of its part; before it came those of the parts before. */
function renumbered(xpath: string, { before }: PartPlace): string {
  return xpath.replace(CHILD_STEP, (_, root: string, name: string, index = '1') => {
    const passed = name === '*' ? sum(before) : (before.get(name) ?? 0)
    return `${root}${name}[${Number(index) + passed}]`
  })
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0)
}

/** Of bytes, one in each character, as an editor counts them: mark-up never begins within one. */
export function charactersIn(bytes: string): number {
  return Buffer.from(bytes, 'latin1').toString('utf8').length
}
