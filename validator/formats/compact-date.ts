/**
 * A day written `yyyyMMdd`.
 *
 * @module
 */
import type { Check } from './check.ts'
import { COMPACT_DATE, readDateIn } from './date-notation.ts'

export const compactDate: Check = {
  name: { vi: 'ngày dạng yyyyMMdd', en: 'yyyyMMdd date' },
  notation: COMPACT_DATE,
  judge(text) {
    if (!COMPACT_DATE.pattern.test(text)) return 'format-mismatch'
    return readDateIn(COMPACT_DATE, text) === undefined ? 'date-impossible' : undefined
  },
}
