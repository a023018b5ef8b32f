/** Instances of a schema, made at random: as XML, XSD must accept what JSON Schema accepts. */
import fc from 'fast-check'
import { allFields, shapeOf } from '../../codegen/shape.ts'
import type { Catalogue, JsonObject, JsonValue } from '../../validator/index.ts'
import { member, objectMember, textMember } from '../../validator/index.ts'

export function instanceOf(schema: JsonObject, catalogue: Catalogue): fc.Arbitrary<JsonValue> {
  const target = catalogue.findById(textMember(schema, '$ref') ?? '')
  if (target !== undefined) return instanceOf(target.document, catalogue)
  const shape = shapeOf(schema, catalogue)
  if (shape === 'object') return objectOf(schema, catalogue)
  if (shape === 'array') return arrayOf(schema, catalogue)
  const values = member(schema, 'enum') ?? [member(schema, 'const')]
  if (Array.isArray(values) && values[0] !== undefined)
    return fc.constantFrom(...(values as readonly JsonValue[]))
  const branches = member(schema, 'anyOf') ?? member(schema, 'oneOf')
  if (Array.isArray(branches)) {
    return fc.oneof(...branches.map((branch) => instanceOf(branch as JsonObject, catalogue)))
  }
  return scalarOf(schema)
}

function objectOf(schema: JsonObject, catalogue: Catalogue): fc.Arbitrary<JsonValue> {
  const fields = allFields(schema, catalogue)
  const model = Object.fromEntries(
    fields.map((field) => [field.name, instanceOf(field.schema, catalogue)] as const),
  )
  const requiredKeys = fields.filter(({ required }) => required).map(({ name }) => name)
  return fc.record(model, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<JsonValue>
}

/** XML knows no empty list. */
function arrayOf(schema: JsonObject, catalogue: Catalogue): fc.Arbitrary<JsonValue> {
  const items = instanceOf(objectMember(schema, 'items') ?? {}, catalogue)
  const minLength = Math.max(1, Number(schema['minItems'] ?? 0))
  return fc.array(items, { minLength, maxLength: Math.max(minLength, 2) })
}

function scalarOf(schema: JsonObject): fc.Arbitrary<JsonValue> {
  const type = textMember(schema, 'type')
  if (type === 'boolean') return fc.boolean()
  const [min, max] = [Number(schema['minimum'] ?? -1e9), Number(schema['maximum'] ?? 1e9)]
  if (type === 'integer') return fc.integer({ min, max })
  if (type === 'number') return fc.integer({ min, max }).map((number) => number / 1)
  return textOf(schema)
}

function textOf(schema: JsonObject): fc.Arbitrary<string> {
  const pattern = textMember(schema, 'pattern')
  const format = FORMATS[textMember(schema, 'format') ?? '']
  if (format !== undefined) {
    return pattern === undefined
      ? format
      : format.filter((text) => new RegExp(pattern, 'u').test(text))
  }
  const minLength = Number(schema['minLength'] ?? 0)
  const maxLength = Math.min(Number(schema['maxLength'] ?? minLength + 20), minLength + 20)
  if (pattern !== undefined) {
    return fc
      .stringMatching(new RegExp(pattern, 'u'))
      .filter((text) => text.length >= minLength && XML_TEXT.test(text))
  }
  return fc.string({ unit: fc.constantFrom(...'abc ệ 0<&>"'), minLength, maxLength })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 does not allow them.
const XML_TEXT = /^[^\u0000-\u0008\u000b-\u001f]*$/u

const DAYS = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: DAYS.map((text) => text.slice(0, 10)),
  'date-time': fc.oneof(
    DAYS,
    DAYS.map((text) => `${text.slice(0, 19)}+07:00`),
  ),
  uri: fc.constantFrom(
    'https://example.invalid/a?b=c&d',
    'http://example.invalid/',
    'https://example.invalid/schemas/test/thing/1.0.0',
  ),
  uuid: fc.uuid(),
  email: fc.constantFrom('a@example.invalid'),
}
