/** XML to an instance and back, and where each part stands. */
import { Buffer } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/index.ts'
import { createCatalogue } from '../../../validator/index.ts'
import { toXml } from '../../../validator/xml/from-instance.ts'
import { misplaced } from '../../../validator/xml/misplaced.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { locateElements, xpathOf } from '../../../validator/xml/positions.ts'
import { findContent, findRecords, rootElementName } from '../../../validator/xml/record.ts'
import { toInstance } from '../../../validator/xml/to-instance.ts'

const ref = { path: 'test/big-record', major: 1, minor: 0, patch: 0 }
const text = { type: 'string' }
const document: JsonObject = {
  type: 'object',
  properties: {
    A: text,
    N: { type: 'integer' },
    D: { type: 'number' },
    B: { type: 'boolean' },
    L: { type: 'array', items: text },
    O: { type: 'object', properties: { X: text, Y: text } },
    M: { type: 'array', items: { $ref: '/schemas/test/item/1.0.0' } },
  },
}
const item: JsonObject = { type: 'object', properties: { K: text, V: { type: 'integer' } } }
const catalogue = createCatalogue([
  { ref, document },
  { ref: { ...ref, path: 'test/item' }, document: item },
])
const version = catalogue.get(ref)
const NAMESPACE = 'http://localhost:8080/xml/test/big-record/1'

interface Mapped {
  readonly value: JsonValue
  readonly issues: readonly string[]
}

function map(inner: string, attributes = ''): Mapped {
  const xml = `<BigRecord xmlns="${NAMESPACE}"${attributes}>${inner}</BigRecord>`
  const parsed = parseXml(Buffer.from(xml))
  if (parsed.document === undefined) throw new TypeError(JSON.stringify(parsed.issues))
  try {
    const { value, issues } = toInstance(parsed.document.root, version, catalogue)
    return { value, issues: issues.map((issue) => `${issue.code} ${issue.instanceLocation}`) }
  } finally {
    parsed.document.dispose()
  }
}

describe('an XML record', () => {
  test('becomes the instance its schema describes', () => {
    const xml =
      '<A>a<!-- no -->b<![CDATA[<c>]]></A><N>12</N><D>-0.5</D><B>true</B><L>x</L><L/>' +
      '<O><X>1</X></O><M><K>k</K><V>3</V></M>'
    expect(map(xml)).toEqual({
      value: {
        A: 'ab<c>',
        N: 12,
        D: -0.5,
        B: true,
        L: ['x', ''],
        O: { X: '1' },
        M: [{ K: 'k', V: 3 }],
      },
      issues: [],
    })
  })

  test.for([
    {
      name: 'a number that would lose digits',
      xml: '<N>12345678901234567890</N>',
      value: { N: '12345678901234567890' },
    },
    { name: 'no number at all', xml: '<N>12a</N>', value: { N: '12a' } },
    { name: 'no boolean', xml: '<B>True</B>', value: { B: 'True' } },
    { name: 'text where fields are expected', xml: '<O>flat</O>', value: { O: 'flat' } },
    { name: 'fields where text is expected', xml: '<A><X>1</X></A>', value: { A: { X: '1' } } },
    { name: 'an empty group', xml: '<O/>', value: { O: {} } },
    { name: 'an unknown element', xml: '<Z>1</Z>', value: { Z: '1' } },
  ])('keeps $name for the structure stage to report', ({ xml, value }) => {
    expect(map(xml)).toEqual({ value, issues: [] })
  })

  test.for([
    { name: 'a repeated element', xml: '<A>1</A><A>2</A>', issues: ['element-repeated /A'] },
    {
      name: 'an element out of order',
      xml: '<N>1</N><A>1</A>',
      issues: ['element-out-of-order /N'],
    },
    { name: 'text between elements', xml: 'x<A>1</A>', issues: ['text-unexpected '] },
    { name: 'an attribute', xml: '<A code="1">1</A>', issues: ['attribute-unknown /A'] },
    {
      name: 'an element of another namespace',
      xml: '<A xmlns="urn:x">1</A>',
      issues: ['element-namespace-mismatch /A'],
    },
  ])('reports $name', ({ xml, issues }) => {
    expect(map(xml).issues).toEqual(issues)
  })

  test('may carry an Id, a schema location and a signature', () => {
    const attributes =
      ' Id="x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"'
    const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
    expect(map(`<A>1</A>${signature}`, attributes)).toEqual({ value: { A: '1' }, issues: [] })
  })

  test('of another root or namespace is named once', () => {
    const parsed = parseXml(Buffer.from('<Other xmlns="urn:x"><A>1</A></Other>'))
    if (parsed.document === undefined) throw new TypeError('not parsed')
    const { issues } = toInstance(parsed.document.root, version, catalogue)
    parsed.document.dispose()
    expect(issues.map(({ code }) => code)).toEqual([
      'root-unexpected',
      'element-namespace-mismatch',
    ])
  })
})

