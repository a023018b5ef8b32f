/**
 * How much of a version rests on what: its fields, or the codes of a list, by level of evidence.
 *
 * @module
 */
import type { CodeListValue } from '../codelists/code-list.ts'
import type { JsonObject } from '../json-value.ts'
import { objectMember, textMember } from '../json-value.ts'
import { schemaNodes } from './schema-node.ts'

export const EVIDENCE_LEVELS = ['verified', 'observed', 'proposed', 'unverified'] as const

export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number]

export interface EvidenceShare {
  /** What is counted: declared fields, codes, or the one value of a simple structure. */
  readonly unit: 'fields' | 'codes' | 'value'
  readonly count: number
  readonly byLevel: Readonly<Record<EvidenceLevel, number>>
}

/** A field that states no evidence has that of the nearest schema around it. */
export function evidenceShare(
  document: JsonObject,
  values: readonly CodeListValue[] = [],
): EvidenceShare {
  const own = levelOf(document)
  if (values.length > 0)
    return shareOf(
      'codes',
      values.map(({ evidence }) => evidence ?? own),
    )
  const nodes = schemaNodes(document)
  const fields = nodes.filter(({ part, isNarrowing }) => part === 'field' && !isNarrowing)
  if (fields.length === 0) return shareOf('value', [own])
  const levels = new Map(nodes.map(({ pointer, schema }) => [pointer, levelOf(schema)]))
  return shareOf(
    'fields',
    fields.map(({ pointer }) => nearest(pointer, levels)),
  )
}

function levelOf(schema: JsonObject): string | undefined {
  return textMember(objectMember(schema, 'x-evidence') ?? {}, 'level')
}

function nearest(
  pointer: string,
  levels: ReadonlyMap<string, string | undefined>,
): string | undefined {
  const level = levels.get(pointer)
  if (level !== undefined || pointer === '') return level
  return nearest(pointer.slice(0, pointer.lastIndexOf('/')), levels)
}

function shareOf(
  unit: EvidenceShare['unit'],
  levels: readonly (string | undefined)[],
): EvidenceShare {
  const count = (level: EvidenceLevel) => levels.filter((each) => each === level).length
  return {
    unit,
    count: levels.length,
    byLevel: {
      verified: count('verified'),
      observed: count('observed'),
      proposed: count('proposed'),
      unverified: count('unverified'),
    },
  }
}
