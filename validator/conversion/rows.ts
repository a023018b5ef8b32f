/**
 * Reads `x-conversions`: the rows that carry a document from one structure to another.
 *
 * A row that goes by another conversion (`use`) is replaced by the rows of that
 * one, so that an address is described once for all structures that hold one.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { pointerSteps } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../json-value.ts'
import { Problem } from '../problem.ts'
import { schemaUnusable } from '../problems.ts'
import { formatSchemaRef } from '../schema-ref.ts'
import type { Bilingual } from '../verdict.ts'
import type { Converter } from './converter.ts'
import { findConverter } from './converters/index.ts'

/** Unescaped steps of a pointer; `*` is every item of a list. */
export type Steps = readonly string[]

export interface Condition {
  /** Where the text stands that decides; alone: it is there and not empty. */
  readonly at: Steps
  readonly values?: readonly JsonValue[]
  readonly except?: readonly JsonValue[]
  readonly lengths?: readonly JsonValue[]
}

export interface Row {
  readonly from?: Steps
  readonly to?: Steps
  readonly by: string
  readonly converter: Converter
  readonly when?: Condition
  /** What is always written, or always there. */
  readonly value?: JsonValue
  /** What is written when the source says nothing, and why that is right. */
  readonly assume?: { readonly value: JsonValue; readonly reason: Bilingual }
  /** How the source says that there is nothing, where it must say something. */
  readonly absent?: JsonValue
  /** Where the source says the same once more. */
  readonly sameAs?: Steps
  /** Texts beside the value that the converter asks for, by the member that names them. */
  readonly beside: Readonly<Record<string, Steps>>
  readonly stated: JsonObject
}

export interface Dropped {
  /** In the source of the conversion, or of the way back. */
  readonly from?: Steps
  readonly to?: Steps
  readonly reason: Bilingual
  /** The field is no data of the structure, such as a session: nothing is lost without it. */
  readonly isAside: boolean
}

export interface Conversion {
  readonly from: SchemaVersion
  readonly to: SchemaVersion
  readonly rows: readonly Row[]
  readonly dropped: readonly Dropped[]
}

interface Prefix {
  readonly from: Steps
  readonly to: Steps
}

interface Parts {
  readonly rows: readonly Row[]
  readonly dropped: readonly Dropped[]
}

const USE_DEPTH_MAX = 8

/** All conversions that a version states; throws Problem `schema-unusable`. */
export function readConversions(
  version: SchemaVersion,
  catalogue: Catalogue,
): readonly Conversion[] {
  return statedBy(version).map((stated) => {
    const id = textMember(stated, 'to') ?? ''
    const to = catalogue.findById(id)
    if (to === undefined) throw unusable(version, 'x-conversions names a version that is not here')
    const parts = readParts(stated, { version, catalogue, stated, depth: 0 })
    return { from: version, to, ...parts }
  })
}

interface Reading {
  readonly version: SchemaVersion
  readonly catalogue: Catalogue
  /** The conversion whose `parts` a local `use` means. */
  readonly stated: JsonObject
  readonly depth: number
}

function statedBy({ document }: SchemaVersion): readonly JsonObject[] {
  return objectsOf(member(document, 'x-conversions'))
}

function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

function readParts(block: JsonObject, reading: Reading, prefix: Prefix = ROOT): Parts {
  const parts = objectsOf(member(block, 'fields')).map((row) => readRow(row, reading, prefix))
  const own = objectsOf(member(block, 'dropped')).map((entry) => readDropped(entry, prefix))
  return {
    rows: parts.flatMap(({ rows }) => rows),
    dropped: [...parts.flatMap(({ dropped }) => dropped), ...own],
  }
}

const ROOT: Prefix = { from: [], to: [] }

