/**
 * Rules about what a structure rests on: evidence, and the law.
 *
 * @module
 */
import { appendPointer } from '../../json/pointer.ts'
import type { JsonObject } from '../../json-value.ts'
import { member, objectMember, textMember } from '../../json-value.ts'
import type { LintedVersion } from '../linted-version.ts'
import { describedNodes, objectsIn } from '../linted-version.ts'
import type { LintPlace, LintRule } from '../rule.ts'
import { lintRule } from '../rule.ts'

export const EVIDENCE_RULES: readonly LintRule[] = [
  lintRule(
    'evidence-stated',
    'error',
    [
      'Chưa nêu căn cứ thực tế (x-evidence): mức và nguồn.',
      'No evidence is stated (x-evidence): its level and source.',
    ],
    evidenceStated,
  ),
  lintRule(
    'evidence-locator',
    'info',
    [
      'Đã thấy hoặc đã đối chiếu, nhưng chưa nêu ở đâu trong nguồn (locator).',
      'Observed or verified, and nothing says where in the source (locator).',
    ],
    evidenceLocator,
  ),
  lintRule(
    'proposal-reasoned',
    'info',
    ['Đề xuất chưa nêu lý do (note).', 'The proposal does not say why (note).'],
    proposalReasoned,
  ),
  lintRule(
    'unverified-above-candidate',
    'error',
    [
      'Điều chưa kiểm chứng không được có trong phiên bản ở trạng thái {status}.',
      'What is unverified is not allowed in a version whose status is {status}.',
    ],
    unverifiedAboveCandidate,
  ),
  lintRule(
    'legal-basis-stated',
    'error',
    [
      'Chưa nêu căn cứ pháp lý (x-legalBasis), cũng chưa nói vì sao không có (x-evidence.note).',
      'No legal basis is stated (x-legalBasis), nor why there is none (x-evidence.note).',
    ],
    legalBasisStated,
  ),
  lintRule(
    'legal-basis-locator',
    'error',
    [
      'Căn cứ pháp lý phải nêu điều, hoặc địa chỉ, hoặc nơi đã đọc (article, url, locator).',
      'A legal basis says the article, or an address, or where it was read (locator).',
    ],
    (version) =>
      provisionsIn(version)
        .filter(({ provision }) => LOCATORS.every((name) => !(name in provision)))
        .map(({ at }) => ({ at })),
  ),
  lintRule(
    'legal-basis-date',
    'info',
    ['Chưa rõ ngày ban hành của văn bản.', 'The date of the instrument is not known.'],
    (version) =>
      provisionsIn(version)
        .filter(({ provision }) => member(provision, 'date') === undefined)
        .map(({ at }) => ({ at })),
  ),
  lintRule(
    'legal-basis-repeated',
    'warning',
    ['Căn cứ này đã nêu ngay trong cùng danh sách.', 'The same list has this provision already.'],
    legalBasisRepeated,
  ),
]

const LOCATORS = ['article', 'url', 'locator']

export interface StatedProvision {
  readonly at: string
  readonly provision: JsonObject
}

/** Every provision a version states: of schemas, of rules and of former fields. */
export function provisionsIn({ nodes }: LintedVersion): readonly StatedProvision[] {
  return nodes.flatMap(({ schema, pointer }) => [
    ...objectsIn(schema, 'x-legalBasis').map((provision, index) => ({
      at: `${pointer}/x-legalBasis/${index}`,
      provision,
    })),
    ...objectsIn(schema, 'x-rules').flatMap((rule, index) =>
      basisOf(rule, `${pointer}/x-rules/${index}`),
    ),
    ...Object.entries(objectMember(schema, 'x-formerProperties') ?? {}).flatMap(([name, former]) =>
      basisOf(former as JsonObject, appendPointer(`${pointer}/x-formerProperties`, name)),
    ),
  ])
}

function basisOf(object: JsonObject, pointer: string): readonly StatedProvision[] {
  const provision = objectMember(object, 'basis')
  return provision === undefined ? [] : [{ at: `${pointer}/basis`, provision }]
}

function evidenceOf(schema: JsonObject): JsonObject {
  return objectMember(schema, 'x-evidence') ?? {}
}

export function levelOf(schema: JsonObject): string {
  return textMember(evidenceOf(schema), 'level') ?? ''
}

function evidenceStated(version: LintedVersion): readonly LintPlace[] {
  return describedNodes(version)
    .filter(({ schema }) => ['level', 'source'].some((name) => !(name in evidenceOf(schema))))
    .map(({ schema, pointer }) => ({
      at: 'x-evidence' in schema ? appendPointer(pointer, 'x-evidence') : pointer,
    }))
}

function evidenceLocator({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes
    .filter(({ schema }) => ['observed', 'verified'].includes(levelOf(schema)))
    .filter(({ schema }) => !('locator' in evidenceOf(schema)))
    .map(({ pointer }) => ({ at: appendPointer(pointer, 'x-evidence') }))
}

function proposalReasoned({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes
    .filter(({ schema }) => levelOf(schema) === 'proposed' && !('note' in evidenceOf(schema)))
    .map(({ pointer }) => ({ at: appendPointer(pointer, 'x-evidence') }))
}

/** ISO/IEC 11179-6: what is above Candidate has been found fit by somebody. */
const ABOVE_CANDIDATE = new Set(['Recorded', 'Qualified', 'Standard'])

function unverifiedAboveCandidate(version: LintedVersion): readonly LintPlace[] {
  const { status, nodes, values } = version
  if (!ABOVE_CANDIDATE.has(status)) return []
  const params = { status }
  return [
    ...nodes
      .filter(({ schema }) => levelOf(schema) === 'unverified')
      .map(({ pointer }) => ({ at: `${pointer}/x-evidence/level`, params })),
    ...values.flatMap(({ evidence }, index) =>
      evidence === 'unverified'
        ? [{ at: `/values/${index}/evidence`, file: 'values.json' as const, params }]
        : [],
    ),
  ]
}

function legalBasisStated({ document }: LintedVersion): readonly LintPlace[] {
  const hasBasis = objectsIn(document, 'x-legalBasis').length > 0
  return hasBasis || 'note' in evidenceOf(document) ? [] : [{ at: '' }]
}

function legalBasisRepeated({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes.flatMap(({ schema, pointer }) => {
    const seen = new Set<string>()
    return objectsIn(schema, 'x-legalBasis').flatMap((provision, index) => {
      const { instrument, article, clause, point } = provision
      const key = JSON.stringify([instrument, article ?? '', clause ?? '', point ?? ''])
      const isRepeated = seen.has(key)
      seen.add(key)
      const at = `${pointer}/x-legalBasis/${index}`
      return isRepeated ? [{ at, fix: [{ kind: 'remove' as const, at }] }] : []
    })
  })
}
