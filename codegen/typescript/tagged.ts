/**
 * Tagged alternatives, made into whole objects so that they are a discriminated union.
 *
 * The engine would print what alternatives share beside a union of open fragments, of which no
 * compiler can tell one from another.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../../validator/index.ts'
import { isJsonObject, member, objectMember, textMember } from '../../validator/index.ts'
import { objectsOf, textsOf } from '../schema-view.ts'

/** The member that tells the alternatives apart, and its value in each. */
export interface Tag {
  readonly name: string
  readonly values: readonly string[]
}

/** Undefined when no member tells the alternatives apart. */
export function tagOf(branches: readonly JsonObject[]): Tag | undefined {
  const [first] = branches
  const names = Object.keys((first && objectMember(first, 'properties')) ?? {})
  for (const name of names) {
    const values = branches.flatMap((branch) => constantOf(branch, name))
    if (new Set(values).size === branches.length) return { name, values }
  }
  return undefined
}

export function tagAlternatives(schema: JsonObject): JsonObject {
  const keyword = ['oneOf', 'anyOf'].find((each) => member(schema, each) !== undefined)
  if (keyword === undefined) return schema
  const branches = objectsOf(schema, keyword)
  const shared = objectMember(schema, 'properties')
  if (shared === undefined || tagOf(branches) === undefined) return schema
  const { [keyword]: _, properties: _shared, required: _required, ...around } = schema
  const { additionalProperties, type: _type, ...words } = around
  const whole = branches.map((branch) => ({
    ...(additionalProperties === undefined ? {} : { additionalProperties }),
    ...branch,
    type: 'object',
    properties: merge(shared, objectMember(branch, 'properties') ?? {}),
    required: [...new Set([...textsOf(schema, 'required'), ...textsOf(branch, 'required')])],
  }))
  return { ...words, [keyword]: whole }
}

function constantOf(branch: JsonObject, name: string): readonly string[] {
  const field = objectMember(objectMember(branch, 'properties') ?? {}, name) ?? {}
  const tag = textMember(field, 'const')
  return tag === undefined ? [] : [tag]
}

/** What an alternative says of a member goes before what all of them say. */
function merge(shared: JsonObject, own: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...shared }
  for (const [name, field] of Object.entries(own)) {
    const { enum: allowed, ...before } = objectMember(shared, name) ?? {}
    const isNarrowed = isJsonObject(field) && member(field, 'const') !== undefined
    const kept = isNarrowed || allowed === undefined ? before : { ...before, enum: allowed }
    merged[name] = isJsonObject(field) ? { ...kept, ...field } : field
  }
  return merged
}
