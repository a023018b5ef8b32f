/**
 * The rules across fields of two versions: which are new, which are gone.
 *
 * Two rules are one when they judge alike, whatever they are called. A rule that only warns
 * refuses nothing.
 *
 * @module
 */
import type { JsonObject } from '../json-value.ts'
import { textMember } from '../json-value.ts'
import type { Difference, Site } from './difference.ts'
import { differenceOf, effectOf } from './difference.ts'
import type { Shape } from './shape.ts'
import { sameText } from './shape.ts'

export function compareRules(older: Shape, newer: Shape, site: Site): readonly Difference[] {
  const before = new Map(older.rules.map((each) => [judgedText(each.rule), each]))
  const after = new Map(newer.rules.map((each) => [judgedText(each.rule), each]))
  const added = [...after].filter(([text]) => !before.has(text))
  const removed = [...before].filter(([text]) => !after.has(text))
  const kept = [...after].filter(
    ([text, { rule }]) =>
      before.has(text) && sameText(before.get(text)?.rule ?? {}) !== sameText(rule),
  )
  return [
    ...added.map(([, { rule, place }]) =>
      differenceOf('rule-added', refuses(rule, 'backward'), { place, site }, named(rule)),
    ),
    ...removed.map(([, { rule, place }]) =>
      differenceOf('rule-removed', refuses(rule, 'forward'), { place, site }, named(rule)),
    ),
    ...kept.map(([, { rule, place }]) =>
      differenceOf('rule-words-changed', 'none', { place, site }, named(rule)),
    ),
  ]
}

/** What a rule judges by: not what it is called, why, or on what basis. */
function judgedText(rule: JsonObject): string {
  const { id: _name, note: _why, basis: _law, ...judged } = rule
  return sameText(judged)
}

function refuses(rule: JsonObject, way: 'backward' | 'forward') {
  const isError = (textMember(rule, 'severity') ?? 'error') === 'error'
  return effectOf({
    backward: isError && way === 'backward',
    forward: isError && way === 'forward',
  })
}

function named(rule: JsonObject): { readonly rule: string } {
  return { rule: textMember(rule, 'id') ?? '' }
}
