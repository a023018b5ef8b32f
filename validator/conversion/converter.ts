/**
 * What a converter is: one stated way to carry a value from a notation to another.
 *
 * @module
 */
import type { CodeList } from '../codelists/code-list.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import type { Bilingual } from '../verdict.ts'

export type LossCode =
  | 'conversion-lost'
  | 'conversion-unreadable'
  | 'conversion-ambiguous'
  | 'conversion-approximate'
  | 'conversion-widened'

/** No value: it was left out, and the code says why. A value with a code is not quite the same. */
export interface Converted {
  readonly value?: JsonValue
  readonly code?: LossCode
}

export interface ConverterContext {
  /** The row as the schema states it: `map`, `list`, `width` and the like. */
  readonly row: JsonObject
  /** The day on which the codes of the source are read. */
  readonly sourceDay: string
  /** The day on which the codes of the result are read. */
  readonly targetDay: string
  readonly findCodeList: (id: string) => CodeList | undefined
  /** A text beside the value: `name` is a member of the row that holds a pointer. */
  readonly beside: (name: string) => string | undefined
}

export type Convert = (value: JsonValue, context: ConverterContext) => Converted

export interface Converter {
  readonly summary: Bilingual
  readonly forward: Convert
  /** Absent: there is no way back. */
  readonly backward?: Convert
  /** True when the way back gives the value that went in, for every value it takes. */
  readonly lossless: boolean
  /** True when the second value says nothing that the first does not say. */
  readonly covers?: (first: JsonValue, second: JsonValue) => boolean
}

export const UNREADABLE: Converted = { code: 'conversion-unreadable' }
export const AMBIGUOUS: Converted = { code: 'conversion-ambiguous' }

/** A converter of texts: anything else cannot be read. */
export function ofText(convert: (text: string, context: ConverterContext) => Converted): Convert {
  return (value, context) => (typeof value === 'string' ? convert(value, context) : UNREADABLE)
}

export const asItIs: Convert = (value) => ({ value })
