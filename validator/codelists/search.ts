/**
 * The values of a list that a person asks for.
 *
 * @module
 */
import { fold } from '../fold.ts'
import type { CodeList, CodeListValue } from './code-list.ts'
import { isInForce } from './code-list.ts'

/** Each member narrows; absent, it does not. */
export interface CodeQuery {
  readonly code?: string | undefined
  readonly parent?: string | undefined
  /** Only values in force on this day, YYYY-MM-DD. */
  readonly asOf?: string | undefined
  /** Part of a name, with or without diacritics. */
  readonly text?: string | undefined
}

/** In the order of the list. */
export function searchCodes(list: CodeList, query: CodeQuery): readonly CodeListValue[] {
  const { code, parent, asOf } = query
  const text = fold(query.text ?? '')
  const candidates = code === undefined ? list.values : list.valuesOf(code)
  return candidates.filter(
    (value) =>
      (parent === undefined || value.parent === parent) &&
      (asOf === undefined || isInForce(value, asOf)) &&
      (text === '' || fold(`${value.vi} ${value.en ?? ''}`).includes(text)),
  )
}
