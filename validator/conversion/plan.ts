/**
 * Which conversions lead from one version to another: the fewest that do.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { member } from '../json-value.ts'
import { Problem } from '../problem.ts'
import { conversionUnknown } from '../problems.ts'
import { formatSchemaRef } from '../schema-ref.ts'
import type { Direction } from './convert.ts'
import { endsOf } from './convert.ts'
import type { Conversion } from './rows.ts'
import { readConversions } from './rows.ts'

export interface Leg {
  readonly conversion: Conversion
  readonly direction: Direction
}

/** A pair of versions that a conversion joins. */
export interface ConversionPair {
  readonly from: string
  readonly to: string
}

export interface ConversionMap {
  readonly pairs: readonly ConversionPair[]
  /** None for the same version; throws Problem `conversion-unknown`. */
  readonly plan: (from: SchemaVersion, to: SchemaVersion) => readonly Leg[]
}

const maps = new WeakMap<Catalogue, ConversionMap>()

/** Throws Problem `schema-unusable` when a version states a conversion that cannot be read. */
export function conversionMap(catalogue: Catalogue): ConversionMap {
  const known = maps.get(catalogue)
  if (known !== undefined) return known
  const conversions = catalogue.versions
    .filter(({ document }) => member(document, 'x-conversions') !== undefined)
    .flatMap((version) => readConversions(version, catalogue))
  const map: ConversionMap = {
    pairs: conversions.map((conversion) => {
      const [from, to] = endsOf(conversion, 'forward')
      return { from, to }
    }),
    plan: (from, to) => findPlan(conversions, from, to),
  }
  maps.set(catalogue, map)
  return map
}

function findPlan(
  conversions: readonly Conversion[],
  from: SchemaVersion,
  to: SchemaVersion,
): readonly Leg[] {
  const legs: readonly Leg[] = conversions.flatMap((conversion) => [
    { conversion, direction: 'forward' },
    { conversion, direction: 'backward' },
  ])
  const wanted = formatSchemaRef(to.ref)
  const start = formatSchemaRef(from.ref)
  const paths = new Map<string, readonly Leg[]>([[start, []]])
  // A Map is read in the order it is written, also while it grows: nearest first.
  for (const [place, path] of paths) {
    if (place === wanted) return path
    for (const leg of legs) {
      const [here, there] = endsOf(leg.conversion, leg.direction)
      if (here === place && !paths.has(there)) paths.set(there, [...path, leg])
    }
  }
  throw unknown(conversions, start)
}

function unknown(conversions: readonly Conversion[], start: string): Problem {
  const all = conversions.map((conversion) => endsOf(conversion, 'forward'))
  const near = all.filter((ends) => ends.includes(start))
  const shown = (near.length > 0 ? near : all).map(([from, to]) => `${from} → ${to}`)
  return new Problem(conversionUnknown, `The conversions are: ${shown.join('; ') || 'none'}`, {
    extensions: { conversions: shown },
  })
}
