/**
 * The types and the listed values of one place, both ways.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import type { FacetDifference } from './facets.ts'
import type { Shape, TypeName } from './shape.ts'
import { isOfType, sameText } from './shape.ts'

/** Types that a value of both sides can have. */
export function sharedTypes(older: Shape, newer: Shape): ReadonlySet<TypeName> {
  const mine = effectiveTypes(older)
  const theirs = effectiveTypes(newer)
  return new Set([...mine].filter((type) => isTaken(type, theirs) || hasInteger(type, theirs)))
}

function hasInteger(type: TypeName, types: ReadonlySet<TypeName>): boolean {
  return type === 'number' && types.has('integer')
}

function isTaken(type: TypeName, types: ReadonlySet<TypeName>): boolean {
  return types.has(type) || (type === 'integer' && types.has('number'))
}

/** Those the listed values have, where values are listed. */
function effectiveTypes({ types, values, never }: Shape): ReadonlySet<TypeName> {
  if (never) return new Set()
  if (values === undefined) return types
  return new Set(
    [...types].filter((type) => values.some((each) => isOfType(each, new Set([type])))),
  )
}

export function compareTypes(older: Shape, newer: Shape): readonly FacetDifference[] {
  const from = effectiveTypes(older)
  const to = effectiveTypes(newer)
  // What is refused because of a value is told of the value.
  const lost = [...from].filter((type) => !isTaken(type, newer.types) || newer.never)
  const gained = [...to].filter((type) => !isTaken(type, older.types) || older.never)
  if (lost.length === 0 && gained.length === 0) return []
  const breaks = { backward: lost.length > 0, forward: gained.length > 0 }
  const code =
    lost.length > 0 ? (gained.length > 0 ? 'type-changed' : 'type-narrowed') : 'type-widened'
  return [{ code, breaks, keyword: 'type', params: { before: named(from), after: named(to) } }]
}

function named(types: ReadonlySet<TypeName>): string {
  return [...types].join(' | ') || '–'
}

export function compareValues(older: Shape, newer: Shape): readonly FacetDifference[] {
  const before = older.values
  const after = newer.values
  if (before === undefined && after === undefined) return []
  if (before === undefined) {
    const isCovered = coversBoolean(older, after ?? [])
    return [
      valueDifference('values-restricted', after ?? [], { backward: !isCovered, forward: false }),
    ]
  }
  if (after === undefined) {
    const isCovered = coversBoolean(newer, before)
    return [valueDifference('values-freed', before, { backward: false, forward: !isCovered })]
  }
  const removed = missingFrom(after, before)
  const added = missingFrom(before, after)
  return [
    ...(removed.length === 0
      ? []
      : [valueDifference('values-removed', removed, { backward: true, forward: false })]),
    ...(added.length === 0
      ? []
      : [valueDifference('values-added', added, { backward: false, forward: true })]),
  ]
}

/** A list of both truth values restricts nothing. */
function coversBoolean({ types }: Shape, values: readonly JsonValue[]): boolean {
  return (
    [...types].every((type) => type === 'boolean') &&
    [true, false].every((each) => values.includes(each))
  )
}

function missingFrom(
  there: readonly JsonValue[],
  wanted: readonly JsonValue[],
): readonly JsonValue[] {
  const known = new Set(there.map(sameText))
  return wanted.filter((value) => !known.has(sameText(value)))
}

function valueDifference(
  code: 'values-added' | 'values-removed' | 'values-restricted' | 'values-freed',
  values: readonly JsonValue[],
  breaks: FacetDifference['breaks'],
): FacetDifference {
  return { code, breaks, keyword: 'enum', params: { values: values.map(String) } }
}
