/**
 * Rules on the order of dates, whatever their notation.
 *
 * @module
 */
import { inOrder, readDate, readDateOrPart } from '../formats/date-notation.ts'
import { dossierDay } from '../formats/dossier-number.ts'
import type { RuleKind } from './rule.ts'

export const dateOrder: RuleKind = {
  parts: ['earlier', 'later'],
  compile({ pointers }) {
    const { earlier: earlierPointer = '', later: laterPointer = '' } = pointers
    return ({ earlier = '', later = '' }) => {
      const first = readDateOrPart(earlier)
      const second = readDateOrPart(later)
      if (first === undefined || second === undefined || inOrder(first, second)) return undefined
      return {
        code: 'date-order',
        at: laterPointer,
        names: { earlier: earlierPointer, later: laterPointer },
      }
    }
  },
}

export const dossierNumberDate: RuleKind = {
  parts: ['number', 'received'],
  compile:
    ({ pointers }) =>
    ({ number = '', received = '' }) => {
      const inNumber = dossierDay(number)
      const date = readDate(received)
      if (inNumber === undefined || date === undefined || inNumber <= date.day) return undefined
      return { code: 'dossier-number-after-receipt', at: pointers['number'] ?? '' }
    },
}
