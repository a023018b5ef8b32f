/**
 * What a check rule on one text is.
 *
 * @module
 */
import type { IssueCode } from '../issues/kinds.ts'
import type { Bilingual } from '../verdict.ts'
import type { DateNotation } from './date-notation.ts'

export interface Check {
  /** What the text is said not to be, when it has not even the form. */
  readonly name: Bilingual
  /** The notation of a check that reads a date. */
  readonly notation?: DateNotation
  /** The code of what is wrong with the text, or undefined; `format-mismatch` is its form. */
  readonly judge: (text: string) => IssueCode | undefined
}
