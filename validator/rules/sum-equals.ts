/**
 * A total is the sum of its parts.
 *
 * Amounts are whole numbers of đồng. A part that is no such number is the
 * schema's business, and keeps this rule silent.
 *
 * @module
 */
import { valuesAt } from '../json/places.ts'
import { pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonValue } from '../json-value.ts'
import type { RuleKind } from './rule.ts'

export const sumEquals: RuleKind = {
  parts: ['total', 'parts'],
  compile({ pointers }) {
    const { total: at = '', parts = '' } = pointers
    const [totalSteps, partSteps] = [pointerSteps(at), pointerSteps(parts)]
    return (_fields, object) => {
      const total = amountOf(valueAt(object, totalSteps))
      const amounts = valuesAt(object, partSteps).map(({ value }) => amountOf(value))
      if (total === undefined || amounts.length === 0) return undefined
      let sum = 0n
      for (const amount of amounts) {
        if (amount === undefined) return undefined
        sum += amount
      }
      return sum === total ? undefined : { code: 'sum-mismatch', at, names: { total: at, parts } }
    }
  },
}

function amountOf(value: JsonValue | undefined): bigint | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : undefined
}
