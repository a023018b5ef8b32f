/**
 * The catalogue's documents as Ajv gets them, and where each schema in them is.
 *
 * Ajv hands back the very schema object that refused a value; from the object
 * this index knows the absolute location, through any number of references.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import type { CodeList } from '../codelists/code-list.ts'
import { appendPointer, pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../json-value.ts'
import type { Bilingual } from '../verdict.ts'

export interface SchemaIndex {
  readonly documentOf: (version: SchemaVersion) => JsonObject
  /** Of an object in a document that was asked for. */
  readonly placeOf: (schema: object) => SchemaPlace | undefined
  /** Absolute URL of a keyword of a schema object. */
  readonly locationOf: (schema: JsonObject, keyword: string) => string | undefined
  /** The schema that a `$ref` in a schema object leads to. */
  readonly follow: (reference: string, from: JsonObject) => JsonObject | undefined
  /** Versions whose documents a document refers to, not counting itself. */
  readonly dependenciesOf: (version: SchemaVersion) => readonly SchemaVersion[]
  readonly findCodeList: (id: string) => CodeList | undefined
  readonly versionOf: (id: string) => SchemaVersion | undefined
  /** Title of a version, in both languages. */
  readonly nameOf: (id: string) => Bilingual
}

/** Where a schema object is. */
export interface SchemaPlace {
  readonly version: SchemaVersion
  readonly pointer: string
}

type Prepare = (
  version: SchemaVersion,
  findCodeList: (id: string) => CodeList | undefined,
) => JsonObject

/** `prepare` makes of a version's document what is judged by; by default as Ajv wants it. */
export function createSchemaIndex(
  catalogue: Catalogue,
  prepare: Prepare = prepareDocument,
): SchemaIndex {
  const documents = new Map<string, JsonObject>()
  const places = new WeakMap<object, SchemaPlace>()
  const findCodeList = (id: string) => catalogue.findById(id)?.codeList

  function documentOf(version: SchemaVersion): JsonObject {
    const known = documents.get(version.id)
    if (known !== undefined) return known
    const document = prepare(version, findCodeList)
    documents.set(version.id, document)
    eachObject(document, '', (object, pointer) => places.set(object, { version, pointer }))
    return document
  }

  return {
    documentOf,
    placeOf: (schema) => places.get(schema),
    findCodeList,
    versionOf: (id) => catalogue.findById(id),
    nameOf: (id) => titleOf(catalogue.findById(id)?.document ?? {}) ?? { vi: id, en: id },
    locationOf(schema, keyword) {
      const place = places.get(schema)
      if (place === undefined) return undefined
      const pointer = keyword === '' ? place.pointer : appendPointer(place.pointer, keyword)
      return `${place.version.id}#${encodeURI(pointer)}`
    },
    follow(reference, from) {
      const [id = '', fragment = ''] = reference.split('#')
      const version = id === '' ? places.get(from)?.version : catalogue.findById(id)
      if (version === undefined) return undefined
      const target = valueAt(documentOf(version), pointerSteps(decodeURIComponent(fragment)))
      return isJsonObject(target) ? target : undefined
    },
    dependenciesOf(version) {
      const ids = new Set<string>()
      eachObject(documentOf(version), '', (object) => {
        const id = textMember(object, '$ref')?.split('#')[0] ?? ''
        if (id !== '' && id !== version.id) ids.add(id)
      })
      return [...ids].flatMap((id) => catalogue.findById(id) ?? [])
    },
  }
}

/** The legal name a schema gives, when it gives one. */
export function titleOf(schema: JsonObject): Bilingual | undefined {
  const vi = textMember(schema, 'title')
  if (vi === undefined) return undefined
  return { vi, en: textMember(objectMember(schema, 'x-en') ?? {}, 'title') ?? vi }
}

/**
 * Our dialect is JSON Schema 2020-12, whatever its own meta-schema adds; a code
 * list judges by its values on the day, so its written-out `enum` is left away.
 */
export function prepareDocument(
  { document, id, codeList }: SchemaVersion,
  findCodeList: (id: string) => CodeList | undefined,
): JsonObject {
  const { $schema: _dialect, ...rest } = document
  const isImplicit = codeList !== undefined && member(document, 'x-codeList') === undefined
  const whole = isImplicit ? { ...rest, 'x-codeList': id } : rest
  return withoutListedEnum(whole, findCodeList) as JsonObject
}

function withoutListedEnum(
  value: JsonValue,
  findCodeList: (id: string) => CodeList | undefined,
): JsonValue {
  if (Array.isArray(value)) {
    return value.map((item: JsonValue) => withoutListedEnum(item, findCodeList))
  }
  if (!isJsonObject(value)) return value
  const list = findCodeList(textMember(value, 'x-codeList') ?? '')
  const isListed = list !== undefined && holdsEveryCode(member(value, 'enum'), list)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !(isListed && name === 'enum'))
      .map(([name, child]) => [name, withoutListedEnum(child, findCodeList)]),
  )
}

/** A narrower `enum` is a restriction of its own and stays. */
function holdsEveryCode(values: JsonValue | undefined, list: CodeList): boolean {
  if (!Array.isArray(values)) return false
  const codes = new Set(values.map(String))
  return list.values.every(({ code }) => codes.has(code))
}

/** Every object in a document, with its JSON Pointer, the outer before the inner. */
export function eachObject(
  value: JsonValue,
  pointer: string,
  visit: (object: JsonObject, pointer: string) => void,
): void {
  if (Array.isArray(value)) {
    value.forEach((item: JsonValue, index: number) => {
      eachObject(item, appendPointer(pointer, index), visit)
    })
  } else if (isJsonObject(value)) {
    visit(value, pointer)
    for (const [name, child] of Object.entries(value)) {
      eachObject(child, appendPointer(pointer, name), visit)
    }
  }
}
