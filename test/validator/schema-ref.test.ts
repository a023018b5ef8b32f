/** The name of one version of one schema. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schemaRefMalformed } from '../../validator/problems.ts'
import { compareVersions, formatSchemaRef, parseSchemaRef } from '../../validator/schema-ref.ts'

describe('a schema reference', () => {
  test.for(['codelists/sex@1.0.0', 'a@0.0.0', 'national/population/citizen-2@10.20.30'])(
    'takes %s',
    (text) => {
      expect(formatSchemaRef(parseSchemaRef(text))).toBe(text)
    },
  )

  test.for([
    '',
    'a',
    'a@',
    'a@1',
    'a@1.0',
    'a@01.0.0',
    'a@1.0.0-rc',
    'A@1.0.0',
    'a/@1.0.0',
    '/a@1.0.0',
    '../a@1.0.0',
    'a//b@1.0.0',
    'a@1.0.0@1.0.0 ',
    `${'a'.repeat(300)}@1.0.0`,
    'a@9999999.0.0',
  ])('refuses %j', (text) => {
    expect(() => parseSchemaRef(text)).toThrow(
      expect.objectContaining({ kind: schemaRefMalformed }),
    )
  })

  test('never throws anything else, whatever the text', async () => {
    await fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          return formatSchemaRef(parseSchemaRef(text)) === text
        } catch (thrown) {
          return (thrown as { kind?: unknown }).kind === schemaRefMalformed
        }
      }),
    )
  })

  test('orders versions as numbers', () => {
    const order = ['a@1.10.0', 'a@1.9.0', 'a@2.0.0', 'a@1.9.10'].map(parseSchemaRef)
    expect(order.sort(compareVersions).map(formatSchemaRef)).toEqual([
      'a@1.9.0',
      'a@1.9.10',
      'a@1.10.0',
      'a@2.0.0',
    ])
  })
})
