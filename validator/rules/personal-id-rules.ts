/**
 * Rules that hold a personal ID against what is declared beside it.
 *
 * @module
 */
import { readDate } from '../formats/date-notation.ts'
import { yearOfPartialDate } from '../formats/partial-date.ts'
import type { Sex } from '../formats/personal-id.ts'
import { birthYearOf, sexOf } from '../formats/personal-id.ts'
import type { RuleKind } from './rule.ts'

export const personalIdBirthDate: RuleKind = {
  parts: ['personalId', 'birthDate'],
  compile:
    ({ pointers }) =>
    ({ personalId = '', birthDate = '' }) => {
      const inNumber = birthYearOf(personalId)
      const declared = yearOf(birthDate)
      if (inNumber === undefined || declared === undefined || inNumber === declared) {
        return undefined
      }
      return { code: 'personal-id-birth-year-mismatch', at: pointers['personalId'] ?? '' }
    },
}

function yearOf(text: string): number | undefined {
  const date = readDate(text)
  return date === undefined ? yearOfPartialDate(text) : Number(date.day.slice(0, 4))
}

/** Codes of the sex list that say male or female; the others say nothing. */
const DECLARED: Readonly<Record<string, Sex>> = { '1': 'male', '2': 'female' }

export const personalIdSex: RuleKind = {
  parts: ['personalId', 'sex'],
  compile:
    ({ pointers }) =>
    ({ personalId = '', sex = '' }) => {
      const inNumber = sexOf(personalId)
      const declared = Object.hasOwn(DECLARED, sex) ? DECLARED[sex] : undefined
      if (inNumber === undefined || declared === undefined || inNumber === declared) {
        return undefined
      }
      return { code: 'personal-id-sex-mismatch', at: pointers['personalId'] ?? '' }
    },
}
