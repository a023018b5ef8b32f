/**
 * What an XML Schema processor refuses, in our own words.
 *
 * libxml2's messages quote the document, so none is passed on: what comes after the names it
 * begins with is matched, from its first word, to a row of this table.
 *
 * @module
 */
import type { Bilingual } from '../verdict.ts'

export interface XsdReason {
  /** Stable: what a program acts on. */
  readonly constraint: string
  readonly reason: Bilingual
  /** It is about what stands in an element, not about its value. */
  readonly isContent: boolean
}

const VALUE_ROW = row('value', 'giá trị không hợp kiểu', 'the value is not of its type', false)

const ROWS: readonly (readonly [RegExp, XsdReason])[] = [
  [
    /^This element is not expected|^No matching global element/u,
    row('element-unexpected', 'không được đứng ở đây', 'it may not stand here'),
  ],
  [/^Missing child element/u, row('child-missing', 'thiếu phần tử con', 'a child is missing')],
  [
    /^No matching global declaration/u,
    row('root-undeclared', 'không phải phần tử gốc', 'it is no root element'),
  ],
  [
    /^Element content is not allowed/u,
    row('children-refused', 'không được có phần tử con', 'it may have no children'),
  ],
  [
    /^Character content|^Neither character/u,
    row('text-refused', 'không được có văn bản', 'it may have no text'),
  ],
  [
    /^The attribute '[^']*' is not allowed/u,
    row('attribute-unexpected', 'thuộc tính không được phép', 'an attribute is not allowed'),
  ],
  [
    /^The attribute '[^']*' is required/u,
    row('attribute-missing', 'thiếu thuộc tính', 'an attribute is missing'),
  ],
  [/^The element is not 'nillable'/u, row('nil', 'không được dùng xsi:nil', 'xsi:nil is refused')],
  [
    /^The QName value|^The type definition|^The xsi:type/u,
    row('type-refused', 'kiểu theo xsi:type không hợp', 'the type by xsi:type does not fit'),
  ],
  [/^\[facet|^'/u, VALUE_ROW],
]

const OTHER = row('other', 'không hợp XSD', 'it does not fit the XSD')

function row(constraint: string, vi: string, en: string, isContent = true): XsdReason {
  return { constraint, reason: { vi, en }, isContent }
}

export interface XsdMessage extends XsdReason {
  /** The attribute it is about, as `{namespace}name` or the name alone. */
  readonly attribute?: string
}

/** `Element '{urn:x}a', attribute 'b': …`; a name holds no quotation mark, a namespace may. */
const SUBJECT = /^Element '(?:\{[^}]*\})?[^']*'(?:, attribute '((?:\{[^}]*\})?[^']*)')?: /u

export function readXsdMessage(message: string): XsdMessage {
  const [subject = '', attribute] = SUBJECT.exec(message) ?? []
  const told = message.slice(subject.length)
  const found = ROWS.find(([start]) => start.test(told))?.[1] ?? OTHER
  // An attribute that is refused is told of with its name in the sentence as well.
  const named = attribute ?? /^The attribute '((?:\{[^}]*\})?[^']*)'/u.exec(told)?.[1]
  return named === undefined ? found : { ...found, attribute: named }
}
