/**
 * A rule across fields, as `x-rules` states it and as it runs.
 *
 * The schema names the fields; a kind of rule knows only the parts they play.
 *
 * @module
 */
import type { CodeList } from '../codelists/code-list.ts'
import type { Finding } from '../issues/finding.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'

/** What a rule sees of one object: a text, number or flag, as text, in each part that has one. */
export type Fields = Readonly<Record<string, string | undefined>>

/** What a kind of rule may ask for when its rule is compiled. */
export interface RuleContext {
  readonly rule: JsonObject
  /** JSON Pointer of each part, from the object. */
  readonly pointers: Readonly<Record<string, string>>
  readonly findCodeList: (id: string) => CodeList | undefined
}

export type RuleJudge = (
  fields: Fields,
  object: JsonObject,
  asOf: () => string,
) => Finding | readonly Finding[] | undefined

export interface RuleKind {
  /** Parts that the rule must name a field for. */
  readonly parts: readonly string[]
  readonly compile: (context: RuleContext) => RuleJudge
}

/** Text of a field that says something: codes may be written as integers or as flags. */
export function fieldText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? value : undefined
}

/** Where a rule may point: RFC 6901, at least one step, `*` for every item. */
export const POINTER: RegExp = /^(?:\/(?:[^~/]|~[01])*)+$/u
