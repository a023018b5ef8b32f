/**
 * Which objects a rule holds for, by its `only`.
 *
 * `values`: their field has one of them. `since`: their field is a date of that day
 * or later, so that what is asked today is not asked of what is older.
 *
 * @module
 */
import { readDate } from '../formats/date-notation.ts'
import { pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonObject } from '../json-value.ts'
import { member, objectMember, textMember } from '../json-value.ts'
import { fieldText, POINTER } from './rule.ts'

type Holds = (text: string) => boolean

/** Throws when `only` says it badly: the schema is then unusable. */
export function readOnly(rule: JsonObject, id: string): (object: JsonObject) => boolean {
  const only = objectMember(rule, 'only')
  if (only === undefined) return () => true
  const field = textMember(only, 'field') ?? ''
  const holds = readHolds(only)
  if (!POINTER.test(field) || holds === undefined) {
    throw new Error(`Rule ${id} says badly when it holds`)
  }
  const path = pointerSteps(field)
  return (object) => holds(fieldText(valueAt(object, path)) ?? '')
}

function readHolds(only: JsonObject): Holds | undefined {
  const values = member(only, 'values')
  if (Array.isArray(values)) return (text) => values.includes(text)
  const since = textMember(only, 'since')
  if (since === undefined) return undefined
  return (text) => (readDate(text)?.day ?? '') >= since
}
