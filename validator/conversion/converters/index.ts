/**
 * Every converter a row may name with `by`.
 *
 * @module
 */
import type { Converter } from '../converter.ts'
import { agencyCode, codeSuccessor, communeCode, padCode } from './codes.ts'
import { membersToList } from './containers.ts'
import {
  anyTimestampToInstant,
  compactDateToDate,
  compactTimestampToDate,
  compactTimestampToInstant,
  spacedTimestampToInstant,
  yearFirstDateToDate,
  yearFirstTimestampToInstant,
  yearToDate,
} from './dates.ts'
import { namePartsRepaired, nameToParts } from './names.ts'
import {
  codeMap,
  copy,
  fileDigest,
  flagToBoolean,
  integerToText,
  textToBoolean,
  textToInteger,
} from './scalars.ts'

const CONVERTERS: Readonly<Record<string, Converter>> = {
  copy,
  'text-to-boolean': textToBoolean,
  'flag-to-boolean': flagToBoolean,
  'text-to-integer': textToInteger,
  'integer-to-text': integerToText,
  'code-map': codeMap,
  'file-digest': fileDigest,
  'compact-timestamp-to-instant': compactTimestampToInstant,
  'spaced-timestamp-to-instant': spacedTimestampToInstant,
  'any-timestamp-to-instant': anyTimestampToInstant,
  'year-first-timestamp-to-instant': yearFirstTimestampToInstant,
  'compact-date-to-date': compactDateToDate,
  'year-first-date-to-date': yearFirstDateToDate,
  'compact-timestamp-to-date': compactTimestampToDate,
  'year-to-date': yearToDate,
  'name-to-parts': nameToParts,
  'name-parts-repaired': namePartsRepaired,
  'agency-code': agencyCode,
  'pad-code': padCode,
  'code-successor': codeSuccessor,
  'commune-code': communeCode,
  'members-to-list': membersToList,
}

/** The names a row may use, in the order of the documentation. */
export const CONVERTER_NAMES: readonly string[] = Object.keys(CONVERTERS)

export function findConverter(name: string): Converter | undefined {
  return Object.hasOwn(CONVERTERS, name) ? CONVERTERS[name] : undefined
}
