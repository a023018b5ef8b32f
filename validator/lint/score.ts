/**
 * How well a version is described, out of 100, and what each lost point was lost for.
 *
 * Findings that are errors or warnings cost a fixed amount each, up to a limit;
 * what makes a structure trustworthy is a share of its fields.
 *
 * @module
 */
import { member, objectMember, textMember } from '../json-value.ts'
import type { Bilingual } from '../verdict.ts'
import type { EvidenceLevel } from './evidence-share.ts'
import { evidenceShare } from './evidence-share.ts'
import type { LintedVersion } from './linted-version.ts'
import { describesFields } from './linted-version.ts'
import { unboundedStrings } from './rules/structure.ts'
import type { SchemaNode } from './schema-node.ts'

export interface ScoreReason {
  /** Kebab-case; never changes. */
  readonly code: string
  /** Points lost, above 0. */
  readonly points: number
  /** How many of how many, e.g. fields. */
  readonly count: number
  readonly of: number
  readonly sentence: Bilingual
}

export interface Score {
  /** 0 to 100. */
  readonly score: number
  readonly reasons: readonly ScoreReason[]
}

interface Criterion {
  readonly code: string
  /** Points lost when all that it counts is wanting. */
  readonly weight: number
  readonly sentence: readonly [vi: string, en: string]
  readonly count: (version: LintedVersion) => readonly [count: number, of: number]
}

const SHARES: readonly Criterion[] = [
  {
    code: 'fields-unverified',
    weight: 25,
    sentence: [
      '{count}/{of} trường hoặc mã chưa được kiểm chứng',
      '{count} of {of} fields or codes are unverified',
    ],
    count: (version) => countLevels(version, 'unverified'),
  },
  {
    code: 'fields-proposed',
    weight: 10,
    sentence: [
      '{count}/{of} trường do chúng tôi đề xuất, chưa thấy trong thực tế',
      '{count} of {of} fields are our proposal, not seen in use',
    ],
    count: (version) => countLevels(version, 'proposed'),
  },
  {
    code: 'law-not-stated',
    weight: 15,
    sentence: ['chưa nêu căn cứ pháp lý của cấu trúc', 'no legal basis of the whole is stated'],
    count: ({ document, kind }) =>
      kind === 'vocabulary' || kind === 'api'
        ? [0, 1]
        : [member(document, 'x-legalBasis') === undefined ? 1 : 0, 1],
  },
  {
    code: 'names-in-one-language',
    weight: 15,
    sentence: [
      '{count}/{of} trường thiếu tên hoặc mô tả ở một trong hai ngôn ngữ',
      '{count} of {of} fields lack a title or description in one of two languages',
    ],
    count: (version) => {
      const described = describesFields(version) ? version.fields : []
      return [described.filter((field) => !hasBothLanguages(field)).length, described.length]
    },
  },
  {
    code: 'descriptions-repeat-titles',
    weight: 5,
    sentence: [
      '{count}/{of} mô tả chỉ chép lại tên',
      '{count} of {of} descriptions only repeat the title',
    ],
    count: ({ fields }) => [fields.filter(repeatsTitle).length, fields.length],
  },
  {
    code: 'strings-unbounded',
    weight: 10,
    sentence: ['{count}/{of} chuỗi không có giới hạn', '{count} of {of} strings have no bound'],
    count: ({ nodes, kind }) => {
      const strings = kind === 'vocabulary' ? [] : nodes.filter(isString)
      return [unboundedStrings(strings).length, strings.length]
    },
  },
]

/** What one finding costs, and all of that severity at most. */
const COSTS = {
  error: { each: 10, most: 60, vi: 'lỗi', en: 'error' },
  warning: { each: 2, most: 20, vi: 'cảnh báo', en: 'warning' },
} as const

export function scoreVersion(
  version: LintedVersion,
  counts: Readonly<Record<'error' | 'warning', number>>,
): Score {
  const reasons = [
    ...(['error', 'warning'] as const).map((severity) => costOf(severity, counts[severity])),
    ...SHARES.map((criterion) => shareOf(criterion, version)),
  ].filter(({ points }) => points > 0)
  const lost = reasons.reduce((sum, { points }) => sum + points, 0)
  return { score: Math.max(0, 100 - lost), reasons }
}

function costOf(severity: 'error' | 'warning', count: number): ScoreReason {
  const { each, most, vi, en } = COSTS[severity]
  return {
    code: `findings-${severity}`,
    points: Math.min(most, each * count),
    count,
    of: count,
    sentence: { vi: `${count} ${vi}`, en: `${count} ${en}${count === 1 ? '' : 's'}` },
  }
}

/** A share that is not nothing costs a point, so that 100 means all of it. */
function shareOf(
  { code, weight, sentence, count }: Criterion,
  version: LintedVersion,
): ScoreReason {
  const [wanting, of] = count(version)
  const points = wanting === 0 ? 0 : Math.max(1, Math.round((weight * wanting) / of))
  const say = (template: string) =>
    template.replace('{count}', String(wanting)).replace('{of}', String(of))
  return {
    code,
    points,
    count: wanting,
    of,
    sentence: { vi: say(sentence[0]), en: say(sentence[1]) },
  }
}

/** The vocabulary and the answers of the service are our own, and propose nothing. */
function countLevels(version: LintedVersion, level: EvidenceLevel): readonly [number, number] {
  if (version.kind === 'vocabulary' || version.kind === 'api') return [0, 1]
  const { byLevel, count } = evidenceShare(version.document, version.values)
  return [byLevel[level], count]
}

function hasBothLanguages({ schema }: SchemaNode): boolean {
  return [schema, objectMember(schema, 'x-en') ?? {}].every((names) =>
    ['title', 'description'].every((name) => (textMember(names, name) ?? '') !== ''),
  )
}

function repeatsTitle({ schema }: SchemaNode): boolean {
  const description = textMember(schema, 'description')
  return description !== undefined && description.replace(/[.]$/u, '') === schema['title']
}

function isString({ schema, isNarrowing }: SchemaNode): boolean {
  return !isNarrowing && textMember(schema, 'type') === 'string'
}
