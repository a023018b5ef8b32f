/**
 * Whether the algorithm of a signature had ended, or was legacy, when the signature was made.
 *
 * The law ends an algorithm for everybody. A policy may end it earlier, and says whether
 * what is recommended abroad ends it too; its own date then goes before the recommended one.
 *
 * @module
 */
import { vietnamDay } from '../../date.ts'
import type { Bilingual, SignatureReport } from '../../verdict.ts'
import { findRow } from '../algorithms/find.ts'
import { ALGORITHM_LEGACY, endedTerm } from '../algorithms/standing.ts'
import type { AlgorithmDates, Requirements } from './policy.ts'

export interface Question {
  readonly requirements: Pick<Requirements, 'algorithms' | 'recommendations'>
  readonly at: Date
}

/** For the sentence of the issue; `Record` so that it may be the parameters of one. */
export interface Ended extends Readonly<Record<string, unknown>> {
  /** Row of the table, or else what the signature calls it. */
  readonly algorithm: string
  readonly until: string
  readonly basis: Bilingual
}

export const POLICY: Bilingual = { vi: 'chính sách tiếp nhận', en: 'the policy of acceptance' }

/** An algorithm ends with its last day; a proved time before that day keeps a signature good. */
export function algorithmEnded(
  report: SignatureReport,
  { requirements, at }: Question,
): Ended | undefined {
  const when = madeAt(report, at)
  const row = findRow(report.facts?.algorithm)
  const algorithm = row?.id ?? report.algorithm ?? ''
  const own = ownDates(report, requirements).find(({ until }) => until !== undefined)?.until
  if (own !== undefined && own < vietnamDay(when)) return { algorithm, until: own, basis: POLICY }
  if (row === undefined) return undefined
  const isStrict = requirements.recommendations === 'strict' && own === undefined
  const ended =
    endedTerm(row, when, { isLaw: true }) ??
    (isStrict ? endedTerm(row, when, { isLaw: false }) : undefined)
  return ended && { algorithm, until: ended.until, basis: ended.basis.instrument }
}

/** By a date of the policy, where verification has not said so already. */
export function isLegacyByPolicy(report: SignatureReport, { requirements, at }: Question): boolean {
  const day = vietnamDay(madeAt(report, at))
  return (
    !report.findings.includes(ALGORITHM_LEGACY) &&
    ownDates(report, requirements).some(
      ({ legacyFrom }) => legacyFrom !== undefined && legacyFrom <= day,
    )
  )
}

function ownDates(
  { algorithm, facts }: SignatureReport,
  { algorithms }: Question['requirements'],
): readonly AlgorithmDates[] {
  return algorithms.filter((each) => [algorithm, facts?.algorithm].includes(each.algorithm))
}

/** As far as it is proved; else now. */
export function madeAt({ facts }: SignatureReport, at: Date): Date {
  const proved = facts?.provedTime?.time
  return proved === undefined ? at : new Date(proved)
}
