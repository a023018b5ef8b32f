/**
 * Walks through an instance with the schema that accepted it, and says what it touched.
 *
 * @module
 */
import type { SchemaVersion } from '../catalogue.ts'
import { appendPointer, pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../json-value.ts'
import type { CoveragePoint } from './points.ts'

/** Whether a branch of an alternative accepts a value; the pointer is to the branch. */
export type AcceptsBranch = (pointer: string, value: JsonValue) => boolean

export interface Walk {
  readonly version: SchemaVersion
  readonly accepts: AcceptsBranch
  readonly touch: (point: CoveragePoint) => void
}

export function walkInstance(walk: Walk, value: JsonValue): void {
  visit(walk, value, walk.version.document, '')
}

function visit(walk: Walk, value: JsonValue, schema: JsonObject, pointer: string): void {
  if (Array.isArray(member(schema, 'enum'))) {
    walk.touch({ kind: 'used', at: appendPointer(pointer, 'enum'), name: String(value) })
  }
  followReference(walk, value, schema)
  if (isJsonObject(value)) visitFields(walk, value, schema, pointer)
  const items = objectMember(schema, 'items')
  if (Array.isArray(value) && items !== undefined) {
    for (const item of value) visit(walk, item, items, appendPointer(pointer, 'items'))
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    visitBranches(walk, value, keyword, { schema, pointer })
  }
}

/** Into the document itself only. */
function followReference(walk: Walk, value: JsonValue, schema: JsonObject): void {
  const [id = '', fragment = ''] = (textMember(schema, '$ref') ?? '').split('#')
  if (fragment === '' || (id !== '' && id !== walk.version.id)) return
  const pointer = decodeURIComponent(fragment)
  const target = valueAt(walk.version.document, pointerSteps(pointer))
  if (isJsonObject(target)) visit(walk, value, target, pointer)
}

function visitFields(walk: Walk, value: JsonObject, schema: JsonObject, pointer: string): void {
  const properties = objectMember(schema, 'properties') ?? {}
  const inside = appendPointer(pointer, 'properties')
  for (const [name, child] of Object.entries(properties)) {
    const at = appendPointer(inside, name)
    const held = member(value, name)
    walk.touch({ kind: held === undefined ? 'absent' : 'present', at })
    if (held !== undefined && isJsonObject(child)) visit(walk, held, child, at)
  }
  const rest = objectMember(schema, 'additionalProperties')
  if (rest === undefined) return
  for (const [name, held] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) continue
    visit(walk, held, rest, appendPointer(pointer, 'additionalProperties'))
  }
}

interface Around {
  readonly schema: JsonObject
  readonly pointer: string
}

function visitBranches(
  walk: Walk,
  value: JsonValue,
  keyword: 'allOf' | 'anyOf' | 'oneOf',
  { schema, pointer }: Around,
): void {
  const branches = member(schema, keyword)
  if (!Array.isArray(branches)) return
  branches.forEach((branch: JsonValue, index: number) => {
    const at = appendPointer(appendPointer(pointer, keyword), index)
    if (!isJsonObject(branch) || (keyword !== 'allOf' && !walk.accepts(at, value))) return
    walk.touch({ kind: 'taken', at })
    visit(walk, value, branch, at)
  })
}
