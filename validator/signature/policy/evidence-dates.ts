/**
 * Whether what a signature is believed for was signed by an algorithm that had ended.
 *
 * ETSI EN 319 102-1 holds certificates, revocation evidence and timestamps to the algorithms of
 * their day as it does the signature. The path counts as of the proved time of the signature;
 * lists, responses and timestamps as of now, since nothing proves that they were there before.
 *
 * @module
 */
import { vietnamDay } from '../../date.ts'
import type { AlgorithmUse, Bilingual, SignatureFacts, SignatureReport } from '../../verdict.ts'
import { nameUse } from '../algorithm-use.ts'
import { findRow } from '../algorithms/find.ts'
import { endedTerm } from '../algorithms/standing.ts'
import { type Ended, madeAt, POLICY, type Question } from './algorithm-dates.ts'

/** Finding of a report; `recommendedUntil` in its facts says of what. */
const EVIDENCE_OUTLIVED = 'evidence-recommendation-ended'

export interface EndedEvidence extends Ended {
  readonly evidence: Bilingual
}

/** What the law ends, and where the policy is strict, what is recommended no longer. */
export function endedEvidence(
  report: SignatureReport,
  question: Question,
): readonly EndedEvidence[] {
  const { at } = question
  return [
    ...(report.facts?.evidence ?? []).flatMap((use) => {
      const when = use.of === 'certificate' ? madeAt(report, at) : at
      return endOf(use, when, question)
    }),
    ...provingTimestamps(report.facts).flatMap(({ evidence = [] }) =>
      evidence.flatMap((use) => endOf(use, at, question)),
    ),
  ]
}

function endOf(
  use: AlgorithmUse,
  when: Date,
  { requirements }: Question,
): readonly EndedEvidence[] {
  const { algorithm } = use
  const row = findRow(algorithm)
  if (row === undefined) return []
  const said = { algorithm, evidence: nameUse(use) }
  const lawful = endedTerm(row, when, { isLaw: true })
  if (lawful !== undefined) {
    return [{ ...said, until: lawful.until, basis: lawful.basis.instrument }]
  }
  if (requirements.recommendations !== 'strict') return []
  // A date of the policy's own goes before the recommended one.
  const own = requirements.algorithms.find((each) => each.algorithm === row.id)?.until
  if (own !== undefined) {
    return own < vietnamDay(when) ? [{ ...said, until: own, basis: POLICY }] : []
  }
  const ended = endedTerm(row, when, { isLaw: false })
  return ended === undefined ? [] : [{ ...said, until: ended.until, basis: ended.basis.instrument }]
}

/** Of several, those that say the time that counts: nothing hangs on the others. */
function provingTimestamps({ timestamps = [], provedTime }: SignatureFacts = {}) {
  return timestamps.filter(
    ({ indication, time }) => indication === 'TOTAL_PASSED' && time === provedTime?.time,
  )
}

/** With the finding, and the end beside each use that outlived it; the same report without one. */
export function withOutlivedEvidence(report: SignatureReport, at: Date): SignatureReport {
  const { facts, findings } = report
  if (facts?.evidence === undefined && facts?.timestamps === undefined) return report
  const when = madeAt(report, at)
  const evidence = facts.evidence?.map((use) => dated(use, use.of === 'certificate' ? when : at))
  const timestamps = facts.timestamps?.map((each) => ({
    ...each,
    ...(each.evidence && { evidence: each.evidence.map((use) => dated(use, at)) }),
  }))
  const all = [...(evidence ?? []), ...(timestamps ?? []).flatMap((each) => each.evidence ?? [])]
  if (all.every(({ recommendedUntil }) => recommendedUntil === undefined)) return report
  return {
    ...report,
    findings: [...findings, EVIDENCE_OUTLIVED],
    facts: { ...facts, ...(evidence && { evidence }), ...(timestamps && { timestamps }) },
  }
}

function dated(use: AlgorithmUse, when: Date): AlgorithmUse {
  const row = findRow(use.algorithm)
  const ended = row && endedTerm(row, when, { isLaw: false })
  return ended === undefined ? use : { ...use, recommendedUntil: ended.until }
}
