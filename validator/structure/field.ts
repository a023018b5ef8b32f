/**
 * What the schemas say of the place at the end of a JSON Pointer: the field's
 * legal name, and the provision it rests on.
 *
 * A field's own words win over those of the element it refers to.
 *
 * @module
 */
import { appendPointer, pointerSteps } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../json-value.ts'
import { readLegalBasis } from '../legal-basis.ts'
import type { Bilingual, LegalBasis } from '../verdict.ts'
import type { SchemaIndex } from './schema-index.ts'
import { titleOf } from './schema-index.ts'

export interface Field {
  /** As far as schemas know the steps; a name that only the document knows is not in it. */
  readonly pointer: string
  readonly name?: Bilingual
  readonly legalBasis?: readonly LegalBasis[]
}

/** All schemas that speak of one place, those that speak for it first. */
type Level = readonly JsonObject[]

export function describeField(index: SchemaIndex, root: JsonObject, pointer: string): Field {
  const levels: Level[] = [expand(index, [root])]
  let known = ''
  for (const step of pointerSteps(pointer)) {
    const children = (levels.at(-1) ?? []).flatMap((schema) => childrenOf(schema, step))
    if (children.length === 0) break
    levels.push(expand(index, children))
    known = appendPointer(known, step)
  }
  const name = nameOf(levels, known)
  const legalBasis = nearestBasis(levels)
  return {
    pointer: known,
    ...(name === undefined ? {} : { name }),
    ...(legalBasis === undefined ? {} : { legalBasis }),
  }
}

const APPLICATORS = ['allOf', 'anyOf', 'oneOf'] as const
const CONDITIONALS = ['then', 'else'] as const

/** The schemas and all that apply to the same place, each once. */
function expand(index: SchemaIndex, schemas: readonly JsonObject[]): Level {
  const level = new Set<JsonObject>(schemas)
  // A set goes on with what is added while it is walked.
  for (const schema of level) {
    const reference = textMember(schema, '$ref')
    const target = reference === undefined ? undefined : index.follow(reference, schema)
    const beside = CONDITIONALS.map((keyword) => member(schema, keyword) ?? null)
    const branches = APPLICATORS.flatMap((keyword) => itemsOf(member(schema, keyword)))
    for (const each of [target ?? null, ...branches, ...beside]) {
      if (isJsonObject(each)) level.add(each)
    }
  }
  return [...level]
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

const INDEX = /^\d+$/u

function childrenOf(schema: JsonObject, step: string): readonly JsonObject[] {
  const property = member(objectMember(schema, 'properties') ?? {}, step)
  if (isJsonObject(property)) return [property]
  const items = INDEX.test(step) ? member(schema, 'items') : undefined
  return isJsonObject(items) ? [items] : []
}

/** An item without a name of its own goes by the name of its list. */
function nameOf(levels: readonly Level[], pointer: string): Bilingual | undefined {
  const steps = pointerSteps(pointer)
  for (let depth = levels.length - 1; depth >= 0; depth -= 1) {
    for (const schema of levels[depth] ?? []) {
      const title = titleOf(schema)
      if (title !== undefined) return title
    }
    if (!INDEX.test(steps[depth - 1] ?? '')) return undefined
  }
  return undefined
}

function nearestBasis(levels: readonly Level[]): readonly LegalBasis[] | undefined {
  for (const level of levels.toReversed()) {
    for (const schema of level) {
      const basis = readLegalBasis(member(schema, 'x-legalBasis'))
      if (basis.length > 0) return basis
    }
  }
  return undefined
}
