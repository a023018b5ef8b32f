/**
 * Judges a value by one compiled schema, and explains what is wrong.
 *
 * Where the functions come from is not its business: Ajv made them a moment ago, or when a
 * validator was generated.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../json-value.ts'
import type { Issue } from '../verdict.ts'
import type { AjvError } from './ajv-error.ts'
import type { AsOfOptions } from './as-of.ts'
import { asOfFinder, findAsOf } from './as-of.ts'
import { explain } from './explain.ts'
import type { JudgementContext } from './judges.ts'
import type { SchemaIndex } from './schema-index.ts'

export interface CheckResult {
  readonly issues: readonly Issue[]
  /** The day asked for, else the first the document states, else today. */
  readonly asOf: string
}

/** Where the value is that a function is given. */
interface ValuePlace {
  readonly instancePath: string
  readonly parentData: Record<string, unknown>
  readonly parentDataProperty: string
  readonly rootData: Record<string, unknown>
  readonly dynamicAnchors: Record<string, never>
}

/** A function that Ajv wrote; it leaves what it found in `errors`. */
export interface CompiledFunction {
  (this: JudgementContext, value: JsonValue, place: ValuePlace): unknown
  // Ajv's own type of it, which is wider than what verbose mode gives.
  readonly errors?: unknown
}

export interface CompiledSchema {
  /** The schema the value is judged by. */
  readonly root: JsonObject
  readonly validate: CompiledFunction
  /** Asked for only when there is something to explain. */
  readonly index: () => SchemaIndex
  /** One branch of an alternative, alone. */
  readonly findBranch: (location: string | undefined, branch: number) => CompiledFunction
}

export function judgeValue(
  { root, validate, index, findBranch }: CompiledSchema,
  value: JsonValue,
  options: AsOfOptions,
): CheckResult {
  const asOf = findAsOf(root, value, options)
  const context: JudgementContext = { asOf, perRecord: asOf.perRecord, notes: [] }
  const errors = run(validate, value, context, '')
  if (errors.length === 0 && context.notes.length === 0) return { issues: [], asOf: asOf.day }
  const known = index()
  const { notes } = context
  const judgeBranch = (error: AjvError, branch: number) => {
    const location = known.locationOf(error.parentSchema, error.keyword)
    const alone = { ...context, notes: [] }
    return run(findBranch(location, branch), error.data, alone, error.instancePath)
  }
  return { issues: explain({ index: known, root, errors, notes, judgeBranch }), asOf: asOf.day }
}

/** For many values: the day that one is about, when there is nothing to say of it. */
export function passing(
  { root, validate }: Pick<CompiledSchema, 'root' | 'validate'>,
  options: AsOfOptions,
): (value: JsonValue) => string | undefined {
  const asOfOf = asOfFinder(root, options)
  return (value) => {
    const asOf = asOfOf(value)
    const context: JudgementContext = { asOf, perRecord: asOf.perRecord, notes: [] }
    const isRight = validate.call(context, value, placeOfRoot('')) === true
    return isRight && context.notes.length === 0 ? asOf.day : undefined
  }
}

/** Whether a function accepts a value alone; `root` says which day it is about. */
export function isAccepted(
  validate: CompiledFunction,
  root: JsonObject,
  value: JsonValue,
  options: AsOfOptions,
): boolean {
  const context = { asOf: findAsOf(root, value, options), perRecord: false, notes: [] }
  return run(validate, value, context, '').length === 0
}

function run(
  validate: CompiledFunction,
  value: JsonValue,
  context: JudgementContext,
  instancePath: string,
): readonly AjvError[] {
  if (validate.call(context, value, placeOfRoot(instancePath)) === true) return []
  return (validate.errors ?? []) as readonly AjvError[]
}

function placeOfRoot(instancePath: string): ValuePlace {
  return {
    instancePath,
    parentData: {},
    parentDataProperty: '',
    rootData: {},
    dynamicAnchors: {},
  }
}
