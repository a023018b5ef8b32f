/** An instance to XML: the same instance, the same text, and back again unchanged. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import type { JsonValue } from '../../../validator/index.ts'
import { createCatalogue, parseSchemaRef } from '../../../validator/index.ts'
import { toXml } from '../../../validator/xml/from-instance.ts'
import { placeOf } from '../../../validator/xml/positions.ts'
import { toInstance } from '../../../validator/xml/to-instance.ts'
import { catalogue, mapXml, NAMESPACE, version, withTree } from './records.ts'

describe('an instance', () => {
  const word = fc.oneof(
    fc.stringMatching(/^[a-zA-Z0-9À-ỹ<>&"'\]\r\n\t ]{0,20}$/u),
    fc.string({ unit: 'grapheme' }).filter((text) => !/[\p{Cc}\p{Cn}\p{Cs}]/u.test(text)),
  )
  const instances = fc.record(
    {
      A: word,
      N: fc.integer(),
      D: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
      B: fc.boolean(),
      L: fc.array(word, { minLength: 1, maxLength: 3 }),
      O: fc.record({ X: word, Y: word }, { requiredKeys: [] }),
      M: fc.array(fc.record({ K: word, V: fc.nat() }), { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: [] },
  )

  test('survives being written as XML and read again', async () => {
    await fc.assert(
      fc.property(instances, (instance) => {
        const xml = toXml(instance as JsonValue, version, catalogue)
        expect(mapXml(xml)).toEqual({ value: { ...instance }, issues: [] })
      }),
      { numRuns: 300 },
    )
  })

  test.for([
    { name: 'null', instance: { A: null } },
    { name: 'an empty array', instance: { L: [] } },
    { name: 'a nested array', instance: { L: [['x']] } },
    { name: 'a control character', instance: { A: '\u0001' } },
    { name: 'a name that is no XML name', instance: { 'a b': '1' } },
    { name: 'half of a surrogate pair', instance: { A: '\uD800' } },
  ])('with $name cannot be written as XML', ({ instance }) => {
    expect(() => toXml(instance as JsonValue, version, catalogue)).toThrow(
      expect.objectContaining({ kind: expect.objectContaining({ code: 'instance-unmappable' }) }),
    )
  })

  test('is written in the order of the schema, indented and escaped', () => {
    const instance = { L: ['<&>', ''], A: ' \r\n"', O: { Y: 'y', X: 'x' }, M: [{}], D: -1e-7 }
    expect(toXml(instance, version, catalogue)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<BigRecord xmlns="${NAMESPACE}">`,
        '  <A> &#13;\n"</A>',
        '  <D>-0.0000001</D>',
        '  <L>&lt;&amp;&gt;</L>',
        '  <L/>',
        '  <O>',
        '    <X>x</X>',
        '    <Y>y</Y>',
        '  </O>',
        '  <M/>',
        '</BigRecord>',
        '',
      ].join('\n'),
    )
  })
})

const published = createCatalogue(await readCatalogueFolder())
const examples = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/examples\/valid\/[^/]+\.json$/u.test(file))
  .filter((file) => !/^(?:api|vocabulary)\//u.test(file))
  // XML has no empty array.
  .filter((file) => !/\[\s*\]/u.test(readFileSync(join('schemas', file), 'utf8')))
  .sort()

describe('a valid example of the catalogue', () => {
  test.for(examples)('%s survives being written as XML and read again', (file) => {
    const [, path = '', number = ''] = /^(.*)\/([^/]+)\/examples\//u.exec(file) ?? []
    const by = published.get(parseSchemaRef(`${path}@${number}`))
    const instance = JSON.parse(readFileSync(join('schemas', file), 'utf8')) as JsonValue
    withTree(toXml(instance, by, published), ({ root }) => {
      const { value, issues } = toInstance(placeOf(root), by, published)
      expect(value).toEqual(instance)
      expect(issues).toEqual([])
    })
  })
})
