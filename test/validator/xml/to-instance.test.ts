/** XML to an instance: every value of its type, and nothing lost without a word. */
import { describe, expect, test } from 'vitest'
import { parseSchemaRef } from '../../../validator/index.ts'
import { ISSUE_COUNT_MAX } from '../../../validator/limits.ts'
import { placeOf } from '../../../validator/xml/positions.ts'
import { toInstance } from '../../../validator/xml/to-instance.ts'
import { catalogue, mapRecord, mapXml, NAMESPACE, version, withTree } from './records.ts'

describe('an XML record', () => {
  test('becomes the instance its schema describes', () => {
    const xml =
      '<A>a<!-- no -->b<![CDATA[<c>]]></A><N>12</N><D>-0.5</D><B>true</B><L>x</L><L/>' +
      '<O><X>1</X></O><M><K>k</K><V>3</V></M>'
    expect(mapRecord(xml)).toEqual({
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
    { name: 'white space around a number', xml: '<N>\n 12\t</N>', value: { N: 12 } },
    { name: 'white space around a boolean', xml: '<B> false </B>', value: { B: false } },
    { name: 'white space in text', xml: '<A> a\n b </A>', value: { A: ' a\n b ' } },
    { name: 'a decimal with zeros', xml: '<D>1.50</D>', value: { D: 1.5 } },
    { name: 'a very small decimal', xml: '<D>0.0000001</D>', value: { D: 1e-7 } },
    { name: 'a character reference', xml: '<A>&#x1EC5;&#10;&lt;</A>', value: { A: 'ễ\n<' } },
    { name: 'an empty group', xml: '<O/>', value: { O: {} } },
    { name: 'a group of white space', xml: '<O>\n  </O>', value: { O: {} } },
    { name: 'an array of one', xml: '<L>x</L>', value: { L: ['x'] } },
    {
      name: 'an alternative with a tag',
      xml: '<T><Kind>2</Kind><Parts>x</Parts></T>',
      value: { T: { Kind: 2, Parts: ['x'] } },
    },
  ])('holds $name', ({ xml, value }) => {
    expect(mapRecord(xml)).toEqual({ value, issues: [] })
  })

  test.for([
    { name: 'a number with an exponent', xml: '<D>1e3</D>' },
    { name: 'a number with a leading zero', xml: '<N>007</N>' },
    { name: 'no number at all', xml: '<N>12a</N>' },
    { name: 'two numbers', xml: '<N>1 2</N>' },
    { name: 'an empty number', xml: '<N></N>' },
    { name: 'no boolean', xml: '<B>True</B>' },
    { name: 'a boolean written as a number', xml: '<B>1</B>' },
    { name: 'the name of a member every object has', xml: '<B>constructor</B>' },
    { name: 'text where fields are expected', xml: '<O>flat</O>' },
    { name: 'a no-break space where fields are expected', xml: '<O>\u00A0</O>' },
    { name: 'an unknown element', xml: '<Z>1</Z>' },
  ])('keeps $name as text for the structure stage to report', ({ xml }) => {
    const [, name = '', text = ''] = /<(\w)>([^<]*)/u.exec(xml) ?? []
    expect(mapRecord(xml)).toEqual({ value: { [name]: text }, issues: [] })
  })

  test('keeps fields where text is expected', () => {
    expect(mapRecord('<A><X>1</X></A>')).toEqual({ value: { A: { X: '1' } }, issues: [] })
  })

  test.for([
    {
      name: 'a repeated element where it is repeated',
      xml: '<A>1</A><A>2</A>',
      issues: ['element-repeated /A /BigRecord/A[2]'],
    },
    {
      name: 'an element out of order',
      xml: '<N>1</N><A>1</A>',
      issues: ['element-out-of-order /N /BigRecord/N'],
    },
    {
      name: 'an item out of order',
      xml: '<L>1</L><O/><M/><L>2</L>',
      issues: ['element-out-of-order /L/1 /BigRecord/L[2]'],
    },
    {
      name: 'a number that would lose digits',
      xml: '<N>12345678901234567890</N>',
      issues: ['number-inexact /N /BigRecord/N'],
    },
    {
      name: 'text between elements',
      xml: 'x<A>1</A>',
      issues: ['text-unexpected /BigRecord'],
    },
    {
      name: 'a no-break space between elements',
      xml: '\u00A0<A>1</A>',
      issues: ['text-unexpected /BigRecord'],
    },
    {
      name: 'an attribute',
      xml: '<A code="1">1</A>',
      issues: ['attribute-unknown /A /BigRecord/A'],
    },
    {
      name: 'xsi:nil, for there is no null',
      xml: '<A xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
      issues: ['attribute-unknown /A /BigRecord/A'],
    },
    {
      name: 'an attribute of a namespace named like a member of every object',
      xml: '<A xmlns:c="constructor" c:has="1"/>',
      issues: ['attribute-unknown /A /BigRecord/A'],
    },
    {
      name: 'an element of another namespace',
      xml: '<A xmlns="urn:x">1</A>',
      issues: ['element-namespace-mismatch /A /BigRecord/A'],
    },
    {
      name: 'an item of another namespace',
      xml: '<L>1</L><L xmlns="urn:x">2</L>',
      issues: ['element-namespace-mismatch /L/1 /BigRecord/L[2]'],
    },
  ])('reports $name', ({ xml, issues }) => {
    expect(mapRecord(xml).issues).toEqual(issues)
  })

  test('says what an element out of order must come before or after', () => {
    const wheres = (xml: string) =>
      withTree(`<BigRecord xmlns="${NAMESPACE}">${xml}</BigRecord>`, ({ root }) =>
        toInstance(placeOf(root), version, catalogue).issues.map(
          ({ issue }) => issue.params?.['where'],
        ),
      )
    expect(wheres('<N>1</N><D>1</D><A/>')).toMatchObject([{ en: 'before N' }])
    expect(wheres('<B>1</B><A/><N>1</N><D>1</D>')).toMatchObject([{ en: 'after D' }])
  })

  test('may carry an Id, a schema location and a signature', () => {
    const attributes =
      ' Id="x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"'
    const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
    expect(mapRecord(`<A>1</A>${signature}`, attributes)).toEqual({ value: { A: '1' }, issues: [] })
  })

  test('has nothing else of the namespace of signatures passed over', () => {
    const { value } = mapRecord('<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">1</KeyInfo>')
    expect(value).toEqual({ KeyInfo: '1' })
  })

  test('of another root or namespace is named once', () => {
    withTree('<Other xmlns="urn:x"><A>1</A></Other>', ({ root }) => {
      const { value, issues } = toInstance(placeOf(root), version, catalogue)
      expect(value).toEqual({ A: '1' })
      expect(issues.map(({ issue }) => issue.code)).toEqual([
        'root-unexpected',
        'element-namespace-mismatch',
      ])
    })
  })

  test('has no name repeated that may be somebody', () => {
    const secret = '_001190009999'
    const mapped = withTree(
      `<BigRecord xmlns="${NAMESPACE}"><${secret}><O b="">1</O></${secret}><A ${secret}=""/></BigRecord>`,
      ({ root }) => toInstance(placeOf(root), version, catalogue).issues.map(({ issue }) => issue),
    )
    expect(mapped.map(({ code }) => code)).toEqual(['attribute-unknown'])
    expect(JSON.stringify(mapped)).not.toContain('9999')
  })

  test('with very many faults has as many issues as tell that there were more', () => {
    const { issues } = mapRecord('<A/>'.repeat(ISSUE_COUNT_MAX + 10))
    expect(issues).toHaveLength(ISSUE_COUNT_MAX + 1)
  })
})

describe('a structure that extends another', () => {
  test('has its fields first, and may hold itself', () => {
    const extended = catalogue.get(parseSchemaRef('test/extended@1.0.0'))
    const xml = '<K>1</K><V>2</V><Sub><V>3</V><W>true</W></Sub><W>false</W>'
    const root = `<Extended xmlns="http://localhost:8080/xml/test/extended/1">${xml}</Extended>`
    expect(mapXml(root, extended)).toEqual({
      value: { K: '1', V: 2, Sub: { V: 3, W: true }, W: false },
      issues: [],
    })
  })
})

describe('a place of an instance', () => {
  const xml = `<BigRecord xmlns="${NAMESPACE}"><L>x</L><M><K/></M><M/></BigRecord>`

  test.for([
    { pointer: '', name: 'BigRecord', index: 0 },
    { pointer: '/L', name: 'L', index: 0 },
    { pointer: '/L/0', name: 'L', index: 0 },
    { pointer: '/M/0/K', name: 'K', index: 0 },
    { pointer: '/M/1', name: 'M', index: 2 },
    { pointer: '/M/1/V', name: 'M', index: 2 },
    { pointer: '/Z/9', name: 'BigRecord', index: 0 },
  ])('$pointer is the element, or the nearest above', ({ pointer, name, index }) => {
    withTree(xml, ({ root }) => {
      const place = toInstance(placeOf(root), version, catalogue).placeAt(pointer)
      expect([place.element.name, place.index]).toEqual([name, index])
    })
  })
})
