/**
 * The tax code (mã số thuế), which is also the enterprise's number: 10 digits,
 * and 3 more for a dependent unit.
 *
 * Whether a 12-digit personal ID may stand in for it is for the field's own
 * pattern to say; here such a number is judged as the personal ID it is.
 *
 * @module
 */
import type { Check } from './check.ts'
import { personalId } from './personal-id.ts'

const FORM = /^(\d{10})(?:-?(\d{3}))?$/u
const PERSONAL_ID = /^\d{12}$/u
const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3]

export const taxCode: Check = {
  name: { vi: 'mã số thuế', en: 'tax code' },
  judge(text) {
    if (PERSONAL_ID.test(text)) return personalId.judge(text)
    const match = FORM.exec(text)
    if (match === null) return 'format-mismatch'
    const [, main = '', unit] = match
    // The serial part and the unit's number both count from 1.
    if (main.slice(2, 9) === '0000000' || unit === '000') return 'format-mismatch'
    return Number(main.charAt(9)) === checkDigit(main) ? undefined : 'tax-code-check-digit'
  },
}

/** 10 when the nine digits before it can have none, which no digit equals. */
function checkDigit(main: string): number {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(main[index]), 0)
  return 10 - (sum % 11)
}
