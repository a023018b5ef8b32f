/**
 * Rules on which values a field may or should not have.
 *
 * @module
 */
import { valuesAt } from '../json/places.ts'
import { pointerSteps } from '../json/pointer.ts'
import { member } from '../json-value.ts'
import type { RuleContext, RuleKind } from './rule.ts'
import { fieldText } from './rule.ts'

/** The field, when it is there, has one of `values`. */
export const valueAmong: RuleKind = {
  parts: ['field'],
  compile(context) {
    const { field: at = '' } = context.pointers
    const values = ruleValues(context)
    const allowed = [...values].join(', ')
    return ({ field }) => {
      if (field === undefined || field === '' || values.has(field)) return undefined
      return { code: 'value-not-among', at, params: { allowed }, names: { name: at } }
    }
  },
}

/** The address in the field is of one of these versions, at whichever registry it was read. */
export const namesStructure: RuleKind = {
  parts: ['field'],
  compile(context) {
    const { field: at = '' } = context.pointers
    const structures = [...ruleValues(context)]
    const params = { allowed: structures.join(', ') }
    return ({ field }) => {
      if (field === undefined || !URL.canParse(field)) return undefined
      if (structures.some((each) => field.endsWith(each))) return undefined
      return { code: 'names-other-structure', at, params, names: { name: at } }
    }
  },
}

/** A text that senders write where they have nothing to write. */
export const fillerValue: RuleKind = {
  parts: ['field'],
  compile(context) {
    const { field: at = '' } = context.pointers
    const fillers = new Set([...ruleValues(context)].map(folded))
    return ({ field }) => {
      if (field === undefined || !fillers.has(folded(field))) return undefined
      return { code: 'filler-value', at, names: { name: at } }
    }
  },
}

/** Two fields say the same. */
export const fieldsEqual: RuleKind = {
  parts: ['first', 'second'],
  compile({ pointers }) {
    const { first: firstPointer = '', second: at = '' } = pointers
    return ({ first, second }) => {
      if (first === undefined || second === undefined || first === second) return undefined
      return { code: 'fields-differ', at, names: { first: firstPointer, second: at } }
    }
  },
}

/** So few items may well have one value. */
const ITEMS_MIN = 5

/** A field that has one and the same of `values` in all of many items was never filled in. */
export const constantAcross: RuleKind = {
  parts: ['fields'],
  compile(context) {
    const { fields: pointer = '' } = context.pointers
    const steps = pointerSteps(pointer)
    const suspects = ruleValues(context)
    return (_fields, object) => {
      const found = valuesAt(object, steps)
      const first = found[0]
      if (first === undefined || found.length < ITEMS_MIN) return undefined
      const text = fieldText(first.value)
      if (text === undefined || !suspects.has(text)) return undefined
      if (found.some(({ value }) => fieldText(value) !== text)) return undefined
      const params = { count: found.length }
      return { code: 'value-constant', at: first.at, params, names: { name: pointer } }
    }
  },
}

/** The rule's `values`, as text. */
export function ruleValues({ rule }: RuleContext, name = 'values'): ReadonlySet<string> {
  const values = member(rule, name)
  if (!Array.isArray(values)) throw new Error(`A rule names no ${name}`)
  return new Set(values.flatMap((value) => fieldText(value) ?? []))
}

function folded(text: string): string {
  return text.normalize('NFC').trim().toLocaleLowerCase('vi')
}
