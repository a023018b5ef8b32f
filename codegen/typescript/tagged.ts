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

/** The value of the member that tells the alternatives apart; undefined when none does. */
export function tagsOf(branches: readonly JsonObject[]): readonly string[] | undefined {
  const [first] = branches
  const names = Object.keys((first && objectMember(first, 'properties')) ?? {})
  for (const name of names) {
    const tags = branches.flatMap((branch) => tagOf(branch, name))
    if (new Set(tags).size === branches.length) return tags
  }
  return undefined
}

export function tagAlternatives(schema: JsonObject): JsonObject {
  const keyword = ['oneOf', 'anyOf'].find((each) => member(schema, each) !== undefined)
  if (keyword === undefined) return schema
  const branches = objectsOf(schema, keyword)
  const shared = objectMember(schema, 'properties')
  if (shared === undefined || tagsOf(branches) === undefined) return schema
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

function tagOf(branch: JsonObject, name: string): readonly string[] {
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
