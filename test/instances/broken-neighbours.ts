/**
 * The neighbours of a valid instance: each the same instance, wrong at one place in
 * one way.
 *
 * @module
 */
import type { Catalogue, IssueCode, JsonValue, SchemaVersion } from '../../validator/index.ts'
import { isJsonObject } from '../../validator/index.ts'
import { appendPointer } from '../../validator/json/pointer.ts'
import { withValue } from './grow.ts'
import { ruleChanges } from './rule-changes.ts'
import type { Day } from './scalars.ts'
import { arrayChanges, booleanChanges, numberChanges, objectChanges } from './shape-changes.ts'
import type { Change, Site } from './site.ts'
import type { Spot } from './spots.ts'
import {
  allWays,
  attributeNamespace,
  fieldsOf,
  itemsOf,
  typesOf,
  valuesOf,
  waysThrough,
} from './spots.ts'
import { textChanges } from './text-changes.ts'
import { AS_OF, spotsOf } from './valid-instance.ts'
import type { XmlLimit } from './xml-limits.ts'

export interface Neighbour {
  readonly what: string
  readonly value: JsonValue
  /** An issue that there must be, among others perhaps. */
  readonly expected?: { readonly code: IssueCode; readonly at: string }
  readonly xml?: XmlLimit
}

/** Where a neighbour differs; alternatives make it unsure what is said of it. */
interface Path {
  readonly steps: readonly (string | number)[]
  readonly isSure: boolean
}

export function brokenNeighbours(
  version: SchemaVersion,
  instance: JsonValue,
  catalogue: Catalogue,
  asOf: string = AS_OF,
): readonly Neighbour[] {
  const root = { steps: [], isSure: true }
  return visit(instance, spotsOf(version, catalogue), root, { catalogue, asOf }).map(
    ({ path, change }) => toNeighbour(instance, path, change),
  )
}

interface Placed {
  readonly path: Path
  readonly change: Change
}

function visit(value: JsonValue, spots: readonly Spot[], path: Path, day: Day): readonly Placed[] {
  const ways = waysThrough(spots, day.catalogue)
  const all = allWays(spots, day.catalogue)
  const here = { steps: path.steps, isSure: path.isSure && ways.length === 1 }
  const own = changesOf({ value, spots: all, day }).map((change) => ({
    path: here,
    change: asDeclared(change, all),
  }))
  return [...own, ...visitInside(value, all, here, day)]
}

/** A place that names no type is told of its values; an attribute holds no group. */
function asDeclared({ code, ...change }: Change, spots: readonly Spot[]): Change {
  const isTold = code !== 'type-mismatch' || valuesOf(spots, 'type').length > 0
  const isGroup = typeof change.value === 'object' && change.value !== null
  const isUnfit = isGroup && attributeNamespace(spots) !== undefined
  return {
    ...change,
    ...(isTold && code !== undefined ? { code } : {}),
    ...(isUnfit ? { xml: 'group-in-attribute' } : {}),
  }
}

function visitInside(
  value: JsonValue,
  spots: readonly Spot[],
  { steps, isSure }: Path,
  day: Day,
): readonly Placed[] {
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value
    const of = itemsOf(spots, day.catalogue)
    return items.flatMap((item, index) =>
      visit(item, of, { steps: [...steps, index], isSure }, day),
    )
  }
  if (!isJsonObject(value)) return []
  return fieldsOf(spots, day.catalogue).flatMap(({ name, spots: of }) => {
    const field = Object.hasOwn(value, name) ? value[name] : undefined
    return field === undefined ? [] : visit(field, of, { steps: [...steps, name], isSure }, day)
  })
}

function changesOf({ value, spots, day }: Site): readonly Change[] {
  if (Array.isArray(value)) return arrayChanges({ value, spots, day })
  if (isJsonObject(value)) {
    const site = { value, spots, day }
    return [...objectChanges(site), ...ruleChanges(site)]
  }
  if (typeof value === 'string') return textChanges({ value, spots, day })
  if (typeof value === 'boolean') return booleanChanges({ value, spots, day })
  if (typeof value === 'number' && typesOf(spots).length > 0) {
    return numberChanges({ value, spots, day })
  }
  return []
}

function toNeighbour(instance: JsonValue, { steps, isSure }: Path, change: Change): Neighbour {
  const { what, value, code, at = '', xml } = change
  const pointer = steps.reduce<string>(appendPointer, '')
  return {
    what: `${what}, at ${pointer === '' ? 'the root' : pointer}`,
    value: withValue(instance, steps, value),
    ...(code === undefined || !isSure ? {} : { expected: { code, at: pointer + at } }),
    ...(xml === undefined ? {} : { xml }),
  }
}
