/**
 * What the tables say of one version: its name, owner, size and evidence.
 *
 * @module
 */
import type { EvidenceShare, SchemaVersion } from '../../validator/index.ts'
import {
  EVIDENCE_LEVELS,
  evidenceShare,
  isDatabase,
  objectMember,
  textMember,
} from '../../validator/index.ts'
import { wordsOf } from '../schema-view.ts'

type Share = Pick<EvidenceShare, 'count' | 'byLevel'>

export function nameOf({ document }: SchemaVersion): string {
  const { title: vi = '' } = wordsOf(document, 'vi')
  const { title: en = '' } = wordsOf(document, 'en')
  return en === '' || en === vi ? vi : `${vi} / ${en}`
}

export function ownerOf({ document }: SchemaVersion): string {
  return textMember(objectMember(document, 'x-owner') ?? {}, 'name') ?? ''
}

export function describeSize({ document, codeList }: SchemaVersion): string {
  const { unit, count } = evidenceShare(document, codeList?.values)
  if (unit === 'value') return 'a value'
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`
}

/** Of several versions together; the entry of a database has no fields to count. */
export function shareOfAll(versions: readonly SchemaVersion[]): Share {
  const shares = versions
    .filter((version) => !isDatabase(version))
    .map(({ document, codeList }) => evidenceShare(document, codeList?.values))
  const sum = (pick: (share: EvidenceShare) => number) =>
    shares.reduce((total, share) => total + pick(share), 0)
  return {
    count: sum(({ count }) => count),
    byLevel: {
      verified: sum(({ byLevel }) => byLevel.verified),
      observed: sum(({ byLevel }) => byLevel.observed),
      proposed: sum(({ byLevel }) => byLevel.proposed),
      unverified: sum(({ byLevel }) => byLevel.unverified),
    },
  }
}

/** Whole per cents; what is there and less than one is never rounded away. */
export function describeEvidence({ count, byLevel }: Share): string {
  return EVIDENCE_LEVELS.filter((level) => byLevel[level] > 0)
    .map((level) => {
      const percent = Math.round((100 * byLevel[level]) / count)
      return `${percent === 0 ? 'under 1' : percent}% ${level}`
    })
    .join(', ')
}
