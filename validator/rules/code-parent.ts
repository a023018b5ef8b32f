/**
 * The lower of two codes belongs to the upper, as the list says of the day.
 *
 * @module
 */
import { lookUpCode } from '../codelists/code-list.ts'
import { textMember } from '../json-value.ts'
import type { RuleKind } from './rule.ts'

export const codeParent: RuleKind = {
  parts: ['child', 'parent'],
  compile({ rule, pointers, findCodeList }) {
    const list = findCodeList(textMember(rule, 'x-codeList') ?? '')
    if (list === undefined) throw new Error('A rule names no code list of the catalogue')
    return ({ child, parent }, _object, asOf) => {
      if (child === undefined || parent === undefined || child === '' || parent === '') {
        return undefined
      }
      const status = lookUpCode(list, child, asOf())
      // A code that is not in force is the code list's issue, not this rule's.
      if (status.kind !== 'in-force' || status.value.parent === undefined) return undefined
      if (status.value.parent === parent) return undefined
      return { code: 'code-parent-mismatch', at: pointers['child'] ?? '' }
    }
  },
}
