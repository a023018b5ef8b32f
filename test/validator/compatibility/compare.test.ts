/** What one edit of a schema means for those who read by it. */
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/index.ts'
import { differenceKinds } from '../../../validator/index.ts'
import { compareSchemas, told } from './pairs.ts'

const text = { type: 'string' }
const closed = { type: 'object', additionalProperties: false }
const field = (schema: JsonValue): JsonObject => ({ ...closed, properties: { a: schema } })
const both = { a: text, b: text }
const list = (values: JsonValue) => ({ 'x-kind': 'codelist', type: 'string', values })
const at = (version: string) => ({ $ref: `/schemas/codelists/sizes/${version}` })

const shared = (schema: JsonValue): JsonObject => ({
  ...closed,
  properties: { a: { $ref: '#/$defs/x' }, b: { $ref: '#/$defs/x' } },
  $defs: { x: field(schema) },
})

function nested(schema: JsonObject): JsonObject {
  let whole = schema
  for (let level = 0; level < 110; level += 1) whole = { type: 'array', items: whole }
  return whole
}

interface Row {
  readonly what: string
  readonly older: JsonValue
  readonly newer: JsonValue
  readonly others?: Readonly<Record<string, JsonObject>>
  readonly is: readonly string[]
  /** Documents keep their day, so an end breaks nobody and going on breaks older readers. */
  readonly ofDays?: boolean
}

const tagged = (...tags: readonly string[]): JsonObject => ({
  type: 'object',
  properties: { kind: text },
  required: ['kind'],
  oneOf: tags.map((tag) => ({ properties: { kind: { const: tag } } })),
})

const lists = (before: JsonValue, after: JsonValue) => ({
  'codelists/sizes@1.0.0': list(before),
  'codelists/sizes@1.1.0': list(after),
})

const codes = (before: JsonValue, after: JsonValue) => ({
  older: field(at('1.0.0')),
  newer: field(at('1.1.0')),
  others: lists(before, after),
})

const CHANGED = ['reference-changed none /a', 'code-list-changed none /a']
const S = { code: 'S', vi: 'Nhỏ' }
const L = { code: 'L', vi: 'Lớn' }

