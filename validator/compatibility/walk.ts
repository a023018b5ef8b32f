/**
 * Goes through two versions at once, place by place.
 *
 * Two places are compared once: where they meet again, what was found is pointed to, and inside
 * itself a structure that holds itself is as compatible as the rest of it.
 *
 * @module
 */
import type { Catalogue } from '../catalogue.ts'
import { appendPointer } from '../json/pointer.ts'
import { isJsonObject } from '../json-value.ts'
import { compareAlternatives } from './alternatives.ts'
import { compareAnnotations } from './annotations.ts'
import { compareCodes } from './code-differences.ts'
import type { Difference, Effect, Site } from './difference.ts'
import { breaksBackward, breaksForward, differenceOf, effectOf } from './difference.ts'
import type { FacetDifference } from './facets.ts'
import { compareFacets } from './facets.ts'
import { compareObjects } from './objects.ts'
import { compareOpaque } from './opaque.ts'
import type { Documents, Place } from './place.ts'
import { placeKey } from './place.ts'
import { compareRules } from './rules.ts'
import type { Shape } from './shape.ts'
import { shapeOf } from './shape.ts'
import { compareTypes, compareValues, sharedTypes } from './types-and-values.ts'

export interface Surroundings {
  readonly catalogue: Catalogue
  readonly documents: Documents
}

/** `place` says where a difference is when a side has no schema there. */
export type Compare = (
  older: readonly Place[],
  newer: readonly Place[],
  site: Site,
  place: Place,
) => readonly Difference[]

interface Seen {
  readonly effect: Effect
  readonly where: string
}

export const DEPTH_MAX = 100

export function createCompare(around: Surroundings): Compare {
  const seen = new Map<string, Seen | 'open'>()
  let depth = 0

  const compare: Compare = (older, newer, site, place) => {
    const key = `${keyOf(older)} → ${keyOf(newer)}`
    if (keyOf(older) === keyOf(newer) || seen.get(key) === 'open') return []
    const before = seen.get(key)
    if (before !== undefined && before !== 'open') return again(before, site, place)
    if (depth > DEPTH_MAX) return [differenceOf('schema-undecided', 'both', { place, site })]
    seen.set(key, 'open')
    depth += 1
    const found = compareHere(older, newer, site, place)
    depth -= 1
    const effect = effectOf({
      backward: found.some(breaksBackward),
      forward: found.some(breaksForward),
    })
    seen.set(key, { effect, where: site.instancePath })
    return found
  }

  const compareHere: Compare = (olderSpots, newerSpots, site, place) => {
    const older = shapeOf(olderSpots, around.documents)
    const newer = shapeOf(newerSpots, around.documents)
    const at = { older: olderSpots[0] ?? place, newer: newerSpots[0] ?? place }
    const shared = sharedTypes(older, newer)
    const facets = [
      ...compareTypes(older, newer),
      ...compareValues(older, newer),
      ...compareFacets(older, newer, shared),
    ]
    const places = {
      older: { place: at.older, site },
      newer: { place: at.newer, site },
    }
    return [
      ...compareAnnotations(at.older, at.newer, site, around),
      ...facets.map((facet) => placed(facet, older, newer, at.newer, site)),
      ...compareCodes(older, newer, places, around),
      ...(shared.has('array') ? compareItems(older, newer, site, at.newer) : []),
      ...(shared.has('object') ? compareObjects({ older, newer, at, site, around, compare }) : []),
      ...compareRules(older, newer, site),
      ...compareAlternatives({ older, newer, site, around, compare }),
      ...compareOpaque(older, newer, site),
    ]
  }

  function compareItems(older: Shape, newer: Shape, site: Site, place: Place) {
    if (older.items.length === 0 && newer.items.length === 0) return []
    const inside = { ...site, instancePath: `${site.instancePath}/*` }
    return compare(older.items, newer.items, inside, newer.items[0] ?? older.items[0] ?? place)
  }

  return compare
}

function keyOf(places: readonly Place[]): string {
  return places.map(placeKey).join(' & ')
}

function again({ effect, where }: Seen, site: Site, place: Place): readonly Difference[] {
  if (effect === 'none') return []
  return [differenceOf('same-as-elsewhere', effect, { place, site }, { where: where || '/' })]
}

/** At the keyword that says it: of the newer version, or of the older where it is gone. */
function placed(
  { code, breaks, keyword, params }: FacetDifference,
  older: Shape,
  newer: Shape,
  place: Place,
  site: Site,
): Difference {
  const holder = [...newer.parts, ...older.parts].find(
    ({ schema }) => isJsonObject(schema) && Object.hasOwn(schema, keyword),
  )
  const at =
    holder === undefined ? place : { ...holder, pointer: appendPointer(holder.pointer, keyword) }
  return differenceOf(code, effectOf(breaks), { place: at, site }, params)
}
