/**
 * Decides whether a name found in a document may be repeated in an issue.
 *
 * Somebody who keys an object by personal ID or by a person's name has put
 * personal data where field names belong; such a name is withheld.
 *
 * @module
 */
import type { Bilingual } from './verdict.ts'

const NAME_LENGTH_MAX = 50
const DIGIT_COUNT_MAX = 4
const NAME = /^[A-Za-z_$][A-Za-z0-9_-]*$/u
const DIGIT = /[0-9]/gu

/** Field names of the law and of real messages are ASCII words with few digits. */
export function looksLikeFieldName(name: string): boolean {
  return (
    name.length <= NAME_LENGTH_MAX &&
    NAME.test(name) &&
    (name.match(DIGIT)?.length ?? 0) <= DIGIT_COUNT_MAX
  )
}

const NAME_WITHHELD: Bilingual = { vi: '(tên được giữ kín)', en: '(name withheld)' }

/** A name from a document as a message may show it. */
export function shownName(name: string): string | Bilingual {
  return looksLikeFieldName(name) ? name : NAME_WITHHELD
}
