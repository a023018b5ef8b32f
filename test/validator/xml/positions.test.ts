/** Where elements stand: paths a reader can follow, lines and columns an editor can. */
import { XmlElement } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { locatePlaces, placeOf, xpathOf } from '../../../validator/xml/positions.ts'
import { withTree } from './records.ts'

function placesOf(xml: string): readonly string[] {
  return withTree(xml, ({ root }) => {
    const elements = root.find('//*').filter((node) => node instanceof XmlElement)
    const positions = locatePlaces(xml, elements.map(placeOf))
    return elements.map((element, index) => {
      const { line, column } = positions[index] ?? {}
      return `${xpathOf(element)} ${line}:${column}`
    })
  })
}

describe('a place in XML', () => {
  test('is a named path, numbered where the name repeats, with line and column', () => {
    const xml = [
      '<?xml version="1.0"?><?p <a> ?>',
      '<a>',
      '\t<!-- <b> --><b c="1 > 0" d=\'<!--"\'/><![CDATA[<b>]]>',
      '  <x:b xmlns:x="u"><d/></x:b><b',
      '  /><b>😀<e/></b >',
      '</a><!-- </a> -->',
    ].join('\n')
    const quoted = xml.replace("'<!--\"'", "'&lt;!--\"'")
    expect(placesOf(quoted)).toEqual([
      '/a 2:1',
      '/a/b[1] 3:14',
      '/a/x:b 4:3',
      '/a/x:b/d 4:20',
      '/a/b[2] 4:30',
      '/a/b[3] 5:5',
      '/a/b[3]/e 5:10',
    ])
  })

  test.for([
    { name: 'CR LF', newline: '\r\n' },
    { name: 'CR', newline: '\r' },
  ])('is counted by lines that end with $name', ({ newline }) => {
    expect(placesOf(`<a>${newline}<b/>${newline}<c/></a>`)).toEqual([
      '/a 1:1',
      '/a/b 2:1',
      '/a/c 3:1',
    ])
  })

  test('is not named where the name may be somebody', () => {
    expect(placesOf('<a><b/><_001190009999><c/></_001190009999></a>')).toEqual([
      '/a 1:1',
      '/a/b 1:4',
      '/a/*[2] 1:8',
      '/a/*[2]/c 1:23',
    ])
  })
})
