/**
 * Whether a field may say no code at all by an empty text, as legacy messages do.
 *
 * Only where its schema says so; anywhere else an empty text is a code that no list has.
 *
 * @module
 */
import type { JsonObject } from '../json-value.ts'
import { member, textMember } from '../json-value.ts'

export function admitsEmptyCode(schema: JsonObject): boolean {
  const values = member(schema, 'enum')
  if (Array.isArray(values)) return values.includes('')
  const minLength = member(schema, 'minLength')
  if (typeof minLength === 'number') return minLength === 0
  const pattern = textMember(schema, 'pattern')
  return pattern !== undefined && new RegExp(pattern, 'u').test('')
}
