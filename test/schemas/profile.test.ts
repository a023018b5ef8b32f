/** Every structure of the catalogue keeps the profile and shows its evidence. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../validator/index.ts'
import { isJsonObject, objectMember } from '../../validator/index.ts'

const folders = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('/schema.json'))
  .map((file) => file.slice(0, -'/schema.json'.length))
  .sort()

function read(folder: string): JsonObject {
  return JSON.parse(readFileSync(join('schemas', folder, 'schema.json'), 'utf8')) as JsonObject
}

const ajv = new Ajv2020({ allErrors: true, strict: false })
addFormats.default(ajv)
const keepsProfile = ajv.compile(read('vocabulary/profile/1.0.0'))

const REFERENCES = ['$ref', 'x-codeList', 'x-source', 'x-successor']

/** Versions that a document names, by any keyword that names one. */
function namedVersions(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => namedVersions(item))
  if (!isJsonObject(value)) return []
  const own = REFERENCES.map((name) => value[name]).filter(
    (reference) => typeof reference === 'string' && reference.startsWith('/schemas/'),
  )
  return [...own.map(String), ...Object.values(value).flatMap(namedVersions)]
}

/** Every field of an object and of the objects in it, with its path. */
function fieldsOf(schema: JsonObject, path: string): readonly (readonly [string, JsonObject])[] {
  const items = schema['items']
  const inside = isJsonObject(items) ? fieldsOf(items, path) : []
  const own = Object.entries(objectMember(schema, 'properties') ?? {}).flatMap(([name, field]) =>
    isJsonObject(field)
      ? [[`${path}/${name}`, field] as const, ...fieldsOf(field, `${path}/${name}`)]
      : [],
  )
  return [...own, ...inside]
}

describe.for(folders)('%s', (folder) => {
  const document = read(folder)
  const kind = document['x-kind']

  test('keeps the profile', () => {
    // The vocabulary describes itself with keywords it does not allow to others.
    if (kind === 'vocabulary') return
    expect(keepsProfile(document) ? [] : keepsProfile.errors).toEqual([])
  })

  test('is identified by its folder', () => {
    expect(document['$id']).toBe(`/schemas/${folder}`)
  })

  test('names only versions that are there', () => {
    const missing = namedVersions(document).filter((id) => !folders.includes(id.slice(9)))
    expect(missing).toEqual([])
  })

  test('gives each field names in both languages, evidence and a class of personal data', () => {
    if (kind !== 'record' && kind !== 'message') return
    const bare = fieldsOf(document, '').filter(([, field]) =>
      ['title', 'description', 'x-en', 'x-evidence', 'x-personalData'].some(
        (keyword) => field[keyword] === undefined,
      ),
    )
    expect(bare.map(([path]) => path)).toEqual([])
  })
})

describe('what is not verified', () => {
  test('is never shown as a standard', () => {
    const shown = folders.filter((folder) => {
      const { 'x-status': status, 'x-evidence': evidence } = read(folder)
      const isWeak = isJsonObject(evidence) && evidence['level'] === 'unverified'
      return isWeak && status !== 'Incomplete' && status !== 'Candidate'
    })
    expect(shown).toEqual([])
  })
})

describe('the citizen record', () => {
  test('has all 26 data of Article 9 of the Law on Identity', () => {
    const record = read('national/population/citizen/2.0.0')
    const clauses = Object.values(objectMember(record, 'properties') ?? {})
      .filter(isJsonObject)
      .flatMap((field) => {
        const basis = field['x-legalBasis']
        return Array.isArray(basis) ? (basis as readonly JsonObject[]) : []
      })
      .map((basis) => Number(basis['clause']))
    const wanted = Array.from({ length: 26 }, (_, index) => index + 1)
    expect([...new Set(clauses)].sort((a, b) => a - b)).toEqual(wanted)
  })
})
