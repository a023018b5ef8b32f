/**
 * The algorithm of a signature as the table names it, and the end somebody recommended for it.
 *
 * @module
 */
import { findRow } from '../signature/algorithms/find.ts'
import { RECOMMENDATION_ENDED } from '../signature/algorithms/standing.ts'
import type { Bilingual, SignatureReport } from '../verdict.ts'

const UNTIL: Bilingual = { vi: 'được khuyến nghị đến hết', en: 'recommended until' }

/** Undefined where it is not known who signed. */
export function algorithmText(
  { facts = {}, findings }: SignatureReport,
  language: keyof Bilingual,
): string | undefined {
  const row = findRow(facts.algorithm)
  if (row === undefined || !findings.includes(RECOMMENDATION_ENDED)) return row?.id
  const ends = row.terms
    .filter(({ until, basis }) => until !== undefined && !basis.isLaw)
    .map(({ until, basis }) => `${UNTIL[language]} ${until} (${basis.instrument[language]})`)
  return [row.id, ...ends].join(', ')
}
