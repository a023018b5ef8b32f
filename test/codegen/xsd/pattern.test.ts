import { XmlDocument, XmlError, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { translatePattern } from '../../../codegen/xsd/pattern.ts'
import { realCatalogue } from '../catalogues.ts'

const TEXTS = [
  ...['', 'a', 'b', 'ab', 'ba', 'aab', 'A', '0', '12', '1234', 'a-b', 'a.b', '^', '$', 'a\nb'],
  ...['_', ' ', '\u00a0', 'ệ', 'Ệ', '😀', '[', ']', '\\', '-', 'x1_', '{', '.'],
]

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '&#10;')
}

/** Which of the texts libxml2 finds right by the pattern. */
function matching(pattern: string): readonly string[] {
  const value = escapeText(pattern).replaceAll('"', '&quot;')
  using schema = XmlDocument.fromString(
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="v"><xs:simpleType>` +
      `<xs:restriction base="xs:string"><xs:pattern value="${value}"/></xs:restriction>` +
      `</xs:simpleType></xs:element></xs:schema>`,
  )
  using validator = XsdValidator.fromDoc(schema)
  return TEXTS.filter((text) => {
    using document = XmlDocument.fromString(`<v>${escapeText(text)}</v>`)
    try {
      validator.validate(document)
      return true
    } catch (thrown) {
      if (thrown instanceof XmlError) return false
      throw thrown
    }
  })
}

describe('a translated pattern', () => {
  test.for([
    ...['^a$', 'a', '^a', 'a$', '^a|b$', '^(?:a|b)+$', '^(a)?$', '^a{1,2}?b$', '^[0-9]{2,}$'],
    ...['^\\d+$', '^\\D+$', '^\\w+$', '^\\W$', '^\\s$', '^\\S+$', '^[\\d_]+$', '^[^\\d]$'],
    ...['^.$', '^a.b$', '^\\$$', '^\\^$', '^[\\^$.]$', '^[-a]+$', '^[a-]+$', '^[\\]\\\\[]$'],
    ...['^\\u0061$', '^\\u{1F600}$', '^[\\u{1F600}a]$', '^\\x61$', '^\\p{Lu}$', '^[\\p{L}\\d]+$'],
    ...['^[^]*$', '^\\P{L}$', '^[\\s\\d]$', '^[^\\n]$', '^a\\nb$', '', '^$', '^(?:|a)$', '^\\{$'],
    ...['^\\-$', '^[\\-]$'].filter((pattern) => isValid(pattern)),
  ])('%s matches what it matched', (pattern) => {
    const translated = translatePattern(pattern)
    expect(translated).toBeDefined()
    const original = new RegExp(pattern, 'u')
    expect(matching(translated ?? '')).toEqual(TEXTS.filter((text) => original.test(text)))
  })

  test.for([
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(?<n>a)\\k<n>',
    '(a)\\1',
    '\\ba',
    'a(^b)',
    'a$b',
    '[]',
    '\\p{Script=Latin}',
    '\\0',
    '[^\\W]',
  ])('%s is refused', (pattern) => {
    expect(translatePattern(pattern)).toBeUndefined()
  })

  test('is there for every pattern of the catalogue', async () => {
    const text = JSON.stringify((await realCatalogue()).versions.map(({ document }) => document))
    const patterns = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/gu)].map(
      ([, quoted = '""']) => JSON.parse(quoted) as string,
    )
    expect(patterns.filter((pattern) => translatePattern(pattern) === undefined)).toEqual([])
  })
})

/** With the `u` flag some escapes are no pattern at all. */
function isValid(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== ''
  } catch {
    return false
  }
}
