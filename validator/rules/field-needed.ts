/**
 * A field that is optional in general and needed in a case.
 *
 * The case is that another field has one of `values`, or any value when the rule
 * names none.
 *
 * @module
 */
import { appendPointer, pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member } from '../json-value.ts'
import type { RuleKind } from './rule.ts'
import { fieldText } from './rule.ts'

export const fieldNeeded: RuleKind = {
  parts: ['needed', 'when'],
  compile({ rule, pointers }) {
    const { needed: neededPointer = '' } = pointers
    const steps = pointerSteps(neededPointer)
    const values = readValues(rule)
    return ({ when }, object) => {
      if (when === undefined || when === '') return undefined
      if (values !== undefined && !values.has(when)) return undefined
      const value = valueAt(object, steps)
      if (value !== undefined && !isBlank(value)) return undefined
      // What is missing has no place, so its object is pointed at, as `required` does.
      const at = value === undefined ? nearestObject(object, steps) : neededPointer
      return { code: 'field-needed', at, names: { name: neededPointer } }
    }
  },
}

/** White space is what senders write to get past a required field. */
function isBlank(value: JsonValue): boolean {
  return typeof value === 'string' && value.trim() === ''
}

function readValues(rule: JsonObject): ReadonlySet<string | undefined> | undefined {
  const values = member(rule, 'values')
  return Array.isArray(values) ? new Set(values.map(fieldText)) : undefined
}

function nearestObject(object: JsonObject, steps: readonly string[]): string {
  const missing = steps.findIndex(
    (_step, index) => !isJsonObject(valueAt(object, steps.slice(0, index + 1))),
  )
  return steps.slice(0, missing).reduce<string>(appendPointer, '')
}
