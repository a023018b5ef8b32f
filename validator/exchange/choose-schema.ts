/**
 * Which version a document is judged by: the one asked for, or the one it claims.
 *
 * @module
 */
import type { SchemaVersion } from '../catalogue.ts'
import { assertJudging } from '../database.ts'
import { pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, objectMember, textMember } from '../json-value.ts'
import { Problem } from '../problem.ts'
import { schemaNotFound, schemaUndetermined } from '../problems.ts'
import { formatSchemaRef } from '../schema-ref.ts'
import type { SchemaUsed } from '../verdict.ts'
import type { ExchangeContext } from './context.ts'

export interface ChosenSchema {
  readonly version: SchemaVersion
  readonly chosenBy: SchemaUsed['chosenBy']
}

/** Throws Problem `schema-not-found`, `schema-not-judging` or `schema-undetermined`. */
export function chooseForJson(value: JsonValue, context: ExchangeContext): ChosenSchema {
  return chooseByRequest(context) ?? chooseByInstance(value, context) ?? recognise(value, context)
}

/** Throws Problem `schema-not-found` when the version asked for is not there. */
export function chooseByRequest(context: ExchangeContext): ChosenSchema | undefined {
  const { schema } = context.request
  if (schema === undefined) return undefined
  const version = context.catalogue.get(schema)
  assertJudging(version, context.catalogue)
  return { version, chosenBy: 'request' }
}

export function schemaUsed({ version, chosenBy }: ChosenSchema): SchemaUsed {
  const status = textMember(version.document, 'x-status') ?? 'Incomplete'
  return { ref: formatSchemaRef(version.ref), id: version.id, status, chosenBy }
}

/** Removes the member that names the schema, unless the schema has one of that name. */
export function withoutSchemaMember(value: JsonValue, version: SchemaVersion): JsonValue {
  if (!isJsonObject(value) || !Object.hasOwn(value, '$schema')) return value
  if (Object.hasOwn(objectMember(version.document, 'properties') ?? {}, '$schema')) return value
  const { $schema: _named, ...rest } = value
  return rest
}

export function undetermined(): Problem {
  return new Problem(
    schemaUndetermined,
    'The document claims no structure of the catalogue; name the structure to judge it by',
  )
}

/** Where the head of a canonical message (elements/message-header) names its structure. */
const NAMED_IN_HEAD = pointerSteps('/ThongTinChung/CauTruc')

function namedInHead(value: JsonObject): string | undefined {
  const id = valueAt(value, NAMED_IN_HEAD)
  return typeof id === 'string' ? id : undefined
}

function chooseByInstance(value: JsonValue, context: ExchangeContext): ChosenSchema | undefined {
  const id = isJsonObject(value) ? (textMember(value, '$schema') ?? namedInHead(value)) : undefined
  if (id === undefined) return undefined
  const version = context.catalogue.findById(id)
  if (version === undefined) {
    throw new Problem(schemaNotFound, 'The structure the document names is not in the catalogue')
  }
  assertJudging(version, context.catalogue)
  return { version, chosenBy: 'instance' }
}

function recognise(value: JsonValue, context: ExchangeContext): ChosenSchema {
  const version = context.checker.recognise(value)
  if (version === undefined) throw undetermined()
  return { version, chosenBy: 'recognition' }
}
