/**
 * Whether each rule of a policy can decide anything.
 *
 * The first rule that fits decides, so one behind another that fits whatever it fits never does:
 * what it asks would be asked of nobody, and nobody would be told.
 *
 * @module
 */
import { isUnder } from './choose-rule.ts'
import type { PolicyRule } from './policy.ts'
import { PolicyFault } from './read-values.ts'

export function assertRulesDecide(rules: readonly PolicyRule[]): void {
  rules.forEach((rule, index) => {
    const before = rules.slice(0, index)
    if (before.some(({ id }) => id === rule.id)) {
      throw new PolicyFault(`/rules/${index}/id`, 'an id that no rule before it has')
    }
    const wider = before.find((each) => fitsAllOf(each, rule))
    if (wider === undefined) return
    const expected = `a rule that can decide; ${wider.id} before it fits whatever it fits`
    throw new PolicyFault(`/rules/${index}`, `${expected}, so put the narrower one first`)
  })
}

function fitsAllOf(wide: PolicyRule, narrow: PolicyRule): boolean {
  return (
    holdsAll(wide.senders, narrow.senders, isUnder('.')) &&
    holdsAll(wide.kinds, narrow.kinds, (kind, each) => kind === each) &&
    holdsAll(wide.structures, narrow.structures, isUnder('/'))
  )
}

function holdsAll(
  wide: readonly string[] | undefined,
  narrow: readonly string[] | undefined,
  isOf: (value: string, each: string) => boolean,
): boolean {
  if (wide === undefined) return true
  return narrow?.every((value) => wide.some((each) => isOf(value, each))) === true
}
