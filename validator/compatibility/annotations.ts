/**
 * What changes beside the structure: words, law, evidence, and how a document looks in XML.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, textMember } from '../json-value.ts'
import { nameOf } from './code-differences.ts'
import type { Difference, Effect, Site } from './difference.ts'
import { differenceOf } from './difference.ts'
import type { DifferenceCode } from './kinds.ts'
import type { Place } from './place.ts'
import { childPlace, placeKey, targetOf } from './place.ts'
import { sameText } from './shape.ts'
import type { Surroundings } from './walk.ts'

type Row = readonly [DifferenceCode, Effect]

/** Keywords that no reader judges by, and what a change of one means. */
const ROWS: Readonly<Record<string, Row>> = {
  title: ['words-changed', 'none'],
  description: ['words-changed', 'none'],
  'x-en': ['words-changed', 'none'],
  'x-legalBasis': ['legal-basis-changed', 'none'],
  'x-evidence': ['evidence-changed', 'none'],
  'x-status': ['status-changed', 'none'],
  'x-personalData': ['personal-data-changed', 'none'],
  'x-owner': ['annotation-changed', 'none'],
  'x-source': ['annotation-changed', 'none'],
  'x-managementRules': ['annotation-changed', 'none'],
  'x-successor': ['annotation-changed', 'none'],
  'x-exchangeKinds': ['annotation-changed', 'none'],
  'x-inForceFrom': ['annotation-changed', 'none'],
  'x-inForceTo': ['annotation-changed', 'none'],
  'x-formerProperties': ['annotation-changed', 'none'],
  'x-conversions': ['conversion-changed', 'none'],
  'x-recognise': ['recognition-changed', 'none'],
  'x-jsonld-type': ['linked-data-changed', 'none'],
  'x-jsonld-context': ['linked-data-changed', 'none'],
  // Another day is another set of codes and other rules in force.
  'x-asOf': ['day-of-document-changed', 'both'],
  'x-kind': ['kind-changed', 'both'],
  'x-root': ['xml-form-changed', 'both'],
  'x-namespace': ['xml-form-changed', 'both'],
  'x-xml': ['xml-form-changed', 'both'],
}

/** Words of one code say it once, whichever of the keywords changed. */
export function compareAnnotations(
  older: Place,
  newer: Place,
  site: Site,
  around: Surroundings,
  depth = 0,
): readonly Difference[] {
  if (!isJsonObject(older.schema) || !isJsonObject(newer.schema)) return []
  const { schema: before } = older
  const { schema: after } = newer
  const found = new Map<DifferenceCode | string, Difference>()
  for (const [keyword, [code, effect]] of Object.entries(ROWS)) {
    if (isSame(member(before, keyword), member(after, keyword))) continue
    const place = childPlace(keyword in after ? newer : older, keyword)
    const key = code === 'annotation-changed' ? keyword : code
    if (!found.has(key)) {
      found.set(key, differenceOf(code, effect, { place, site }, { keyword }))
    }
  }
  return [...found.values(), ...compareTargets(older, newer, site, around, depth)]
}

const REFERENCES_MAX = 8

function compareTargets(
  older: Place,
  newer: Place,
  site: Site,
  around: Surroundings,
  depth: number,
): readonly Difference[] {
  const [before, after] = [older, newer].map((place) => targetOf(place, around.documents))
  if (before === undefined || after === undefined || depth > REFERENCES_MAX) return []
  if (placeKey(before) === placeKey(after)) return []
  const [from = '', to = ''] = [older, newer].map(({ schema }) =>
    nameOf(textMember(schema as JsonObject, '$ref') ?? ''),
  )
  const place = childPlace(newer, '$ref')
  return [
    ...(from === to
      ? []
      : [differenceOf('reference-changed', 'none', { place, site }, { before: from, after: to })]),
    ...compareAnnotations(before, after, site, around, depth + 1),
  ]
}

function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return sameText(a) === sameText(b)
}
