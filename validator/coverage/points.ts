/**
 * What the cases of a schema can touch: its fields, alternatives, values and constraints.
 *
 * Only what stands in the document itself counts; what it refers to in another
 * version is for the cases of that version.
 *
 * @module
 */
import type { SchemaVersion } from '../catalogue.ts'
import { appendPointer } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../json-value.ts'
import type { SchemaNode } from '../lint/schema-node.ts'
import { schemaNodes } from '../lint/schema-node.ts'

/**
 * `present` and `absent`: a field in a case that is valid, or none in one; `taken`: an
 * alternative; `used`: a value of an `enum`; `refused`: a constraint that a case broke.
 */
export type CoverageKind = 'present' | 'absent' | 'taken' | 'used' | 'refused'

export interface CoveragePoint {
  readonly kind: CoverageKind
  /** JSON Pointer into the schema. */
  readonly at: string
  /** Of `required` the field, of `x-rules` the rule, of `enum` the value. */
  readonly name?: string
}

/** Constraints that a case can break. A wrong type is a fault of the sender's program. */
const CONSTRAINTS = [
  'enum',
  'const',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'dependentRequired',
  'x-check',
  'x-codeList',
]

export function coveragePoints({ document, codeList }: SchemaVersion): readonly CoveragePoint[] {
  // A code list judges by its values on the day; its cases need not name each.
  if (codeList !== undefined) return [{ kind: 'refused', at: '/x-codeList' }]
  return schemaNodes(document).flatMap(pointsOf)
}

function pointsOf(node: SchemaNode): readonly CoveragePoint[] {
  // A branch narrows what is declared around it: that it was taken is what counts.
  if (node.isNarrowing) return node.part === 'branch' ? [{ kind: 'taken', at: node.pointer }] : []
  return [...fieldPoints(node), ...valuePoints(node), ...constraintPoints(node)]
}

function fieldPoints({ schema, pointer }: SchemaNode): readonly CoveragePoint[] {
  const required = namesIn(schema, 'required')
  return Object.keys(objectMember(schema, 'properties') ?? {}).flatMap((name) => {
    const at = appendPointer(appendPointer(pointer, 'properties'), name)
    const present: CoveragePoint = { kind: 'present', at }
    // Without what is required no case is valid.
    return required.includes(name) ? [present] : [present, { kind: 'absent', at }]
  })
}

function valuePoints({ schema, pointer }: SchemaNode): readonly CoveragePoint[] {
  const at = appendPointer(pointer, 'enum')
  if (textMember(schema, 'x-codeList') !== undefined) return []
  return listIn(schema, 'enum').map((value) => ({ kind: 'used', at, name: String(value) }))
}

function constraintPoints({ schema, pointer }: SchemaNode): readonly CoveragePoint[] {
  const refused = (keyword: string, name?: string): CoveragePoint => ({
    kind: 'refused',
    at: appendPointer(pointer, keyword),
    ...(name === undefined ? {} : { name }),
  })
  const isListed = textMember(schema, 'x-codeList') !== undefined
  return [
    ...namesIn(schema, 'required').map((name) => refused('required', name)),
    ...(member(schema, 'additionalProperties') === false ? [refused('additionalProperties')] : []),
    ...CONSTRAINTS.filter((keyword) => {
      return member(schema, keyword) !== undefined && !(isListed && keyword === 'enum')
    }).map((keyword) => refused(keyword)),
    ...listIn(schema, 'x-rules').flatMap((rule) => {
      const id = isJsonObject(rule) ? textMember(rule, 'id') : undefined
      return id === undefined ? [] : [refused('x-rules', id)]
    }),
  ]
}

function namesIn(schema: JsonObject, keyword: string): readonly string[] {
  return listIn(schema, keyword).filter((name) => typeof name === 'string')
}

function listIn(schema: JsonObject, keyword: string): readonly JsonValue[] {
  const value = member(schema, keyword)
  return Array.isArray(value) ? value : []
}
