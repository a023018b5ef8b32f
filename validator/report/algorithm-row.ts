/**
 * The algorithms of a signature and of what it is believed for, as the table names them, with
 * the ends that somebody recommended for them.
 *
 * @module
 */
import { nameUse } from '../signature/algorithm-use.ts'
import { findRow } from '../signature/algorithms/find.ts'
import { RECOMMENDATION_ENDED } from '../signature/algorithms/standing.ts'
import type { AlgorithmRow } from '../signature/algorithms/table.ts'
import type { AlgorithmUse, Bilingual, SignatureReport } from '../verdict.ts'

const UNTIL: Bilingual = { vi: 'được khuyến nghị đến hết', en: 'recommended until' }

/** Undefined where it is not known who signed. */
export function algorithmText(
  { facts = {}, findings }: SignatureReport,
  language: keyof Bilingual,
): string | undefined {
  const row = findRow(facts.algorithm)
  if (row === undefined || !findings.includes(RECOMMENDATION_ENDED)) return row?.id
  return [row.id, ...endsOf(row, language)].join(', ')
}

/** What else was signed by an algorithm that is recommended no longer. */
export function outlivedTexts(
  { facts = {} }: SignatureReport,
  language: keyof Bilingual,
): readonly string[] {
  const { evidence = [], timestamps = [] } = facts
  const uses = [...evidence, ...timestamps.flatMap((each) => each.evidence ?? [])]
  return uses.flatMap((use) => outlivedText(use, language))
}

function outlivedText(use: AlgorithmUse, language: keyof Bilingual): readonly string[] {
  const row = findRow(use.algorithm)
  if (row === undefined || use.recommendedUntil === undefined) return []
  return [`${nameUse(use)[language]}: ${[row.id, ...endsOf(row, language)].join(', ')}`]
}

function endsOf({ terms }: AlgorithmRow, language: keyof Bilingual): readonly string[] {
  return terms
    .filter(({ until, basis }) => until !== undefined && !basis.isLaw)
    .map(({ until, basis }) => `${UNTIL[language]} ${until} (${basis.instrument[language]})`)
}
