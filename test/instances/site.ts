/**
 * A place in an instance, what its schemas say of it, and what can be done to it.
 *
 * @module
 */
import type { IssueCode, JsonValue } from '../../validator/index.ts'
import type { Day } from './scalars.ts'
import type { Spot } from './spots.ts'
import type { XmlLimit } from './xml-limits.ts'

export interface Site<Value extends JsonValue = JsonValue> {
  readonly value: Value
  readonly spots: readonly Spot[]
  readonly day: Day
}

/** Another value for the place, wrong in one way. */
export interface Change {
  /** Which way, for whoever reads a counterexample. */
  readonly what: string
  readonly value: JsonValue
  /** Absent where several answers would be right. */
  readonly code?: IssueCode
  /** Where the issue is expected, from the place; the place itself when absent. */
  readonly at?: string
  /** Why XML has no way to write it. */
  readonly xml?: XmlLimit
}
