/** Fields that a legacy message carries as XML attributes, both ways. */
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { emitXsd } from '../../../codegen/index.ts'
import type { JsonObject } from '../../../validator/index.ts'
import { createCatalogue, toXml } from '../../../validator/index.ts'
import { placeOf } from '../../../validator/xml/positions.ts'
import { toInstance } from '../../../validator/xml/to-instance.ts'
import { withTree } from './records.ts'

const XLINK = 'http://www.w3.org/1999/xlink'
const NAMESPACE = 'urn:old'
const ref = { path: 'test/old', major: 1, minor: 0, patch: 0 }
const document: JsonObject = {
  'x-namespace': NAMESPACE,
  'x-root': 'Old',
  type: 'object',
  additionalProperties: false,
  properties: {
    version: { type: 'string', 'x-xml': { attribute: true } },
    count: { type: 'integer', 'x-xml': { attribute: true } },
    Link: {
      type: 'object',
      additionalProperties: false,
      properties: {
        href: { type: 'string', 'x-xml': { attribute: true, namespace: XLINK } },
        Name: { type: 'string' },
      },
    },
  },
  required: ['version'],
}
const catalogue = createCatalogue([{ ref, document }])
const version = catalogue.get(ref)

function read(xml: string) {
  return withTree(xml, ({ root }) => {
    const { value, issues } = toInstance(placeOf(root), version, catalogue)
    return { value, issues: issues.map(({ issue }) => `${issue.code} ${issue.instanceLocation}`) }
  })
}

describe('an attribute that is a field', () => {
  const value = { version: 'a"<\n1', count: 2, Link: { href: 'cid:1', Name: 'x' } }

  test('survives being written and read again', () => {
    expect(read(toXml(value, version, catalogue))).toEqual({ value, issues: [] })
    const empty = { version: '1', Link: { href: 'cid:1' } }
    expect(read(toXml(empty, version, catalogue))).toEqual({ value: empty, issues: [] })
  })

  test('is one whatever its prefix is', () => {
    const link = `<Link xmlns:x="${XLINK}" x:href="cid:1"/>`
    expect(read(`<Old xmlns="${NAMESPACE}" version="1">${link}</Old>`).issues).toEqual([])
  })

  test.for([
    {
      name: 'of another namespace',
      inner: '<Link href="cid:1"/>',
      issues: ['attribute-unknown /Link'],
    },
    { name: 'no schema knows', inner: '<Link other="1"/>', issues: ['attribute-unknown /Link'] },
    {
      name: 'written as an element',
      inner: '<Link><href>cid:1</href></Link>',
      issues: ['attribute-as-element /Link'],
    },
  ])('$name is reported', ({ inner, issues }) => {
    const xml = `<Old xmlns="${NAMESPACE}" version="1">${inner}</Old>`
    expect(read(xml).issues).toEqual(issues)
  })

  test('is declared in the XSD', () => {
    using schema = XmlDocument.fromString(emitXsd(version, catalogue))
    using validator = XsdValidator.fromDoc(schema)
    using good = XmlDocument.fromString(toXml(value, version, catalogue))
    expect(() => validator.validate(good)).not.toThrow()
    using bad = XmlDocument.fromString(`<Old xmlns="${NAMESPACE}" count="x"/>`)
    expect(() => validator.validate(bad)).toThrow()
  })
})
