/** What is open in JSON is open in XML: fields that no structure names. */
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { emitXsd } from '../../../codegen/index.ts'
import type { JsonObject } from '../../../validator/index.ts'
import {
  createCatalogue,
  createValidator,
  parseSchemaRef,
  toXml,
} from '../../../validator/index.ts'

const document: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: '/schemas/test/open/1.0.0',
  title: 'Thử',
  description: 'Thử.',
  'x-kind': 'message',
  type: 'object',
  additionalProperties: false,
  required: ['Eform', 'Ten'],
  properties: {
    Eform: { type: 'object', additionalProperties: true, properties: { Ma: { type: 'string' } } },
    Ten: { type: 'string' },
  },
}
const ref = parseSchemaRef('test/open@1.0.0')
const catalogue = createCatalogue([{ ref, document }])
const version = catalogue.get(ref)
const validator = createValidator({ catalogue, now: () => new Date('2026-11-27T00:00:00Z') })

function acceptedByXsd(xml: string): boolean {
  using xsd = XmlDocument.fromString(emitXsd(version, catalogue))
  using judge = XsdValidator.fromDoc(xsd)
  using parsed = XmlDocument.fromString(xml)
  try {
    judge.validate(parsed)
    return true
  } catch {
    return false
  }
}

describe('an open object', () => {
  test.for([
    { Eform: {}, Ten: 'a' },
    { Eform: { Ma: '1' }, Ten: 'a' },
    { Eform: { Khac: '1', Ma: '2', Nhom: { Con: '3' } }, Ten: 'a' },
  ])('takes %o in JSON, in XML and by its XSD', async (instance) => {
    const json = await validator.validate(Buffer.from(JSON.stringify(instance)), { schema: ref })
    const xml = toXml(instance, version, catalogue)
    const inXml = await validator.validate(Buffer.from(xml), { schema: ref })
    expect([json.issues, inXml.issues, acceptedByXsd(xml)]).toEqual([[], [], true])
  })

  test('may be the root, which has signatures among the rest', () => {
    const { required: _, ...rest } = document
    const root = createCatalogue([{ ref, document: { ...rest, additionalProperties: true } }])
    const xsd = emitXsd(root.get(ref), root)
    using schema = XmlDocument.fromString(xsd)
    using judge = XsdValidator.fromDoc(schema)
    const { namespace = '' } = /targetNamespace="(?<namespace>[^"]+)"/u.exec(xsd)?.groups ?? {}
    using parsed = XmlDocument.fromString(`<Open xmlns="${namespace}"><Khac/></Open>`)
    expect(() => judge.validate(parsed)).not.toThrow()
  })

  test('is no hole in what is around it', () => {
    const xml = toXml({ Eform: { Khac: '1' }, Ten: 'a' }, version, catalogue)
    expect(acceptedByXsd(xml.replace('<Ten>a</Ten>', '<Khac>a</Khac>'))).toBe(false)
  })
})
