/**
 * What a schema is the shape of, and which fields it has, references followed.
 *
 * @module
 */
import type { Catalogue, JsonObject } from '../validator/index.ts'
import { member, objectMember, textMember } from '../validator/index.ts'
import type { Field } from './schema-view.ts'
import { fieldsOf, objectsOf, resolveRef } from './schema-view.ts'

export type Shape = 'object' | 'array' | 'scalar' | 'anything'

const SCALARS = new Set(['string', 'integer', 'number', 'boolean'])

/** A schema that refers to itself is an object or nothing at all. */
export function shapeOf(schema: JsonObject, catalogue: Catalogue, depth = 0): Shape {
  const REFERENCE_DEPTH_MAX = 32
  const type = textMember(schema, 'type')
  if (type === 'object' || objectMember(schema, 'properties') !== undefined) return 'object'
  if (type === 'array') return 'array'
  if (SCALARS.has(type ?? '') || holdsValues(schema)) return 'scalar'
  const ref = textMember(schema, '$ref')
  if (ref?.includes('#')) return 'object'
  const next = [
    ...(ref === undefined ? [] : [resolveRef(ref, catalogue).document]),
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => objectsOf(schema, keyword)),
  ]
  if (depth > REFERENCE_DEPTH_MAX) return 'anything'
  const shapes = next.map((each) => shapeOf(each, catalogue, depth + 1))
  return shapes.find((shape) => shape !== 'anything') ?? 'anything'
}

function holdsValues(schema: JsonObject): boolean {
  return member(schema, 'enum') !== undefined || member(schema, 'const') !== undefined
}

/**
 * All fields an object may have, in order: those of what it extends, its own, its alternatives'.
 *
 * A field is required when every alternative requires it. No format but JSON Schema lets one field
 * decide over another, so alternatives become all that any of them has.
 */
export function allFields(schema: JsonObject, catalogue: Catalogue): readonly Field[] {
  const ref = textMember(schema, '$ref')
  const base = ref === undefined || ref.startsWith('#') ? [] : [resolveRef(ref, catalogue).document]
  const extended = [...base, ...objectsOf(schema, 'allOf')].flatMap((each) =>
    allFields(each, catalogue),
  )
  const alternatives = ['anyOf', 'oneOf']
    .map((keyword) => objectsOf(schema, keyword).map((each) => allFields(each, catalogue)))
    .flatMap(common)
  return mergeFields([...extended, ...fieldsOf(schema), ...alternatives])
}

function common(alternatives: readonly (readonly Field[])[]): readonly Field[] {
  return alternatives.flat().map((field) => ({
    ...field,
    required: alternatives.every((fields) =>
      fields.some(({ name, required }) => name === field.name && required),
    ),
  }))
}

/** The first place of a name counts; it is required when any of its places says so. */
function mergeFields(fields: readonly Field[]): readonly Field[] {
  const merged = new Map<string, Field>()
  for (const field of fields) {
    const known = merged.get(field.name)
    merged.set(
      field.name,
      known === undefined ? field : { ...known, required: known.required || field.required },
    )
  }
  return [...merged.values()]
}
