/**
 * How an algorithm stands on a day: since when another is asked for, until when it is good.
 *
 * The day is that on which a signature was made, as far as it is proved; else today.
 *
 * @module
 */
import { vietnamDay } from '../../date.ts'
import type { AlgorithmRow, AlgorithmTerm } from './table.ts'

/** Findings of a report. */
export const ALGORITHM_LEGACY = 'algorithm-legacy'
export const RECOMMENDATION_ENDED = 'recommendation-ended'

type Termed = Pick<AlgorithmRow, 'terms'>

/** Of several rows that one name stands for, all must be legacy: the key may not be known. */
export function isLegacyAt(rows: readonly Termed[], at: Date): boolean {
  const day = vietnamDay(at)
  const isLegacy = ({ terms }: Termed) =>
    terms.some(({ legacyFrom }) => legacyFrom !== undefined && legacyFrom <= day)
  return rows.length > 0 && rows.every(isLegacy)
}

/** The first end of those gone by that the law sets, or else somebody recommends. */
export function endedTerm(
  { terms }: Termed,
  at: Date,
  { isLaw }: { readonly isLaw: boolean },
): (AlgorithmTerm & { readonly until: string }) | undefined {
  const ending = terms.flatMap((term) =>
    term.until === undefined || term.basis.isLaw !== isLaw ? [] : { ...term, until: term.until },
  )
  // Asked of every certificate of every message, and most algorithms have no such end.
  if (ending.length === 0) return undefined
  const day = vietnamDay(at)
  return ending
    .filter(({ until }) => until < day)
    .toSorted((a, b) => (a.until < b.until ? -1 : 1))[0]
}

/** What a report says of the algorithm that a key signed by. */
export function algorithmFindings(
  rows: readonly AlgorithmRow[],
  row: AlgorithmRow | undefined,
  at: Date,
): readonly string[] {
  const isLegacy = isLegacyAt(row === undefined ? rows : [row], at)
  const isOutlived = row !== undefined && endedTerm(row, at, { isLaw: false }) !== undefined
  return [...(isLegacy ? [ALGORITHM_LEGACY] : []), ...(isOutlived ? [RECOMMENDATION_ENDED] : [])]
}
