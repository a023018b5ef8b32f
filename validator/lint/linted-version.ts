/**
 * What a rule sees: one version as it is written, and the catalogue around it.
 *
 * Documents are those of the files: references are root-relative, nothing is stamped.
 *
 * @module
 */
import type { CatalogueEntry } from '../catalogue.ts'
import type { CodeListValue } from '../codelists/code-list.ts'
import type { JsonObject } from '../json-value.ts'
import { objectMember, textMember } from '../json-value.ts'
import { formatVersion } from '../schema-ref.ts'
import type { SchemaNode } from './schema-node.ts'
import { schemaNodes } from './schema-node.ts'

export interface LintedVersion {
  readonly entry: CatalogueEntry
  /** Root-relative, as the folder says it: `/schemas/…`. */
  readonly id: string
  readonly document: JsonObject
  readonly kind: string
  readonly status: string
  /** All schemas in the document, the document first. */
  readonly nodes: readonly SchemaNode[]
  /** Fields that are declared here: not those an alternative narrows. */
  readonly fields: readonly SchemaNode[]
  readonly values: readonly CodeListValue[]
  /** Another version by its root-relative identifier. */
  readonly find: (id: string) => CatalogueEntry | undefined
  /** The newest version of a path. */
  readonly findNewest: (path: string) => CatalogueEntry | undefined
  /** Codes of all code lists: a level above may have a list of its own. */
  readonly allCodes: () => ReadonlySet<string>
  /** Errors of the profile's meta-schema; none when the catalogue has no profile. */
  readonly profileErrors: (document: JsonObject) => readonly ProfileError[]
}

/** What is the same for all versions of a catalogue. */
export type LintSurroundings = Pick<
  LintedVersion,
  'find' | 'findNewest' | 'allCodes' | 'profileErrors'
>

export interface ProfileError {
  readonly at: string
  /** What the profile asks there, e.g. `required`. */
  readonly keyword: string
  /** A name the profile speaks of: the member that is missing or not known. */
  readonly name: string
}

export function lintedVersion(entry: CatalogueEntry, around: LintSurroundings): LintedVersion {
  const { document, values = [], ref } = entry
  const nodes = schemaNodes(document)
  return {
    ...around,
    entry,
    document,
    values,
    nodes,
    id: `/schemas/${ref.path}/${formatVersion(ref)}`,
    kind: textMember(document, 'x-kind') ?? '',
    status: textMember(document, 'x-status') ?? '',
    fields: nodes.filter(({ part, isNarrowing }) => part === 'field' && !isNarrowing),
  }
}

/** Kinds whose fields carry names, evidence and a class: structures of the administration. */
export function describesFields({ kind }: LintedVersion): boolean {
  return kind === 'record' || kind === 'message' || kind === 'element'
}

/** The vocabulary describes itself with keywords it does not allow to others. */
export function isVocabulary({ kind }: LintedVersion): boolean {
  return kind === 'vocabulary'
}

/** The root, and the fields when the kind describes them. */
export function describedNodes(version: LintedVersion): readonly SchemaNode[] {
  const root = version.nodes.slice(0, 1)
  return describesFields(version) ? [...root, ...version.fields] : root
}

export function listMember(object: JsonObject, name: string): readonly unknown[] {
  const value = object[name]
  return Array.isArray(value) ? value : []
}

export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  return listMember(object, name).filter(
    (item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item),
  )
}

/**
 * What was seen or checked is described as it is, not as it would be better: the nearest schema
 * that states evidence decides.
 */
export function isObserved({ nodes }: LintedVersion, pointer: string): boolean {
  const around = nodes.filter(
    (node) => pointer === node.pointer || pointer.startsWith(`${node.pointer}/`),
  )
  const levels = around.map(({ schema }) => objectMember(schema, 'x-evidence')?.['level'])
  const nearest = levels.filter((level) => level !== undefined).at(-1)
  return nearest === 'observed' || nearest === 'verified'
}
