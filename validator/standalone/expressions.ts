/**
 * What stands in generated text for a value that Ajv holds in memory.
 *
 * @module
 */
import type { SchemaVersion } from '../catalogue.ts'
import { pointerSteps } from '../json/pointer.ts'
import type { JsonValue } from '../json-value.ts'
import { compileJudge, reportFindings } from '../structure/judges.ts'
import { sourceOfJudge } from '../structure/keywords.ts'
import type { SchemaIndex } from '../structure/schema-index.ts'
import { repeatsItem } from '../structure/unique-items.ts'

/** Names that the text takes from `runtime.ts`, as members of this object. */
export const RUNTIME = 'chuan'
/** The version's own part, its document, and those of others: `part0`, `part1`, … */
export const OWN_PART = 'part'
export const OWN_DOCUMENT = 'document'

export interface HeldValue {
  readonly ref: unknown
  readonly key?: unknown
  readonly code?: unknown
}

/** How the text names the structures that it leans on. */
export interface PartNames {
  readonly index: SchemaIndex
  readonly partOf: (version: SchemaVersion) => string
  readonly parts: readonly SchemaVersion[]
}

export function namePartsOf(version: SchemaVersion, index: SchemaIndex): PartNames {
  // Those that it refers to come first, so that the numbers do not hang on what Ajv visits.
  const parts = [...index.dependenciesOf(version)]
  return {
    index,
    parts,
    partOf(other) {
      if (other.id === version.id) return OWN_PART
      if (!parts.some(({ id }) => id === other.id)) parts.push(other)
      return `${OWN_PART}${parts.findIndex(({ id }) => id === other.id)}`
    },
  }
}

/** `prefix` is Ajv's word for the kind of value. */
export function expressionOf(prefix: string, value: HeldValue, names: PartNames): string {
  const { ref, key, code } = value
  switch (prefix) {
    case 'schema':
      return schemaAt(ref as JsonValue, names)
    case 'pattern':
      return String(code)
    case 'formats':
      return ref instanceof RegExp ? String(ref) : `${RUNTIME}.formats[${JSON.stringify(key)}]`
    case 'obj':
      return `new Set(${JSON.stringify([...(ref as ReadonlySet<string>)])})`
    case 'func':
      return runtimeFunction(ref as object, String(code), names)
    default:
      throw new Error(`Nothing is known of how to write down ${prefix}`)
  }
}

function schemaAt(schema: JsonValue, { index, partOf }: PartNames): string {
  const place = typeof schema === 'object' && schema !== null ? index.placeOf(schema) : undefined
  if (place === undefined) return JSON.stringify(schema)
  const part = partOf(place.version)
  const document = part === OWN_PART ? OWN_DOCUMENT : `${part}.document`
  const steps = pointerSteps(place.pointer).map((step) => `[${JSON.stringify(step)}]`)
  return document + steps.join('')
}

function runtimeFunction(ref: object, code: string, names: PartNames): string {
  if (ref === reportFindings) return `${RUNTIME}.reportFindings`
  if (ref === repeatsItem) return `${RUNTIME}.repeatsItem`
  if (code.includes('ucs2length')) return `${RUNTIME}.codePointLength`
  if (code.includes('equal')) return `${RUNTIME}.areEqual`
  const source = sourceOfJudge(ref)
  if (source === undefined) throw new Error('Nothing is known of a function that Ajv calls')
  const { keyword, parentSchema } = source
  // Made once more only to hear which lists it asks for.
  compileJudge(keyword, parentSchema, listening(names))
  const schema = schemaAt(parentSchema, names)
  return `/* @__PURE__ */ ${RUNTIME}.judgeOf(${OWN_PART}, ${schema}, ${JSON.stringify(keyword)})`
}

/** Every list that is asked for becomes a part. */
function listening({ index, partOf }: PartNames): Parameters<typeof compileJudge>[2] {
  return {
    nameOf: index.nameOf,
    findCodeList(id) {
      const owner = index.versionOf(id)
      if (owner !== undefined) partOf(owner)
      return index.findCodeList(id)
    },
  }
}
