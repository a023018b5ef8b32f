/**
 * Keywords this engine does not reason about: the same on both sides, or not decided.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member } from '../json-value.ts'
import type { Difference, Site } from './difference.ts'
import { differenceOf } from './difference.ts'
import type { Place } from './place.ts'
import type { Shape } from './shape.ts'
import { sameText } from './shape.ts'

/** They judge by themselves; the others depend on what stands beside them. */
const ALONE: ReadonlySet<string> = new Set(['not', 'contains', 'propertyNames'])

export function compareOpaque(older: Shape, newer: Shape, site: Site): readonly Difference[] {
  const all = [...older.opaque, ...newer.opaque]
  const keywords = [...new Set(all.map(({ keyword }) => keyword))]
  const isAlone = keywords.every((keyword) => ALONE.has(keyword))
  return keywords
    .filter((keyword) =>
      isAlone ? !isSameKeyword(older, newer, keyword) : !isSameWhole(older, newer),
    )
    .flatMap((keyword) => {
      const place = (newer.opaque.find((each) => each.keyword === keyword) ?? all[0])?.place
      if (place === undefined) return []
      return [differenceOf('keyword-undecided', 'both', { place, site }, { keyword })]
    })
}

function isSameKeyword(older: Shape, newer: Shape, keyword: string): boolean {
  const [before = '', after = ''] = [older, newer].map(({ parts }) =>
    parts
      .flatMap(({ schema }) => (isJsonObject(schema) ? (member(schema, keyword) ?? []) : []))
      .map((value) => sameText(value))
      .sort()
      .join('\n'),
  )
  return before === after && readsAlike(before, older, newer)
}

function isSameWhole(older: Shape, newer: Shape): boolean {
  const [before = '', after = ''] = [older, newer].map(({ parts }) =>
    parts.map(({ schema }) => sameText(judging(schema))).join('\n'),
  )
  return before === after && readsAlike(before, older, newer)
}

const WORDS = new Set(['$id', '$schema', '$defs', 'title', 'description', 'x-en', 'x-evidence'])

function judging(schema: Place['schema']): JsonValue {
  if (!isJsonObject(schema)) return schema
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !WORDS.has(name)))
}

/** The same text means the same unless it points into its own document, which changed. */
function readsAlike(text: string, older: Shape, newer: Shape): boolean {
  if (/"\$(?:dynamicRef|recursiveRef|anchor|dynamicAnchor)"|"\$ref":"(?!https?:)/u.test(text)) {
    return sameText(wholeOf(older)) === sameText(wholeOf(newer))
  }
  return true
}

function wholeOf({ parts }: Shape): JsonValue {
  return parts.map(({ document }): JsonObject => {
    const { $id: _name, ...rest } = document
    return rest
  })
}
