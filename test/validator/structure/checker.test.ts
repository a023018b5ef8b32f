/** Schemas are compiled when needed, recognised by what they say, refused when unusable. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'
import { createStructureChecker } from '../../../validator/structure/checker.ts'
import { catalogueOf, judgeBy, nameOf, TODAY } from './small-catalogue.ts'

describe('a schema that cannot be used', () => {
  test.for([
    { name: 'a keyword nobody knows', schema: { type: 'string', 'x-unknown': true } },
    { name: 'a keyword that does not apply', schema: { type: 'string', minimum: 1 } },
    { name: 'a keyword of a wrong type', schema: { type: 'string', minLength: 'x' } },
    { name: 'a pattern that is none', schema: { type: 'string', pattern: '(' } },
    { name: 'a format nobody knows', schema: { type: 'string', format: 'vietnamese' } },
    { name: 'a reference to nowhere', schema: { $ref: '/schemas/test/nowhere/1.0.0' } },
    { name: 'a reference to the web', schema: { $ref: 'https://example.com/schema' } },
    {
      name: 'a field that every JavaScript object has',
      schema: { type: 'object', properties: { constructor: { type: 'string' } } },
    },
    {
      name: 'a required field that every JavaScript object has',
      schema: { type: 'object', required: ['toString'] },
    },
    { name: 'a check nobody knows', schema: { type: 'string', 'x-check': 'toString' } },
    {
      name: 'a code list nobody knows',
      schema: { type: 'string', 'x-codeList': '/schemas/x/1.0.0' },
    },
    { name: 'a rule without an id', schema: { 'x-rules': [{ kind: 'date-order' }] } },
    { name: 'a rule of no kind', schema: { 'x-rules': [{ id: 'a', kind: 'constructor' }] } },
    { name: 'a rule without its fields', schema: { 'x-rules': [{ id: 'a', kind: 'date-order' }] } },
    {
      name: 'a rule that points outside its object',
      schema: {
        'x-rules': [{ id: 'a', kind: 'date-order', fields: { earlier: 'A', later: '/B' } }],
      },
    },
    {
      name: 'a rule without its code list',
      schema: {
        'x-rules': [{ id: 'a', kind: 'code-parent', fields: { child: '/A', parent: '/B' } }],
      },
    },
  ])('is refused for $name, each time it is asked for', ({ schema }) => {
    const catalogue = catalogueOf({ 'test/main@1.0.0': schema as JsonObject })
    const checker = createStructureChecker(catalogue)
    const [version] = catalogue.versions
    const check = () => version && checker.check(version, 'x', { today: TODAY })
    expect(check).toThrow(
      expect.objectContaining({ kind: expect.objectContaining({ code: 'schema-unusable' }) }),
    )
    expect(check).toThrow(
      expect.objectContaining({ kind: expect.objectContaining({ code: 'schema-unusable' }) }),
    )
  })

  test.for([
    { name: 'its recognition', schema: { type: 'object', 'x-recognise': { type: 'nothing' } } },
    { name: 'its structure', schema: { type: 'nothing' } },
  ])('is found out by $name before anything is judged', ({ schema }) => {
    const catalogue = catalogueOf({ 'test/main@1.0.0': schema })
    const checker = createStructureChecker(catalogue)
    const [version] = catalogue.versions
    expect(() => version && checker.assertUsable(version)).toThrow(
      expect.objectContaining({ kind: expect.objectContaining({ code: 'schema-unusable' }) }),
    )
  })

  test('does not spoil what refers to it, nor the schemas beside it', () => {
    const catalogue = catalogueOf({
      'test/broken@1.0.0': { type: 'string', pattern: '(' },
      'test/good@1.0.0': { type: 'string' },
      'test/user@1.0.0': { $ref: '/schemas/test/broken/1.0.0' },
    })
    const checker = createStructureChecker(catalogue)
    const [broken, good, user] = catalogue.versions.map(
      (version) => () => checker.check(version, 'x', { today: TODAY }),
    )
    expect(broken).toThrow()
    expect(user).toThrow()
    expect(good?.().issues).toEqual([])
    expect(user).toThrow()
  })

  test('does not stop the warming up', () => {
    const catalogue = catalogueOf({
      'test/a@1.0.0': { 'x-kind': 'record', type: 'string', pattern: '(' },
      'test/b@1.0.0': { 'x-kind': 'message', type: 'string' },
      'test/c@1.0.0': { 'x-kind': 'element', type: 'string' },
    })
    const checker = createStructureChecker(catalogue)
    expect([checker.warmUp(), checker.warmUp(), checker.warmUp()]).toEqual([true, true, false])
  })
})

describe('recognising a document', () => {
  const serves = (service: string, ...required: string[]): JsonObject => ({
    type: 'object',
    'x-recognise': {
      type: 'object',
      required: ['service', ...required],
      properties: { service: { const: service } },
    },
  })
  const catalogue = catalogueOf({
    'test/a@1.0.0': serves('A'),
    'test/a@1.9.0': serves('A', 'Nine'),
    'test/a@1.10.0': serves('A', 'Ten'),
    'test/b@1.0.0': serves('B'),
    'test/c@1.0.0': { type: 'object' },
  })
  const checker = createStructureChecker(catalogue)

  test.for([
    { value: { service: 'A' }, name: 'test/a@1.0.0' },
    { value: { service: 'A', Nine: 1 }, name: 'test/a@1.9.0' },
    { value: { service: 'A', Nine: 1, Ten: 1 }, name: 'test/a@1.10.0' },
    { value: { service: 'B' }, name: 'test/b@1.0.0' },
    { value: { service: 'C' }, name: undefined },
    { value: [], name: undefined },
  ])('takes $value for $name', ({ value, name }) => {
    expect(nameOf(checker.recognise(value))).toBe(name)
  })
})

describe('judging anything', () => {
  const tree: JsonObject = {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: { type: 'string', 'x-check': ['personal-id', 'tax-code', 'identity-number'] },
      con: { type: 'array', items: { $ref: '#' } },
      date: { oneOf: [{ type: 'string', format: 'date' }, { type: 'integer' }] },
    },
  }

  test('never throws, and repeats no text it was given', () => {
    const value = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>,
        fc.record({
          text: fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<JsonValue>,
          con: fc.array(tie('tree'), { maxLength: 3 }),
          date: fc.constantFrom<JsonValue>('20260101', 'x', 1, true),
        }),
      ),
    })).tree
    fc.assert(
      fc.property(value, (document) => {
        for (const issue of judgeBy(tree, document)) expect(issue.code).toMatch(/^[a-z-]+$/u)
      }),
      { numRuns: 50 },
    )
  })

  test('follows a recursive schema to the place of the fault', () => {
    const value = { text: '', con: [{ text: '', con: [{ text: '', con: 1 }] }] }
    expect(judgeBy(tree, value)).toMatchObject([
      { code: 'type-mismatch', instanceLocation: '/con/0/con/0/con' },
    ])
  })

  test('takes __proto__ for a field that nobody knows', () => {
    const value = JSON.parse('{"text":"","__proto__":{}}') as JsonValue
    expect(judgeBy(tree, value)).toMatchObject([{ code: 'property-unknown' }])
  })
})
