/**
 * Reads what the emitters need from a schema: fields, words, legal basis, evidence.
 *
 * Nothing is judged here; a member of the wrong type reads as absent.
 *
 * @module
 */
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../validator/index.ts'
import {
  isJsonObject,
  member,
  objectMember,
  Problem,
  problems,
  textMember,
} from '../validator/index.ts'

export interface Field {
  readonly name: string
  readonly schema: JsonObject
  readonly required: boolean
}

export interface Words {
  readonly title?: string
  readonly description?: string
}

export interface Provision {
  readonly instrument: string
  readonly title?: string
  readonly article?: string
  readonly clause?: string
  readonly point?: string
  readonly date?: string
  readonly url?: string
}

export interface Evidence {
  readonly level: string
  readonly source?: string
  readonly locator?: string
  readonly note?: string
}

/** In the order of the schema, which is the order of the law. */
export function fieldsOf(schema: JsonObject): readonly Field[] {
  const required = new Set(textsOf(schema, 'required'))
  return Object.entries(objectMember(schema, 'properties') ?? {}).flatMap(([name, property]) =>
    isJsonObject(property) ? [{ name, schema: property, required: required.has(name) }] : [],
  )
}

export function wordsOf(schema: JsonObject, language: 'vi' | 'en'): Words {
  const source = language === 'vi' ? schema : (objectMember(schema, 'x-en') ?? {})
  return pickTexts(source, ['title', 'description'])
}

/** Title and description in one line; one of them where they are the same words. */
export function formatWords({ title = '', description = '' }: Words): string {
  const same = description.replace(/[.]$/u, '') === title
  const parts = same ? [description] : [title, description]
  return parts
    .filter((part) => part !== '')
    .join(': ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

export function legalBasisOf(schema: JsonObject): readonly Provision[] {
  return provisionsOf(member(schema, 'x-legalBasis'))
}

/** Of `x-legalBasis`, or of the one `basis` of a rule. */
export function provisionsOf(value: JsonValue | undefined): readonly Provision[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => provisionsOf(item))
  if (!isJsonObject(value)) return []
  const instrument = textMember(value, 'instrument')
  if (instrument === undefined) return []
  return [{ instrument, ...pickTexts(value, PROVISION_MEMBERS) }]
}

export function evidenceOf(schema: JsonObject): Evidence | undefined {
  const evidence = objectMember(schema, 'x-evidence')
  const level = evidence === undefined ? undefined : textMember(evidence, 'level')
  if (evidence === undefined || level === undefined) return undefined
  return { level, ...pickTexts(evidence, ['source', 'locator', 'note']) }
}

/** How the law's own readers write it: Điều 4 khoản 1 điểm a. */
export function formatProvision(provision: Provision): string {
  const { instrument, title, article, clause, point } = provision
  const places = [
    article === undefined ? '' : `Điều ${article}`,
    clause === undefined ? '' : `khoản ${clause}`,
    point === undefined ? '' : `điểm ${point}`,
  ].filter((part) => part !== '')
  // A law is known by its title, an instrument is found by its number.
  const named = title === undefined || title.includes(instrument)
  const name = named ? (title ?? instrument) : `${title} (${instrument})`
  return [name, places.join(' ')].filter((part) => part !== '').join(', ')
}

export function textsOf(schema: JsonObject, name: string): readonly string[] {
  const value = member(schema, name)
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

export function objectsOf(schema: JsonObject, name: string): readonly JsonObject[] {
  const value = member(schema, name)
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

export function numberOf(schema: JsonObject, name: string): number | undefined {
  const value = member(schema, name)
  return typeof value === 'number' ? value : undefined
}

/** Throws Problem `schema-unusable` when a reference leads nowhere. */
export function resolveRef(ref: string, catalogue: Catalogue): SchemaVersion {
  const version = catalogue.findById(ref)
  if (version === undefined) {
    throw new Problem(problems.schemaUnusable, `${ref} is referred to and not in the catalogue`)
  }
  return version
}

const PROVISION_MEMBERS = ['title', 'article', 'clause', 'point', 'date', 'url'] as const

function pickTexts<Name extends string>(
  object: JsonObject,
  names: readonly Name[],
): { readonly [member in Name]?: string } {
  const texts: { [member in Name]?: string } = {}
  for (const name of names) {
    const text = textMember(object, name)
    if (text !== undefined) texts[name] = text
  }
  return texts
}
