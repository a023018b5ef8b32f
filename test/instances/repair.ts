/**
 * Makes a value keep the rules of its schemas, from the inside out, until nothing
 * changes any more. One repair can break another rule, so there are several rounds.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../../validator/index.ts'
import { isJsonObject, textMember } from '../../validator/index.ts'
import type { CompiledRule } from '../../validator/rules/compile.ts'
import { compileRule } from '../../validator/rules/compile.ts'
import { REPAIRS, withoutOneField } from './repairs.ts'
import type { Day } from './scalars.ts'
import { allows } from './scalars.ts'
import type { FieldSpots, Spot } from './spots.ts'
import { allWays, fieldsOf, itemsOf, rulesOf } from './spots.ts'

const ROUNDS_MAX = 8

export function repair(
  value: JsonValue,
  complete: JsonValue,
  spots: readonly Spot[],
  day: Day,
): JsonValue {
  let before = value
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const after = repairOnce(before, complete, spots, day)
    if (after === before) return after
    before = after
  }
  return before
}

/** The value itself when nothing was wrong. */
function repairOnce(
  value: JsonValue,
  complete: JsonValue,
  spots: readonly Spot[],
  day: Day,
): JsonValue {
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value
    const of = itemsOf(spots, day.catalogue)
    const spare: readonly JsonValue[] = Array.isArray(complete) ? complete : []
    const repaired = items.map((item, index) => repairOnce(item, spare[index] ?? item, of, day))
    return repaired.every((item, index) => item === items[index]) ? value : repaired
  }
  return isJsonObject(value) ? repairObject(value, complete, spots, day) : value
}

function repairObject(
  value: JsonObject,
  complete: JsonValue,
  spots: readonly Spot[],
  day: Day,
): JsonObject {
  const all = allWays(spots, day.catalogue)
  const spare = isJsonObject(complete) ? complete : {}
  let object = value
  const fields = fieldsOf(all, day.catalogue)
  for (const { name, spots: of } of fields) {
    const field = Object.hasOwn(object, name) ? object[name] : undefined
    if (field === undefined) continue
    const repaired = repairOnce(field, spare[name] ?? field, of, day)
    if (repaired !== field) object = { ...object, [name]: repaired }
  }
  for (const rule of rulesOf(all)) object = keepRule({ rule, fields, complete: spare }, object, day)
  return object
}

interface Kept {
  readonly rule: JsonObject
  readonly fields: readonly FieldSpots[]
  readonly complete: JsonObject
}

function keepRule({ rule, fields, complete }: Kept, object: JsonObject, day: Day): JsonObject {
  const { catalogue, asOf } = day
  const judge = compiled(rule, day)
  const found = judge(object, () => asOf)
  if (found.length === 0) return object
  const places = found.map(({ at = '' }) => at)
  const broken = { rule, object, complete, places, catalogue, asOf }
  const kind = textMember(rule, 'kind') ?? ''
  const repaired = Object.hasOwn(REPAIRS, kind) ? REPAIRS[kind]?.(broken) : undefined
  const attempts = [repaired ?? [], withoutOneField(broken)].flat()
  const isRight = (attempt: JsonObject) =>
    judge(attempt, () => asOf).length === 0 && isAllowed(attempt, object, fields)
  return attempts.find(isRight) ?? object
}

/** Whether what was changed is still what its field allows. */
function isAllowed(after: JsonObject, before: JsonObject, fields: readonly FieldSpots[]): boolean {
  return fields.every(({ name, spots, required }) => {
    const value = Object.hasOwn(after, name) ? after[name] : undefined
    if (value === undefined) return !required || !Object.hasOwn(before, name)
    return value === before[name] || typeof value !== 'string' || allows(spots)(value)
  })
}

/** Rules are compiled once for all values. */
const known = new WeakMap<JsonObject, CompiledRule>()

export function compiled(rule: JsonObject, { catalogue }: Day): CompiledRule {
  const before = known.get(rule)
  if (before !== undefined) return before
  const after = compileRule(rule, (id) => catalogue.findById(id)?.codeList)
  known.set(rule, after)
  return after
}
