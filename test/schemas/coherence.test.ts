/** What the parts of a structure say of each other holds, and no weak list binds a field. */
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { JsonObject, JsonValue } from '../../validator/index.ts'
import {
  formatSchemaRef,
  formatVersion,
  isJsonObject,
  member,
  objectMember,
  textMember,
} from '../../validator/index.ts'

const versions = (await readCatalogueFolder()).map(({ ref, document }) => ({
  name: formatSchemaRef(ref),
  id: `/schemas/${ref.path}/${formatVersion(ref)}`,
  document,
}))

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

/** The schemas in a document, the document first. Names of properties are no keywords. */
function schemasIn(schema: JsonObject): readonly JsonObject[] {
  const inside = [
    ...Object.values(objectMember(schema, 'properties') ?? {}),
    ...Object.values(objectMember(schema, '$defs') ?? {}),
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => list(member(schema, keyword))),
    member(schema, 'items'),
    member(schema, 'additionalProperties'),
  ]
  return [schema, ...inside.flatMap((value) => (isJsonObject(value) ? schemasIn(value) : []))]
}

/** Fields of an object that its rules speak of; the first step of each pointer. */
function ruledFields(schema: JsonObject): readonly string[] {
  return list(member(schema, 'x-rules'))
    .filter(isJsonObject)
    .flatMap((rule) => Object.values(objectMember(rule, 'fields') ?? {}))
    .map((pointer) => String(pointer).split('/')[1] ?? '')
}

const structures = versions.filter(
  ({ document }) => textMember(document, 'x-kind') !== 'vocabulary',
)

describe('a structure', () => {
  test.for(versions)('$name states the law it stands on, or says why none', ({ document }) => {
    const evidence = objectMember(document, 'x-evidence') ?? {}
    expect(member(document, 'x-legalBasis') ?? textMember(evidence, 'note')).toBeDefined()
  })

  test.for(structures)('$name requires and rules only fields that it has', ({ document }) => {
    const objects = schemasIn(document).filter(
      (schema) => member(schema, 'properties') !== undefined,
    )
    const astray = objects.flatMap((schema) => {
      const known = objectMember(schema, 'properties') ?? {}
      const named = [...list(member(schema, 'required')).map(String), ...ruledFields(schema)]
      return named.filter((name) => !Object.hasOwn(known, name))
    })
    expect(astray).toEqual([])
  })

  test.for(structures)('$name does not still have a field that it says is gone', (version) => {
    const kept = schemasIn(version.document).flatMap((schema) =>
      Object.keys(objectMember(schema, 'x-formerProperties') ?? {}).filter((name) =>
        Object.hasOwn(objectMember(schema, 'properties') ?? {}, name),
      ),
    )
    expect(kept).toEqual([])
  })
})

describe('a code list that is incomplete', () => {
  const lists = versions.filter(
    ({ id, document }) =>
      id.startsWith('/schemas/codelists/') && textMember(document, 'x-status') === 'Incomplete',
  )

  test.for(lists)('$name binds no structure: a code it lacks may be right', ({ id }) => {
    const bound = versions.filter(
      (version) =>
        version.id !== id &&
        schemasIn(version.document).some(
          (schema) => textMember(schema, '$ref') === id || textMember(schema, 'x-codeList') === id,
        ),
    )
    expect(bound.map(({ name }) => name)).toEqual([])
  })
})
