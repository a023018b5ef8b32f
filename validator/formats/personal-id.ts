/**
 * The personal identification number (số định danh cá nhân), 12 digits.
 *
 * Nghị định 137/2015/NĐ-CP, Điều 13; Thông tư 59/2021/TT-BCA: three digits for
 * the province or country of birth registration, one for century and sex, two
 * for the year of birth, six at random. It has no check digit.
 *
 * @module
 */
import type { Check } from './check.ts'

export type Sex = 'male' | 'female'

const FORM = /^\d{12}$/u

// The 63 provinces as they were when numbers were given out; a number never changes.
const PROVINCES = new Set(
  (
    '01 02 04 06 08 10 11 12 14 15 17 19 20 22 24 25 26 27 30 31 33 ' +
    '34 35 36 37 38 40 42 44 45 46 48 49 51 52 54 56 58 60 62 64 66 ' +
    '67 68 70 72 74 75 77 79 80 82 83 84 86 87 89 91 92 93 94 95 96'
  )
    .split(' ')
    .map((code) => `0${code}`),
)
/** Provinces end at 096; what follows stands for countries, whose list is open. */
const COUNTRY_FIRST = '097'

export const personalId: Check = {
  name: { vi: 'số định danh cá nhân gồm 12 chữ số', en: '12-digit personal ID' },
  judge(text) {
    if (!FORM.test(text)) return 'format-mismatch'
    const place = text.slice(0, 3)
    const isKnown = PROVINCES.has(place) || place >= COUNTRY_FIRST
    return isKnown ? undefined : 'personal-id-place-unknown'
  },
}

/** Undefined when the number has not the form of one. */
export function birthYearOf(id: string): number | undefined {
  if (!FORM.test(id)) return undefined
  // Two codes for each century, from the 20th on.
  return 1900 + 100 * Math.floor(Number(id.charAt(3)) / 2) + Number(id.slice(4, 6))
}

/** Undefined when the number has not the form of one. */
export function sexOf(id: string): Sex | undefined {
  if (!FORM.test(id)) return undefined
  return Number(id.charAt(3)) % 2 === 0 ? 'male' : 'female'
}