const ROWS: readonly Row[] = [
  {
    what: 'an optional field that came',
    older: field(text),
    newer: { ...closed, properties: both },
    is: ['property-added-optional forward /b'],
  },
  {
    what: 'a required field that came',
    older: field(text),
    newer: { ...closed, properties: both, required: ['b'] },
    is: ['property-added-required both /b'],
  },
  {
    what: 'an optional field that came where any field was taken',
    older: { type: 'object', properties: { a: text } },
    newer: { type: 'object', properties: both },
    is: ['property-added-optional backward /b'],
  },
  {
    what: 'a required field that went',
    older: { ...closed, properties: both, required: ['b'] },
    newer: field(text),
    is: ['property-removed both /b'],
  },
  {
    what: 'a field that became required',
    older: field(text),
    newer: { ...field(text), required: ['a'] },
    is: ['required-added backward /a'],
  },
  {
    what: 'a field that is no longer required',
    older: { ...field(text), required: ['a'] },
    newer: field(text),
    is: ['required-removed forward /a'],
  },
  {
    what: 'fields in another order',
    older: { ...closed, properties: both },
    newer: { ...closed, properties: { b: text, a: text } },
    is: ['order-changed both'],
  },
  {
    what: 'a structure that was closed',
    older: { type: 'object' },
    newer: closed,
    is: ['additional-properties-closed backward'],
  },
  {
    what: 'a structure that was opened',
    older: closed,
    newer: { type: 'object' },
    is: ['additional-properties-opened forward'],
  },
  {
    what: 'a number that became an integer',
    older: { type: 'number' },
    newer: { type: 'integer' },
    is: ['type-narrowed backward'],
  },
  {
    what: 'a type that was added',
    older: text,
    newer: { type: ['string', 'integer'] },
    is: ['type-widened forward'],
  },
  { what: 'another type', older: text, newer: { type: 'boolean' }, is: ['type-changed both'] },
  {
    what: 'values that came and went',
    older: { enum: ['x', 'y'] },
    newer: { enum: ['y', 'z'] },
    is: ['values-removed backward', 'values-added forward'],
  },
  {
    what: 'values that were listed',
    older: text,
    newer: { ...text, enum: ['x'] },
    is: ['values-restricted backward'],
  },
  {
    what: 'values that are listed no longer',
    older: { enum: ['x'] },
    newer: {},
    is: ['values-freed forward'],
  },
  {
    what: 'an exclusive bound of integers said inclusively',
    older: { type: 'integer', exclusiveMinimum: 0 },
    newer: { type: 'integer', minimum: 1 },
    is: [],
  },
  {
    what: 'an exclusive bound of numbers said inclusively',
    older: { type: 'number', exclusiveMinimum: 0 },
    newer: { type: 'number', minimum: 0 },
    is: ['bound-loosened forward'],
  },
  {
    what: 'a tighter maximum',
    older: { type: 'integer', maximum: 10 },
    newer: { type: 'integer', maximum: 9 },
    is: ['bound-tightened backward'],
  },
  {
    what: 'a bound that the listed values keep',
    older: { enum: ['ab', 'cd'] },
    newer: { enum: ['ab', 'cd'], maxLength: 2 },
    is: ['bound-loosened none'],
  },
  {
    what: 'a length that the pattern says already',
    older: { ...text, pattern: '^[0-9]{12}$' },
    newer: { ...text, pattern: '^[0-9]{12}$', maxLength: 12 },
    is: ['bound-loosened none'],
  },
  {
    what: 'a multiple',
    older: { type: 'integer', multipleOf: 4 },
    newer: { type: 'integer', multipleOf: 2 },
    is: ['multiple-changed forward'],
  },
  {
    what: 'a wider pattern',
    older: { ...text, pattern: '^[0-9]{12}$' },
    newer: { ...text, pattern: '^(?:[0-9]{9}|[0-9]{12})$' },
    is: ['pattern-widened forward'],
  },
  {
    what: 'a narrower pattern',
    older: { ...text, pattern: '^[a-z]+$' },
    newer: { ...text, pattern: '^[a-f]+$' },
    is: ['pattern-narrowed backward'],
  },
  {
    what: 'another pattern',
    older: { ...text, pattern: '^a' },
    newer: { ...text, pattern: 'b$' },
    is: ['pattern-changed both'],
  },
  {
    what: 'a pattern written in another way',
    older: { ...text, pattern: '^[0-9]{2}$' },
    newer: { ...text, pattern: '^\\d\\d$' },
    is: ['pattern-rewritten none'],
  },
  {
    what: 'a pattern that looks ahead',
    older: { ...text, pattern: '^(?!00)[0-9]{2}$' },
    newer: { ...text, pattern: '^[0-9]{2}$' },
    is: ['pattern-undecided both'],
  },
  {
    what: 'a format',
    older: text,
    newer: { ...text, format: 'date' },
    is: ['format-changed backward'],
  },
  {
    what: 'one check for another',
    older: { ...text, 'x-check': 'tax-code' },
    newer: { ...text, 'x-check': 'personal-id' },
    is: ['check-added backward', 'check-removed forward'],
  },
  {
    what: 'items that must differ',
    older: { type: 'array' },
    newer: { type: 'array', uniqueItems: true },
    is: ['unique-items-added backward'],
  },
  {
    what: 'items that may be repeated',
    older: { type: 'array', uniqueItems: true },
    newer: { type: 'array' },
    is: ['unique-items-removed forward'],
  },
  {
    what: 'what is in a list',
    older: { type: 'array', items: text, minItems: 2 },
    newer: { type: 'array', items: { ...text, maxLength: 3 }, minItems: 1 },
    is: ['bound-loosened forward', 'bound-tightened backward /*'],
  },
  {
    what: 'a list of codes that came',
    older: field(text),
    newer: field({ ...text, 'x-codeList': '/schemas/codelists/sizes/1.0.0' }),
    others: lists([S], [S]),
    is: ['code-list-added backward /a'],
  },
  {
    what: 'a list of codes that went',
    older: field({ ...text, 'x-codeList': '/schemas/codelists/sizes/1.0.0' }),
    newer: field(text),
    others: lists([S], [S]),
    is: ['code-list-removed forward /a'],
  },
  {
    what: 'codes that came and went',
    ...codes([S], [L]),
    is: [...CHANGED, 'codes-removed backward /a', 'codes-added forward /a'],
  },
  {
    what: 'a code that ends',
    ...codes([S, L], [S, { ...L, validTo: '2026-12-31' }]),
    ofDays: true,
    is: [...CHANGED, 'codes-ended none /a'],
  },
  {
    what: 'a code that begins later than it did',
    ...codes([S], [{ ...S, validFrom: '2026-01-01' }]),
    is: [...CHANGED, 'codes-in-force-later backward /a'],
  },
  {
    what: 'a code that goes on',
    ...codes([{ ...S, validTo: '2026-01-01' }], [S]),
    ofDays: true,
    is: [...CHANGED, 'codes-in-force-longer forward /a'],
  },
  {
    what: 'a code under another',
    ...codes([{ ...S, parent: '1' }], [{ ...S, parent: '2' }]),
    is: [...CHANGED, 'code-parents-changed both /a'],
  },
  {
    what: 'a code by another name',
    ...codes([S], [{ ...S, vi: 'Bé' }]),
    is: [...CHANGED, 'code-names-changed none /a'],
  },
  {
    what: 'a list that knows earlier days',
    older: field(at('1.0.0')),
    newer: field(at('1.1.0')),
    others: {
      'codelists/sizes@1.0.0': { ...list([S]), 'x-coverageFrom': '2025-07-01' },
      'codelists/sizes@1.1.0': list([S]),
    },
    is: [...CHANGED, 'code-coverage-changed backward /a'],
  },
  {
    what: 'a rule that came, one that only warns, and one that went',
    older: { ...closed, 'x-rules': [{ id: 'old', kind: 'date-order', fields: {} }] },
    newer: {
      ...closed,
      'x-rules': [
        { id: 'new', kind: 'fields-equal', fields: {} },
        { id: 'mild', kind: 'filler-value', fields: {}, severity: 'warning' },
      ],
    },
    is: ['rule-added backward', 'rule-added none', 'rule-removed forward'],
  },
  {
    what: 'a rule by another name',
    older: { ...closed, 'x-rules': [{ id: 'old', kind: 'date-order', fields: {} }] },
    newer: { ...closed, 'x-rules': [{ id: 'new', kind: 'date-order', fields: {} }] },
    is: ['rule-words-changed none'],
  },
  {
    what: 'tagged alternatives that came and went',
    older: tagged('a', 'b'),
    newer: tagged('b', 'c'),
    is: ['alternative-removed backward', 'alternative-added forward'],
  },
  {
    what: 'alternatives that a field does not tell apart',
    older: { oneOf: [{ minimum: 5 }, { maximum: 2 }] },
    newer: { oneOf: [{ minimum: 1 }, { maximum: 2 }] },
    is: ['bound-loosened forward', 'alternatives-undecided both'],
  },
  {
    what: 'alternatives where there were none',
    older: {},
    newer: { anyOf: [text] },
    is: ['alternatives-added backward'],
  },
  {
    what: 'no alternatives where there were some',
    older: { anyOf: [text] },
    newer: {},
    is: ['alternatives-removed forward'],
  },
  {
    what: 'a keyword outside the profile',
    older: { not: text },
    newer: { not: { type: 'integer' } },
    is: ['keyword-undecided both'],
  },
  {
    what: 'a part that refers to itself, once',
    older: {
      $ref: '#/$defs/x',
      $defs: { x: { ...closed, properties: { in: { $ref: '#/$defs/x' } } } },
    },
    newer: {
      $ref: '#/$defs/x',
      $defs: { x: { ...closed, properties: { in: { $ref: '#/$defs/x' }, b: text } } },
    },
    is: ['property-added-optional forward /in/b', 'property-added-optional forward /b'],
  },
  {
    what: 'what two fields share, told once',
    older: shared(text),
    newer: shared({ ...text, maxLength: 3 }),
    is: ['bound-tightened backward /a/a', 'same-as-elsewhere backward /b/a'],
  },
  {
    what: 'what is nested too deeply',
    older: nested(text),
    newer: nested({ ...text, maxLength: 3 }),
    is: [`schema-undecided both ${'/*'.repeat(101)}`],
  },
  {
    what: 'a field that became an attribute',
    older: field(text),
    newer: field({ ...text, 'x-xml': { attribute: true } }),
    is: ['xml-form-changed both /a'],
  },
  {
    what: 'another day of the document',
    older: { ...field(text), 'x-asOf': ['/a'] },
    newer: { ...field(text), 'x-asOf': ['/b'] },
    is: ['day-of-document-changed both'],
  },
  {
    what: 'words, law and evidence',
    older: { ...text, title: 'A', 'x-status': 'Candidate' },
    newer: {
      ...text,
      title: 'B',
      description: 'B.',
      'x-status': 'Standard',
      'x-legalBasis': [{ instrument: '26/2023/QH15' }],
      'x-evidence': { level: 'verified' },
      'x-personalData': 'basic',
      'x-owner': { name: 'B' },
    },
    is: [
      'words-changed none',
      'legal-basis-changed none',
      'evidence-changed none',
      'status-changed none',
      'personal-data-changed none',
      'annotation-changed none',
    ],
  },
  {
    what: 'what programs do with documents',
    older: { ...closed, 'x-kind': 'record' },
    newer: {
      ...closed,
      'x-kind': 'message',
      'x-recognise': { type: 'object' },
      'x-conversions': [],
      'x-jsonld-type': 'https://schema.org/Person',
    },
    is: [
      'conversion-changed none',
      'recognition-changed none',
      'linked-data-changed none',
      'kind-changed both',
    ],
  },
]

