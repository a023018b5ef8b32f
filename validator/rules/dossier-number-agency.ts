/**
 * A dossier number names the agency that took the dossier in; a sender's
 * dossiers bear the code of its own ministry or province.
 *
 * Units differ within one agency, so only the letter and two digits of the
 * agency itself are compared, in the old notation or the new.
 *
 * @module
 */
import { valuesAt } from '../json/places.ts'
import { pointerSteps } from '../json/pointer.ts'
import type { RuleKind } from './rule.ts'
import { fieldText } from './rule.ts'

/** `H56.14-…` and `H56.14`; `000.00.14.H56-…` and `000.00.14.H56`. */
const AGENCY = /^(?:\d{3}\.\d{2}\.\d{2}\.)?(?<code>[A-Z]\d{2})(?=[.-]|$)/u

export const dossierNumberAgency: RuleKind = {
  parts: ['numbers', 'agency'],
  compile({ pointers }) {
    const { numbers = '', agency: agencyPointer = '' } = pointers
    const steps = pointerSteps(numbers)
    return ({ agency = '' }, object) => {
      const sender = codeOf(agency)
      if (sender === undefined) return undefined
      return valuesAt(object, steps).flatMap(({ at, value }) => {
        const issuer = codeOf(fieldText(value) ?? '')
        if (issuer === undefined || issuer === sender) return []
        const names = { agency: agencyPointer }
        return [{ code: 'dossier-number-of-other-agency' as const, at, names }]
      })
    }
  },
}

function codeOf(text: string): string | undefined {
  return AGENCY.exec(text)?.groups?.['code']
}
