/**
 * From one error of Ajv to what there is to say of it: a table by keyword.
 *
 * @module
 */
import { looksLikeFieldName, shownName } from '../field-name.ts'
import { findCheck } from '../formats/checks.ts'
import { DATE_TIME, FULL_DATE, readDate } from '../formats/date-notation.ts'
import type { Finding } from '../issues/finding.ts'
import { appendPointer } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../json-value.ts'
import { readLegalBasis } from '../legal-basis.ts'
import type { AjvError } from './ajv-error.ts'
import { findingsOf } from './ajv-error.ts'
import { missingFields, passingBranches } from './alternatives.ts'
import { isBrokenByEmptiness } from './settle.ts'
import { similarName } from './similar-name.ts'
import { nameOfExpected, nameOfFormat, nameOfKind } from './words.ts'

/** What to say, and which field it is about when that is not where it points. */
export interface Explanation extends Finding {
  readonly about?: string
}

type Explain = (error: AjvError) => Explanation

const EXPLAIN: Readonly<Record<string, Explain>> = {
  type: explainType,
  required: (error) => explainMissing(error),
  dependentRequired: (error) => explainMissing(error),
  additionalProperties: (error) => explainUnknown(error, error.params['additionalProperty']),
  unevaluatedProperties: (error) => explainUnknown(error, error.params['unevaluatedProperty']),
  enum: ({ schema }) => ({ code: 'value-not-allowed', params: { allowed: listAllowed(schema) } }),
  const: ({ schema }) => ({
    code: 'value-not-allowed',
    params: { allowed: listAllowed([schema]) },
  }),
  pattern: ({ schema }) => ({ code: 'pattern-mismatch', params: { pattern: schema } }),
  format: explainFormat,
  minLength: ({ schema }) => ({ code: 'text-too-short', params: { min: schema } }),
  maxLength: ({ schema }) => ({ code: 'text-too-long', params: { max: schema } }),
  minimum: (error) => explainRange(error, '≥'),
  maximum: (error) => explainRange(error, '≤'),
  exclusiveMinimum: (error) => explainRange(error, '>'),
  exclusiveMaximum: (error) => explainRange(error, '<'),
  minItems: ({ schema }) => ({ code: 'items-too-few', params: { min: schema } }),
  maxItems: ({ schema }) => ({ code: 'items-too-many', params: { max: schema } }),
  minProperties: ({ schema }) => ({ code: 'fields-too-few', params: { min: schema } }),
  uniqueItems: () => ({ code: 'items-duplicated' }),
  anyOf: explainAlternatives,
  oneOf: explainAlternatives,
}

export function explainError(error: AjvError): readonly Explanation[] {
  const findings = findingsOf(error)
  if (findings.length > 0) return findings
  if (isBrokenByEmptiness(error)) return [{ code: 'value-empty' }]
  const explain = Object.hasOwn(EXPLAIN, error.keyword) ? EXPLAIN[error.keyword] : undefined
  if (explain !== undefined) return [explain(error)]
  return [{ code: 'keyword-failed', params: { keyword: error.keyword } }]
}

function explainType({ schema, parentSchema, data }: AjvError): Explanation {
  const dates = dateNotations(parentSchema, data)
  if (dates !== undefined) return { code: 'date-notation-mismatch', params: dates }
  return {
    code: 'type-mismatch',
    params: { expected: nameOfExpected(schema, parentSchema), found: nameOfKind(data) },
  }
}

/** A date in a group of its own, as the deployed population records have it, is named as a date. */
function dateNotations(
  schema: JsonObject,
  data: unknown,
): { readonly expected: string; readonly found: string } | undefined {
  const check = findCheck(textMember(schema, 'x-check') ?? '')
  const expected = check?.notation ?? DATE_FORMATS[textMember(schema, 'format') ?? '']
  if (expected === undefined || !isJsonObject(data)) return undefined
  const texts = Object.values(data).filter((value) => typeof value === 'string')
  const found = texts.flatMap((value) => readDate(value)?.notation.name ?? [])[0]
  return found === undefined ? undefined : { expected: expected.name, found }
}

function explainMissing({ params }: AjvError): Explanation {
  const name = String(params['missingProperty'])
  return { code: 'required-missing', params: { name }, about: appendPointer('', name) }
}

function explainAlternatives(error: AjvError): Explanation {
  if (passingBranches(error) !== undefined) return { code: 'alternative-ambiguous' }
  const names = missingFields(error)
  if (names === undefined) return { code: 'alternative-unmatched' }
  return { code: 'field-choice-missing', params: { names } }
}

function explainUnknown({ parentSchema }: AjvError, property: unknown): Explanation {
  const name = String(property)
  const former = objectMember(objectMember(parentSchema, 'x-formerProperties') ?? {}, name)
  if (former !== undefined) return explainWithdrawn(name, former)
  if (!looksLikeFieldName(name)) {
    return { code: 'property-unknown', params: { name: shownName(name) } }
  }
  const similar = similarName(name, Object.keys(objectMember(parentSchema, 'properties') ?? {}))
  return {
    code: 'property-unknown',
    at: appendPointer('', name),
    params: { name, ...(similar === undefined ? {} : { similar }) },
  }
}

function explainWithdrawn(name: string, former: JsonObject): Explanation {
  const basis = readLegalBasis(member(former, 'basis'))
  return {
    code: 'property-withdrawn',
    at: appendPointer('', name),
    params: {
      name,
      since: textMember(former, 'since') ?? '',
      reason: objectMember(former, 'reason') ?? '',
    },
    ...(basis.length > 0 ? { basis } : {}),
  }
}

const VALUES_LISTED_MAX = 20

function listAllowed(schema: JsonValue): readonly JsonValue[] {
  const values: readonly JsonValue[] = Array.isArray(schema) ? schema : []
  return values.length > VALUES_LISTED_MAX ? [...values.slice(0, VALUES_LISTED_MAX), '…'] : values
}

const DATE_FORMATS: Readonly<Record<string, typeof FULL_DATE>> = {
  date: FULL_DATE,
  'date-time': DATE_TIME,
}

function explainFormat({ schema, data }: AjvError): Explanation {
  const format = String(schema)
  const expected = Object.hasOwn(DATE_FORMATS, format) ? DATE_FORMATS[format] : undefined
  if (expected !== undefined && typeof data === 'string') {
    if (expected.pattern.test(data)) return { code: 'date-impossible' }
    const found = readDate(data)?.notation.name
    const names = { expected: expected.name, found }
    if (found !== undefined) return { code: 'date-notation-mismatch', params: names }
  }
  return { code: 'format-mismatch', params: { format: nameOfFormat(format) } }
}

function explainRange({ schema }: AjvError, comparison: string): Explanation {
  return { code: 'number-out-of-range', params: { comparison, limit: schema } }
}
