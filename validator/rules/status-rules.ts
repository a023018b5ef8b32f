/**
 * Rules on the states of a dossier.
 *
 * Only the ten codes are attested; which of them may follow which is the
 * schema's own table (`transitions`), and says so in its evidence.
 *
 * @module
 */
import { valuesAt } from '../json/places.ts'
import { pointerSteps } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member } from '../json-value.ts'
import type { RuleKind } from './rule.ts'
import { fieldText } from './rule.ts'
import { ruleValues } from './value-rules.ts'

/** Each state of a list, in its order, is one that the table lets follow the state before. */
export const statusTransitions: RuleKind = {
  parts: ['statuses'],
  compile({ rule, pointers }) {
    const steps = pointerSteps(pointers['statuses'] ?? '')
    const table = readTransitions(member(rule, 'transitions'))
    const known = new Set([...table].flatMap(([state, next]) => [state, ...next]))
    return (_fields, object) => {
      const states = valuesAt(object, steps)
      return states.slice(1).flatMap(({ at, value }, index) => {
        const before = fieldText(states[index]?.value)
        const after = fieldText(value)
        if (before === undefined || after === undefined || before === after) return []
        const next = table.get(before)
        // A state that the table does not know is the code list's business.
        if (next === undefined || next.has(after) || !known.has(after)) return []
        const expected = next.size === 0 ? '–' : [...next].join(', ')
        return [{ code: 'status-transition-unexpected' as const, at, params: { expected } }]
      })
    }
  },
}

/**
 * A state that another field of the same dossier contradicts: `by` is there, and
 * has one of `byValues` when the rule names some.
 */
export const statusContradicted: RuleKind = {
  parts: ['status', 'by'],
  compile(context) {
    const { status: at = '', by = '' } = context.pointers
    const steps = pointerSteps(by)
    const states = ruleValues(context)
    const refuting =
      member(context.rule, 'byValues') === undefined ? undefined : ruleValues(context, 'byValues')
    return ({ status }, object) => {
      if (status === undefined || !states.has(status)) return undefined
      const refutes = valuesAt(object, steps).some(({ value }) => saysAgainst(value, refuting))
      return refutes ? { code: 'status-contradicted', at, names: { by } } : undefined
    }
  },
}

function saysAgainst(value: JsonValue, refuting: ReadonlySet<string> | undefined): boolean {
  const text = fieldText(value)
  if (refuting === undefined) return text === undefined || text !== ''
  return text !== undefined && refuting.has(text)
}

function readTransitions(table: JsonValue | undefined): ReadonlyMap<string, ReadonlySet<string>> {
  if (!isJsonObject(table)) throw new Error('A rule has no transitions')
  return new Map(Object.keys(table).map((state) => [state, nextStates(table, state)]))
}

function nextStates(table: JsonObject, state: string): ReadonlySet<string> {
  const next = member(table, state)
  return new Set(Array.isArray(next) ? next.flatMap((each) => fieldText(each) ?? []) : [])
}
