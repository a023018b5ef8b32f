/**
 * Finds versions by words, with or without diacritics.
 *
 * @module
 */
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../validator/index.ts'
import {
  fold,
  formatSchemaRef,
  isJsonObject,
  objectMember,
  RELEASE_FILE,
  textMember,
} from '../validator/index.ts'
import type { Releases } from './releases.ts'

export interface Query {
  /** Every word must stand somewhere in the version; no word matches all. */
  readonly words: string
  /** `x-kind`; empty matches all. */
  readonly kind: string
}

export interface VersionSummary {
  readonly ref: string
  readonly id: string
  readonly kind: string
  readonly status: string
  readonly title: { readonly vi: string; readonly en: string }
  /** Where its signed release is, when it has one. */
  readonly release?: string
}

export function searchCatalogue(catalogue: Catalogue, query: Query): readonly SchemaVersion[] {
  const words = fold(query.words)
    .split(/\s+/u)
    .filter((word) => word !== '')
  return catalogue.versions.filter(
    (version) =>
      (query.kind === '' || textMember(version.document, 'x-kind') === query.kind) &&
      words.every((word) => textOf(version).includes(word)),
  )
}

export function summaryOf(
  { ref, id, document }: SchemaVersion,
  releases?: Releases,
): VersionSummary {
  const title = textMember(document, 'title') ?? ''
  const english = textMember(objectMember(document, 'x-en') ?? {}, 'title')
  return {
    ref: formatSchemaRef(ref),
    id,
    kind: textMember(document, 'x-kind') ?? '',
    status: textMember(document, 'x-status') ?? '',
    title: { vi: title, en: english ?? title },
    ...(releases?.has(id) === true ? { release: `${id}/${RELEASE_FILE}` } : {}),
  }
}

const texts = new WeakMap<SchemaVersion, string>()

/** Path, titles, descriptions and the names of all fields, folded once. */
function textOf(version: SchemaVersion): string {
  const known = texts.get(version)
  if (known !== undefined) return known
  const words: string[] = [version.ref.path]
  collect(version.document, words)
  const text = fold(words.join(' '))
  texts.set(version, text)
  return text
}

function collect(schema: JsonObject, words: string[]): void {
  for (const name of ['title', 'description']) {
    words.push(
      textMember(schema, name) ?? '',
      textMember(objectMember(schema, 'x-en') ?? {}, name) ?? '',
    )
  }
  for (const [name, field] of Object.entries(objectMember(schema, 'properties') ?? {})) {
    words.push(name)
    collectField(field, words)
  }
  collectField(schema['items'] ?? null, words)
}

function collectField(field: JsonValue, words: string[]): void {
  if (isJsonObject(field)) collect(field, words)
}
