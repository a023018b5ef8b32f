/** XML is read strictly, and nothing of it is expanded or fetched. */
import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { DOCUMENT_BYTES_MAX, NESTING_DEPTH_MAX } from '../../../validator/limits.ts'
import { parseXml } from '../../../validator/xml/parse.ts'

function codesOf(document: string | Uint8Array): readonly string[] {
  const bytes = typeof document === 'string' ? Buffer.from(document, 'utf8') : document
  const parsed = parseXml(bytes)
  parsed.document?.dispose()
  return parsed.issues.map(({ code }) => code)
}

const DEEP = NESTING_DEPTH_MAX + 1

describe('XML', () => {
  test.for([
    { name: 'a plain document', xml: '<a><b>c</b></a>' },
    { name: 'a byte order mark', xml: '\uFEFF<a/>' },
    { name: 'UTF-8 declared', xml: '<?xml version="1.0" encoding="utf-8"?><a/>' },
    { name: 'comments and CDATA', xml: '<a><!-- <!DOCTYPE x> --><![CDATA[<!DOCTYPE x>]]></a>' },
    { name: 'a PI before the root', xml: '<?xml version="1.0"?><?style x?><a/>' },
    { name: 'a ">" in an attribute', xml: '<a b=">"><c/></a>' },
    { name: 'the deepest nesting allowed', xml: nest(NESTING_DEPTH_MAX) },
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
    {
      name: 'another encoding',
      xml: '<?xml version="1.0" encoding="windows-1258"?><a/>',
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

  test('says on which line and column it is malformed, without quoting it', () => {
    const { issues } = parseXml(Buffer.from('<a>\n  <Secret001190000002></b>\n</a>'))
    expect(issues).toMatchObject([{ code: 'xml-malformed', line: 2 }])
    expect(JSON.stringify(issues)).not.toContain('001190000002')
  })

  test('takes ten megabytes of text', () => {
    expect(codesOf(`<a>${'x'.repeat(DOCUMENT_BYTES_MAX - 100)}</a>`)).toEqual([])
  })
})

function nest(depth: number): string {
  return '<a>'.repeat(depth) + '</a>'.repeat(depth)
}