describe('the difference between two versions', () => {
  test.for(ROWS)('says of $what whom it breaks', ({ older, newer, others, is }) => {
    expect(told(compareSchemas(older, newer, others))).toEqual(is)
  })

  test.for(ROWS.filter(({ ofDays }) => ofDays !== true))(
    'turned round, $what breaks the other side',
    ({ older, newer, others }) => {
      const there = compareSchemas(older, newer, others)
      const back = compareSchemas(newer, older, others)
      expect([back.isForwardCompatible, back.isBackwardCompatible]).toEqual([
        there.isBackwardCompatible,
        there.isForwardCompatible,
      ])
    },
  )

  test('points into the schema, and names the fields on the way', () => {
    const older = field({
      ...closed,
      title: 'Ngoài',
      properties: { b: { ...text, title: 'Trong' } },
    })
    const newer = field({
      ...closed,
      title: 'Ngoài',
      properties: { b: { ...text, title: 'Trong', 'x-en': { title: 'Inner' }, maxLength: 4 } },
    })
    const found = compareSchemas(older, newer).differences.find(
      ({ code }) => code === 'bound-tightened',
    )
    expect(found).toMatchObject({
      version: 'elements/thing@2.0.0',
      pointer: '/properties/a/properties/b/maxLength',
      instancePath: '/a/b',
      field: { vi: 'Ngoài › Trong', en: 'Ngoài › Inner' },
      kind: 'breaking',
      params: { keyword: 'maxLength', before: '–', after: '4' },
    })
  })
})

describe('the kinds of difference', () => {
  test.for(Object.values(differenceKinds))('$code has two sentences and a test', (kind) => {
    expect(kind.code).toMatch(/^[a-z]+(?:-[a-z]+)*$/u)
    const names = ({ vi, en }: typeof kind.message) =>
      [vi, en].map((each) => [...each.matchAll(/\{[a-zA-Z]+\}/gu)].map(String).sort())
    const [vi, en] = names(kind.message)
    expect(vi).toEqual(en)
    expect(kind.message.vi).not.toBe(kind.message.en)
    const rows = ROWS.flatMap(({ is }) => is.map((each) => each.split(' ')[0]))
    expect([...rows, 'namespace-of-major']).toContain(kind.code)
  })
})
