/** Every code list in genericode is what OASIS genericode 1.0 says, by its schema and its rules. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { afterAll, describe, expect, test } from 'vitest'
import { emitGenericode } from '../../../codegen/index.ts'
import { formatSchemaRef } from '../../../validator/index.ts'
import { realCatalogue } from '../catalogues.ts'

const catalogue = await realCatalogue()
const lists = catalogue.versions
  .filter(({ codeList }) => codeList !== undefined)
  .map((version) => ({ name: formatSchemaRef(version.ref), xml: emitGenericode(version) }))

const schema = XmlDocument.fromString(
  readFileSync(join(import.meta.dirname, 'genericode.xsd'), 'utf8'),
)
const validator = XsdValidator.fromDoc(schema)
afterAll(() => {
  validator.dispose()
  schema.dispose()
})

function hold(xml: string): void {
  using document = XmlDocument.fromString(xml)
  validator.validate(document)
}

/** By the datatype that the column names (rule R41). */
const TYPES: Readonly<Record<string, RegExp>> = {
  string: /./u,
  date: /^\d{4}-\d{2}-\d{2}$/u,
  anyURI: /^https?:\/\/\S+$/u,
}

function read(document: XmlDocument, path: string): readonly string[] {
  return document.find(path).map((node) => node.content)
}

describe.for(lists)('$name in genericode', ({ xml }) => {
  test('has the elements and attributes of the standard', () => {
    expect(() => hold(xml)).not.toThrow()
  })

  test('keeps its rules on keys, required columns and datatypes', () => {
    using document = XmlDocument.fromString(xml)
    const required = read(document, '/*/ColumnSet/Column[@Use="required"]/@Id')
    const keys = read(document, '/*/ColumnSet/Key/ColumnRef/@Ref')
    expect(keys.filter((each) => !required.includes(each))).toEqual([]) // R34
    const rows = read(document, '/*/SimpleCodeList/Row').length
    for (const column of required) {
      const path = `/*/SimpleCodeList/Row[Value[@ColumnRef="${column}"]/SimpleValue]`
      expect([column, read(document, path).length]).toEqual([column, rows]) // R37
    }
    for (const column of read(document, '/*/ColumnSet/Column/@Id')) {
      const [type = ''] = read(document, `/*/ColumnSet/Column[@Id="${column}"]/Data/@Type`)
      const cells = read(document, `//Value[@ColumnRef="${column}"]/SimpleValue`)
      expect(cells.filter((cell) => TYPES[type]?.test(cell) !== true)).toEqual([]) // R41
    }
  })
})

describe('the schema of the standard', () => {
  const [first] = lists
  test.for([
    ['a language of the whole list', /<gc:CodeList /u, '<gc:CodeList xml:lang="vi" '],
    ['a list without a key', /<Key [\s\S]*<\/Key>/u, ''],
    ['a cell of a column that is not there', /ColumnRef="vi"/u, 'ColumnRef="gone"'],
    ['a short name of two words', /<ShortName>/u, '<ShortName>two '],
    ['a list without a name for all its versions', /<CanonicalUri>.*<\/CanonicalUri>/u, ''],
    ['an address that is relative', /<CanonicalUri>[a-z]+:/u, '<CanonicalUri>'],
  ] as const)('refuses %s', ([, part, other]) => {
    const xml = first?.xml ?? ''
    const broken = xml.replace(part, other)
    expect(broken).not.toBe(xml)
    expect(() => hold(broken)).toThrow()
  })

  test('is told in which language the words of a column are', () => {
    using document = XmlDocument.fromString(first?.xml ?? '')
    expect(read(document, '/*/ColumnSet/Column[@Id="vi"]/Data/@Lang')).toEqual(['vi'])
  })
})
