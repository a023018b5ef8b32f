/** XML is read strictly, and nothing of it is expanded or fetched. */
import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import {
  ATTRIBUTE_COUNT_MAX,
  DOCUMENT_BYTES_MAX,
  NESTING_DEPTH_MAX,
} from '../../../validator/limits.ts'
import { parseXml } from '../../../validator/xml/parse.ts'

function codesOf(document: string | Uint8Array): readonly string[] {
  const bytes = typeof document === 'string' ? Buffer.from(document, 'utf8') : document
  const parsed = parseXml(bytes)
  parsed.document?.dispose()
  return parsed.issues.map(({ code }) => code)
}

const DEEP = NESTING_DEPTH_MAX + 1
const MANY = ATTRIBUTE_COUNT_MAX

describe('XML', () => {
  test.for([
    { name: 'a plain document', xml: '<a><b>c</b></a>' },
    { name: 'a byte order mark', xml: '\uFEFF<a/>' },
    { name: 'UTF-8 declared', xml: '<?xml version="1.0" encoding="utf-8"?><a/>' },
    { name: 'comments and CDATA', xml: '<a><!-- <!DOCTYPE x> --><![CDATA[<!DOCTYPE x>]]></a>' },
    { name: 'a PI before the root', xml: '<?xml version="1.0"?><?style x?><a/>' },
    { name: 'a ">" in an attribute', xml: '<a b=">"><c/></a>' },
    { name: 'the deepest nesting allowed', xml: nest(NESTING_DEPTH_MAX) },
    {
      name: 'as many attributes as are allowed, with quotes in them, and as many once more beside',
      xml: `<m a = '"=' b="'">${attributed(MANY - 302, 300)}<c d="=">x="y"</c>${attributed(MANY - 2, 0)}</m>`,
    },
  ])('takes $name', ({ xml }) => {
    expect(codesOf(xml)).toEqual([])
  })

  test.for([
    { name: 'a DOCTYPE', xml: '<!DOCTYPE a><a/>', code: 'xml-dtd-refused' },
    {
      name: 'an external entity',
      xml: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      code: 'xml-dtd-refused',
    },
    {
      name: 'a billion laughs',
      xml: '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>',
      code: 'xml-dtd-refused',
    },
    { name: 'an undeclared entity', xml: '<a>&x;</a>', code: 'xml-malformed' },
    { name: 'a cut document', xml: '<a><b>', code: 'xml-malformed' },
    { name: 'two roots', xml: '<a/><b/>', code: 'xml-malformed' },
    { name: 'an unquoted attribute', xml: '<a b=c/>', code: 'xml-malformed' },
    { name: 'a bare ampersand', xml: '<a>A & B</a>', code: 'xml-malformed' },
    { name: 'a NUL', xml: '<a>x\0</a>', code: 'xml-malformed' },
    { name: 'a NUL after the end', xml: '<a/>\0<b/>', code: 'xml-malformed' },
    { name: 'a repeated xml:id', xml: '<a xml:id="x"><b xml:id="x"/></a>', code: 'xml-malformed' },
    { name: 'XML 1.1', xml: '<?xml version="1.1"?><a/>', code: 'xml-malformed' },
    { name: 'a page of HTML', xml: '<!doctype html><html></html>', code: 'xml-dtd-refused' },
    { name: 'a declaration inside', xml: '<a><!ELEMENT b ANY></a>', code: 'xml-malformed' },
    { name: 'a repeated attribute', xml: '<a b="" b=""/>', code: 'xml-malformed' },
    {
      name: 'a repeated expanded name',
      xml: '<a xmlns:x="u" xmlns:y="u" x:b="" y:b=""/>',
      code: 'xml-malformed',
    },
    { name: 'an undeclared prefix', xml: '<x:a/>', code: 'xml-malformed' },
    { name: 'a forbidden character', xml: '<a>\u0001</a>', code: 'xml-malformed' },
    { name: 'a lone surrogate', xml: '<a>&#xD800;</a>', code: 'xml-malformed' },
    { name: 'a PI inside', xml: '<a>1<?p?>0</a>', code: 'processing-instruction-refused' },
    { name: 'too deep nesting', xml: nest(DEEP), code: 'nesting-too-deep' },
    { name: '20,000 levels', xml: nest(20_000), code: 'nesting-too-deep' },
    { name: 'too many attributes', xml: attributed(MANY + 1, 0), code: 'attributes-too-many' },
    { name: 'too many namespaces', xml: attributed(0, MANY + 1), code: 'attributes-too-many' },
    {
      name: 'too many of an element and those around it',
      xml: `<m b = '"'>${attributed(0, 300, `<i>${attributed(MANY - 300, 0)}</i>`)}</m>`,
      code: 'attributes-too-many',
    },
    {
      name: 'another encoding',
      xml: '<?xml version="1.0" encoding="windows-1258"?><a/>',
      code: 'xml-encoding-refused',
    },
    {
      name: 'ASCII declared',
      xml: '<?xml version="1.0" encoding="us-ascii"?><a/>',
      code: 'xml-encoding-refused',
    },
    { name: 'nothing', xml: '  ', code: 'document-empty' },
  ])('refuses $name', ({ xml, code }) => {
    expect(codesOf(xml)).toEqual([code])
  })

  test.for([
    { name: 'UTF-16 with a mark', bytes: Buffer.from('\uFEFF<a/>', 'utf16le') },
    { name: 'UTF-16 without a mark', bytes: Buffer.from('<a/>', 'utf16le') },
    { name: 'UTF-16 big-endian', bytes: Buffer.from('\uFEFF<a/>', 'utf16le').swap16() },
  ])('refuses $name', ({ bytes }) => {
    expect(codesOf(bytes)).toEqual(['xml-encoding-refused'])
  })

  test('says where the first byte is that is not UTF-8', () => {
    const { issues } = parseXml(
      Buffer.concat([Buffer.from('<a>'), Buffer.from([0xff]), Buffer.from('</a>')]),
    )
    expect(issues).toMatchObject([{ code: 'encoding-invalid', params: { offset: 3 } }])
  })

  test.for([
    { xml: '<a>\n  <Secret></b>\n</a>', at: '2:11', reason: 'an end tag does not match' },
    { xml: '<a>\n😀 Ễ & B</a>', at: '2:6', reason: 'the character & must be written &amp;' },
    { xml: '<a>&nbsp;</a>', at: '1:4', reason: 'an entity is not declared' },
    { xml: '<a>1 < 2</a>', at: '1:6', reason: 'the character < that begins no tag' },
    { xml: '<a>&#0;</a>', at: '1:4', reason: 'a character reference to no character' },
    { xml: '<a><b>', at: '1:7', reason: 'the document is cut short' },
    { xml: '<a b="1', at: '1:8', reason: 'the document is cut short' },
    { xml: '<a><![CDATA[x', at: '1:14', reason: 'the document is cut short' },
    { xml: '<!-- x --><!-- y -->.', at: '1:21', reason: 'there is no root element' },
    { xml: '<a/>x', at: '1:5', reason: 'there is content after the root element' },
    { xml: '<a b=c/>', at: '1:6', reason: 'an attribute value is not in quotation marks' },
    { xml: '<a b/>', at: '1:5', reason: 'an attribute has no value' },
    { xml: '<a b="1"c="2"/>', at: '1:9', reason: 'the attributes are malformed' },
    { xml: '<a><b c="" c=""/></a>', at: '1:4', reason: 'an attribute is repeated' },
    { xml: '<a>\n<x:b/></a>', at: '2:1', reason: 'a namespace prefix is not declared' },
    { xml: '<a xmlns="u" xmlns="v"/>', at: '1:1', reason: 'an attribute is repeated' },
    { xml: '<a xmlns:x=""/>', at: '1:1', reason: 'a namespace is malformed' },
    { xml: '<a>\u0001</a>', at: '1:4', reason: 'there is a character that XML does not allow' },
    { xml: '<a>x]]></a>', at: '1:5', reason: 'the text ]]> must be written ]]&gt;' },
    { xml: '<a><!-- -- --></a>', at: '1:9', reason: 'there is -- inside a comment' },
    { xml: ' <?xml version="1.0"?><a/>', at: '1:7', reason: 'the XML declaration' },
    { xml: '<a xml:id="1"/>', at: '1:1', reason: 'an xml:id is wrong or repeated' },
    { xml: `<${'a'.repeat(60_000)}/>`, at: '1:60002', reason: 'a part is too long' },
    { xml: '<a></ a>', at: '1:7', reason: 'wrong syntax at this place' },
  ])('says where and why it is malformed: $reason', ({ xml, at, reason }) => {
    const [issue] = parseXml(Buffer.from(xml)).issues
    expect(`${issue?.line}:${issue?.column}`).toBe(at)
    expect(issue?.message.en).toContain(reason)
  })

  test('is not quoted where it is malformed', () => {
    const secret = 'Secret001190000002'
    const documents = [`<${secret}></b>`, `<a>&${secret};</a>`, `<a ${secret}/>`, `<${secret}:a/>`]
    const issues = documents.flatMap((document) => parseXml(Buffer.from(document)).issues)
    expect(issues).toHaveLength(documents.length)
    expect(JSON.stringify(issues)).not.toContain('001190000002')
  })

  test('says where a processing instruction is', () => {
    const { issues } = parseXml(Buffer.from('<a>\r\n  <?p?></a>'))
    expect(issues).toMatchObject([{ code: 'processing-instruction-refused', line: 2, column: 3 }])
  })

  test('takes ten megabytes of text', () => {
    expect(codesOf(`<a>${'x'.repeat(DOCUMENT_BYTES_MAX - 100)}</a>`)).toEqual([])
  })
})

function attributed(attributes: number, namespaces: number, inside = ''): string {
  const all = [
    ...Array.from({ length: attributes }, (_, index) => ` a${index}="1"`),
    ...Array.from({ length: namespaces }, (_, index) => ` xmlns:n${index}='urn:${index}'`),
  ]
  return `<e${all.join('')}>${inside}</e>`
}

function nest(depth: number): string {
  return '<a>'.repeat(depth) + '</a>'.repeat(depth)
}
