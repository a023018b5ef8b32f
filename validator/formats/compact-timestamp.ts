/**
 * An instant written `yyyyMMddHHmmss`, in the time of Vietnam.
 *
 * @module
 */
import type { Check } from './check.ts'
import { COMPACT_TIMESTAMP, readDateIn } from './date-notation.ts'

export const compactTimestamp: Check = {
  name: { vi: 'thời điểm dạng yyyyMMddHHmmss', en: 'yyyyMMddHHmmss timestamp' },
  notation: COMPACT_TIMESTAMP,
  judge(text) {
    if (!COMPACT_TIMESTAMP.pattern.test(text)) return 'format-mismatch'
    return readDateIn(COMPACT_TIMESTAMP, text) === undefined ? 'date-impossible' : undefined
  },
}