function readRow(stated: JsonObject, reading: Reading, prefix: Prefix): Parts {
  const from = stepsOf(stated, 'from', prefix.from)
  const to = stepsOf(stated, 'to', prefix.to)
  const use = textMember(stated, 'use')
  if (use === undefined) {
    return { rows: [plainRow(stated, { from, to }, reading, prefix)], dropped: [] }
  }
  if (from === undefined || to === undefined || reading.depth >= USE_DEPTH_MAX) {
    throw unusable(reading.version, 'a row with use needs from and to, and must end somewhere')
  }
  const [block, next] = findUsed(use, reading)
  return readParts(block, next, { from, to })
}

/** `#name` is a block of `parts` beside the rows; else the first conversion of that version. */
function findUsed(use: string, reading: Reading): readonly [JsonObject, Reading] {
  const depth = reading.depth + 1
  if (use.startsWith('#')) {
    const block = objectMember(objectMember(reading.stated, 'parts') ?? {}, use.slice(1))
    if (block !== undefined) return [block, { ...reading, depth }]
  }
  const version = reading.catalogue.findById(use)
  const stated = version && statedBy(version)[0]
  if (version === undefined || stated === undefined) {
    throw unusable(reading.version, 'a row uses a conversion that is not here')
  }
  return [stated, { ...reading, version, stated, depth }]
}

function plainRow(
  stated: JsonObject,
  { from, to }: { readonly from: Steps | undefined; readonly to: Steps | undefined },
  { version }: Reading,
  prefix: Prefix,
): Row {
  const by = textMember(stated, 'by') ?? 'copy'
  const converter = findConverter(by)
  if (converter === undefined) throw unusable(version, `there is no converter ${by}`)
  if (starsOf(to ?? []) > starsOf(from ?? to ?? [])) {
    throw unusable(version, 'a row has more lists in its target than in its source')
  }
  const when = objectMember(stated, 'when')
  const sameAs = stepsOf(stated, 'sameAs', prefix.from)
  const value = member(stated, 'value')
  const absent = member(stated, 'absent')
  const assume = objectMember(stated, 'assume')
  const district = stepsOf(stated, 'district', prefix.from)
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    by,
    converter,
    ...(when === undefined ? {} : { when: readCondition(when, prefix) }),
    ...(value === undefined ? {} : { value }),
    ...(assume === undefined
      ? {}
      : { assume: { value: member(assume, 'value') ?? '', reason: reasonOf(assume) } }),
    ...(absent === undefined ? {} : { absent }),
    ...(sameAs === undefined ? {} : { sameAs }),
    beside: district === undefined ? {} : { district },
    stated,
  }
}

function readCondition(stated: JsonObject, prefix: Prefix): Condition {
  const list = (name: string) => {
    const value = member(stated, name)
    return Array.isArray(value) ? { [name]: value as readonly JsonValue[] } : {}
  }
  const at = stepsOf(stated, 'at', prefix.from) ?? []
  return { at, ...list('values'), ...list('except'), ...list('lengths') }
}

function readDropped(stated: JsonObject, prefix: Prefix): Dropped {
  const from = stepsOf(stated, 'from', prefix.from)
  const to = stepsOf(stated, 'to', prefix.to)
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    reason: reasonOf(stated),
    isAside: member(stated, 'aside') === true,
  }
}

function reasonOf(stated: JsonObject): Bilingual {
  const reason = objectMember(stated, 'reason') ?? {}
  return { vi: textMember(reason, 'vi') ?? '', en: textMember(reason, 'en') ?? '' }
}

function stepsOf(stated: JsonObject, name: string, prefix: Steps): Steps | undefined {
  const pointer = textMember(stated, name)
  return pointer === undefined ? undefined : [...prefix, ...pointerSteps(pointer)]
}

function starsOf(steps: Steps): number {
  return steps.filter((step) => step === '*').length
}

function unusable(version: SchemaVersion, detail: string): Problem {
  return new Problem(schemaUnusable, `${formatSchemaRef(version.ref)}: ${detail}`)
}
