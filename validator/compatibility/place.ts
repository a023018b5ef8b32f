/**
 * Schemas with the place they stand at, and all that apply to one value together.
 *
 * @module
 */
import type { SchemaVersion } from '../catalogue.ts'
import { appendPointer, pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../json-value.ts'
import { formatSchemaRef } from '../schema-ref.ts'

export interface Place {
  /** `path@version` of the document. */
  readonly version: string
  readonly pointer: string
  readonly document: JsonObject
  /** A boolean is a schema too: of everything, or of nothing. */
  readonly schema: JsonObject | boolean
}

/** Finds the document of a version as it judges: code lists without their written-out `enum`. */
export interface Documents {
  readonly find: (id: string) => { version: SchemaVersion; document: JsonObject } | undefined
}

export function rootPlace(version: SchemaVersion, document: JsonObject): Place {
  return { version: formatSchemaRef(version.ref), pointer: '', document, schema: document }
}

export function placeKey({ version, pointer }: Place): string {
  return `${version}#${pointer}`
}

export function childPlace(place: Place, ...steps: readonly (string | number)[]): Place {
  const pointer = steps.reduce<string>((whole, step) => appendPointer(whole, step), place.pointer)
  const inside = valueAt(
    isJsonObject(place.schema) ? place.schema : {},
    steps.map((step) => String(step)),
  )
  return { ...place, pointer, schema: isSchema(inside) ? inside : true }
}

export function isSchema(value: JsonValue | undefined): value is JsonObject | boolean {
  return isJsonObject(value) || typeof value === 'boolean'
}

/**
 * The schema, what it refers to and what it extends: a value must satisfy each. What is extended
 * comes first, as in XML. A reference that leads nowhere is kept as one nobody can follow.
 */
export function conjuncts(place: Place, documents: Documents): readonly Place[] {
  const found = new Map<string, Place>()
  collect(place, documents, found, new Set())
  return [...found.values()]
}

function collect(
  place: Place,
  documents: Documents,
  found: Map<string, Place>,
  open: Set<string>,
): void {
  const key = placeKey(place)
  if (found.has(key) || open.has(key)) return
  open.add(key)
  const { schema } = place
  if (isJsonObject(schema)) {
    const target = targetOf(place, documents)
    if (target !== undefined) collect(target, documents, found, open)
    for (const index of branchIndexes(schema, 'allOf')) {
      collect(childPlace(place, 'allOf', index), documents, found, open)
    }
  }
  found.set(key, place)
}

/** What a `$ref` leads to; undefined without one, or when there is nothing. */
export function targetOf(place: Place, documents: Documents): Place | undefined {
  const reference = isJsonObject(place.schema) ? textMember(place.schema, '$ref') : undefined
  if (reference === undefined) return undefined
  const [id = '', fragment = ''] = reference.split('#')
  const home = id === '' ? undefined : documents.find(id)
  if (id !== '' && home === undefined) return undefined
  const root = home === undefined ? place : rootPlace(home.version, home.document)
  const pointer = decodeURIComponent(fragment)
  const schema = valueAt(root.document, pointerSteps(pointer))
  if (!isSchema(schema) || (pointer !== '' && !pointer.startsWith('/'))) return undefined
  return { version: root.version, document: root.document, pointer, schema }
}

export function branchIndexes(schema: JsonObject, keyword: string): readonly number[] {
  const branches = member(schema, keyword)
  return Array.isArray(branches) ? branches.map((_, index) => index) : []
}

/** Fields named under a keyword such as `properties`. */
export function namedPlaces(place: Place, keyword: string): readonly (readonly [string, Place])[] {
  if (!isJsonObject(place.schema)) return []
  return Object.keys(objectMember(place.schema, keyword) ?? {}).map(
    (name) => [name, childPlace(place, keyword, name)] as const,
  )
}
