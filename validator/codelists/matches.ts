/**
 * The values of another list that mean the same as a value.
 *
 * A match is written down in one of the two lists and holds both ways.
 *
 * @module
 */
import type { CodeList, CodeListValue } from './code-list.ts'

/** In the order of `target`; empty when no match is known. */
export function matchesIn(
  target: CodeList,
  value: CodeListValue,
  list: CodeList,
): readonly CodeListValue[] {
  const there = codesOf(value, target.id)
  return target.values.filter(
    (candidate) => there.has(candidate.code) || codesOf(candidate, list.id).has(value.code),
  )
}

function codesOf({ matches = [] }: CodeListValue, listId: string): ReadonlySet<string> {
  return new Set(matches.filter(({ list }) => list === listId).map(({ code }) => code))
}