describe('elements out of order', () => {
  test.for([
    { places: [0, 1, 2], wrong: [] },
    { places: [0, 0, 1, 1], wrong: [] },
    { places: [1, 2, 3, 0], wrong: [3] },
    { places: [3, 0, 1, 2], wrong: [0] },
    { places: [-1, 1, -1, 0], wrong: [1] },
    { places: [], wrong: [] },
  ])('in $places are those at $wrong', ({ places, wrong }) => {
    expect(misplaced(places)).toEqual(wrong)
  })
})

describe('records in a message', () => {
  const record = `<r:BigRecord xmlns:r="${NAMESPACE}"/>`
  const soap = (body: string) =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>${body}</s:Body></s:Envelope>`

  test.for([
    { name: 'the root', xml: record, count: 1 },
    { name: 'a SOAP body', xml: soap(record), count: 1 },
    { name: 'a collection', xml: `<c>${record}${record}</c>`, count: 2 },
    { name: 'a collection in SOAP', xml: soap(`<c>${record}${record}</c>`), count: 2 },
    { name: 'a fault', xml: soap('<s:Fault/>'), count: 0 },
    { name: 'an empty body', xml: soap(''), count: 0 },
  ])('are found in $name', ({ xml, count }) => {
    const parsed = parseXml(Buffer.from(xml))
    if (parsed.document === undefined) throw new TypeError('not parsed')
    expect(findRecords(findContent(parsed.document), catalogue)).toHaveLength(count)
    parsed.document.dispose()
  })

  test('have a root named after the path', () => {
    expect(rootElementName(version)).toBe('BigRecord')
  })
})

describe('a place in XML', () => {
  const xml = [
    '<a>',
    '\t<!-- <b> --><b c="1 > 0"/><![CDATA[<b>]]>',
    '  <x:b xmlns:x="u"><d/></x:b><b/>',
    '</a>',
  ].join('\n')

  test('is a named path, with a number only where the name repeats', () => {
    const parsed = parseXml(Buffer.from(xml))
    if (parsed.document === undefined) throw new TypeError('not parsed')
    const elements = parsed.document.root.find('//*') as never[]
    expect(elements.map(xpathOf)).toEqual(['/a', '/a/b[1]', '/a/x:b', '/a/x:b/d', '/a/b[2]'])
    expect(locateElements(xml, elements).map(({ line, column }) => `${line}:${column}`)).toEqual([
      '1:1',
      '2:14',
      '3:3',
      '3:20',
      '3:30',
    ])
    parsed.document.dispose()
  })
})

describe('an instance', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9À-ỹ<>&"' ]{0,20}$/u)
  const instances = fc.record(
    {
      A: word,
      N: fc.integer(),
      D: fc.integer({ min: -999_999, max: 999_999 }).map((cents) => cents / 100),
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
        const parsed = parseXml(Buffer.from(toXml(instance as JsonValue, version, catalogue)))
        if (parsed.document === undefined) throw new TypeError(JSON.stringify(parsed.issues))
        try {
          const { value, issues } = toInstance(parsed.document.root, version, catalogue)
          expect(value).toEqual({ ...instance })
          expect(issues).toEqual([])
        } finally {
          parsed.document.dispose()
        }
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
    { name: 'a number with an exponent', instance: { D: 1e21 } },
  ])('with $name cannot be written as XML', ({ instance }) => {
    expect(() => toXml(instance as JsonValue, version, catalogue)).toThrow(
      expect.objectContaining({ kind: expect.objectContaining({ code: 'instance-unmappable' }) }),
    )
  })
})
