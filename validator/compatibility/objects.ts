/**
 * The fields of an object: which came, which went, which must be there, and in what order.
 *
 * @module
 */

import { escapeStep } from '../json/pointer.ts'
import type { JsonObject } from '../json-value.ts'
import { isJsonObject, member, objectMember } from '../json-value.ts'
import { titleOf } from '../structure/schema-index.ts'
import type { Difference, Site } from './difference.ts'
import { breaksBackward, breaksForward, differenceOf, effectOf } from './difference.ts'
import type { Place } from './place.ts'
import { childPlace, conjuncts } from './place.ts'
import type { Shape } from './shape.ts'
import { shapeOf } from './shape.ts'
import type { Compare, Surroundings } from './walk.ts'

interface Objects {
  readonly older: Shape
  readonly newer: Shape
  readonly at: { readonly older: Place; readonly newer: Place }
  readonly site: Site
  readonly around: Surroundings
  readonly compare: Compare
}

export function compareObjects(objects: Objects): readonly Difference[] {
  const { older, newer } = objects
  const names = new Set([...newer.fields.keys(), ...older.fields.keys()])
  return [
    ...[...names].flatMap((name) => compareField(name, objects)),
    ...compareRequired(objects),
    ...compareRest(objects),
    ...compareOrder(objects),
  ]
}

type Spots = readonly Place[]

function isNothing(spots: Spots): boolean {
  return spots.some(({ schema }) => schema === false)
}

function compareField(name: string, objects: Objects): readonly Difference[] {
  const { older, newer, compare } = objects
  const before = older.fields.get(name) ?? older.rest
  const after = newer.fields.get(name) ?? newer.rest
  const wasThere = older.fields.has(name) && !isNothing(before)
  const isThere = newer.fields.has(name) && !isNothing(after)
  if (isNothing(before) && isNothing(after)) return []
  const place = (isThere ? after[0] : before[0]) ?? objects.at.newer
  const site = fieldSite(name, isThere ? after : before, objects)
  const inside = compare(before, after, site, place)
  if (wasThere === isThere) return inside
  return [cameOrWent(name, isThere, inside, { place, site }, objects)]
}

/** It is asked for where it came and is required; where it went, it may be missed. */
function cameOrWent(
  name: string,
  isThere: boolean,
  inside: readonly Difference[],
  at: { readonly place: Place; readonly site: Site },
  { older, newer }: Objects,
): Difference {
  const wasRequired = older.required.has(name)
  const isRequired = newer.required.has(name)
  const effect = effectOf({
    backward: inside.some(breaksBackward) || (isThere && isRequired && !wasRequired),
    forward: inside.some(breaksForward) || (!isThere && wasRequired && !isRequired),
  })
  if (!isThere) return differenceOf('property-removed', effect, at, { name })
  const code = isRequired ? 'property-added-required' : 'property-added-optional'
  return differenceOf(code, effect, at, { name })
}

function fieldSite(name: string, spots: Spots, { site, around }: Objects): Site {
  const parts = spots.flatMap((spot) => [spot, ...conjuncts(spot, around.documents)])
  const title = parts
    .map(({ schema }) => (isJsonObject(schema) ? titleOf(schema) : undefined))
    .find((each) => each !== undefined) ?? { vi: name, en: name }
  return {
    instancePath: `${site.instancePath}/${escapeStep(name)}`,
    field: { vi: joined(site.field.vi, title.vi), en: joined(site.field.en, title.en) },
  }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path} › ${name}`
}

/** What a field that came or went asks is said with it. */
function compareRequired(objects: Objects): readonly Difference[] {
  const { older, newer, at } = objects
  const isNew = (name: string) => newer.fields.has(name) && !older.fields.has(name)
  const isGone = (name: string) => older.fields.has(name) && !newer.fields.has(name)
  const added = [...newer.required].filter((name) => !older.required.has(name) && !isNew(name))
  const removed = [...older.required].filter((name) => !newer.required.has(name) && !isGone(name))
  const tell = (code: 'required-added' | 'required-removed', name: string) => {
    const isAdded = code === 'required-added'
    const place = childPlace(isAdded ? at.newer : at.older, 'required')
    const spots = (isAdded ? newer : older).fields.get(name) ?? []
    const site = fieldSite(name, spots, objects)
    return differenceOf(code, isAdded ? 'backward' : 'forward', { place, site }, { name })
  }
  return [
    ...added.map((name) => tell('required-added', name)),
    ...removed.map((name) => tell('required-removed', name)),
  ]
}

function compareRest({ older, newer, at, site, compare }: Objects): readonly Difference[] {
  const wasClosed = isNothing(older.rest)
  const isClosed = isNothing(newer.rest)
  if (wasClosed && isClosed) return []
  const place = childPlace(isClosed ? at.newer : at.older, 'additionalProperties')
  if (isClosed) return [differenceOf('additional-properties-closed', 'backward', { place, site })]
  if (wasClosed) return [differenceOf('additional-properties-opened', 'forward', { place, site })]
  if (older.rest.length === 0 && newer.rest.length === 0) return []
  const inside = { ...site, instancePath: `${site.instancePath}/*` }
  return compare(older.rest, newer.rest, inside, place)
}

/** XML elements stand in the order of the properties; attributes have none. */
function compareOrder({ older, newer, at, site, around }: Objects): readonly Difference[] {
  const before = elementOrder(older, around)
  const after = elementOrder(newer, around)
  const kept = before.filter((name) => after.includes(name))
  const now = after.filter((name) => before.includes(name))
  if (kept.join('\n') === now.join('\n')) return []
  const place = childPlace(at.newer, 'properties')
  return [differenceOf('order-changed', 'both', { place, site })]
}

const BRANCH_DEPTH_MAX = 8

function elementOrder(shape: Shape, around: Surroundings, depth = 0): readonly string[] {
  const own = [...shape.fields]
    .filter(([, spots]) => !spots.some(isAttribute))
    .map(([name]) => name)
  if (depth > BRANCH_DEPTH_MAX) return own
  const inBranches = shape.alternatives.flatMap(({ branches }) =>
    branches.flatMap((branch) =>
      elementOrder(shapeOf([branch], around.documents), around, depth + 1),
    ),
  )
  return [...new Set([...own, ...inBranches])]
}

function isAttribute({ schema }: Place): boolean {
  const xml: JsonObject = isJsonObject(schema) ? (objectMember(schema, 'x-xml') ?? {}) : {}
  return member(xml, 'attribute') === true
}
