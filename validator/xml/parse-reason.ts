/**
 * Why libxml2 refused a document, in our own words.
 *
 * Its messages may quote the document, so none is passed on: each is matched,
 * from its first word, to a sentence of this table. Where it stopped reading is
 * often after the fault: `mark` is what the fault begins with.
 *
 * @module
 */
import type { Bilingual } from '../verdict.ts'

export interface ParseReason {
  readonly reason: Bilingual
  /** The last one before the place where libxml2 stopped is where the fault is. */
  readonly mark?: '<' | '&'
}

export const CUT_SHORT: Bilingual = { vi: 'tài liệu bị cắt cụt', en: 'the document is cut short' }

export const OTHER_XML_VERSION: Bilingual = {
  vi: 'phiên bản XML phải là 1.0',
  en: 'the XML version must be 1.0',
}

const ROWS: readonly (readonly [RegExp, string, string, ('<' | '&')?])[] = [
  [/^Opening and ending tag/u, 'thẻ đóng không khớp thẻ mở', 'an end tag does not match', '<'],
  [/^Premature end|^Comment not terminated/u, CUT_SHORT.vi, CUT_SHORT.en],
  [/^Start tag expected/u, 'không có phần tử gốc', 'there is no root element'],
  [/^Extra content/u, 'có nội dung sau phần tử gốc', 'there is content after the root element'],
  [
    /^xmlParseEntityRef: no name|^EntityRef: expecting/u,
    'ký tự & phải viết là &amp;',
    'the character & must be written &amp;',
    '&',
  ],
  [/^Entity '/u, 'thực thể không được khai báo', 'an entity is not declared', '&'],
  [
    /^xmlParseCharRef|^CharRef/u,
    'tham chiếu ký tự không được phép',
    'a character reference to no character that XML allows',
    '&',
  ],
  [
    /^StartTag: invalid|^Unescaped '<'/u,
    'ký tự < không mở đầu thẻ phải viết là &lt;',
    'the character < that begins no tag must be written &lt;',
    '<',
  ],
  [/^Sequence '\]\]>'/u, 'chuỗi ]]> phải viết là ]]&gt;', 'the text ]]> must be written ]]&gt;'],
  [
    /^AttValue/u,
    'giá trị thuộc tính không nằm trong cặp dấu nháy',
    'an attribute value is not in quotation marks',
  ],
  [/^Specification mandates/u, 'thuộc tính không có giá trị', 'an attribute has no value'],
  [
    /^attributes construct|^error parsing attribute/u,
    'danh sách thuộc tính sai cú pháp',
    'the attributes are malformed',
  ],
  [/^(?:Namespaced )?Attribute .*redefined/u, 'thuộc tính bị lặp', 'an attribute is repeated', '<'],
  [/^xml:id|^ID /u, 'xml:id sai hoặc bị lặp', 'an xml:id is wrong or repeated', '<'],
  [
    /^Namespace prefix/u,
    'tiền tố không gian tên chưa khai báo',
    'a namespace prefix is not declared',
    '<',
  ],
  [
    /^xmlns|^xml namespace|^redefinition of|^reuse of|^Failed to parse QName/u,
    'không gian tên sai cú pháp',
    'a namespace is malformed',
    '<',
  ],
  [
    /^PCDATA invalid|^[Ii]nvalid character|^xmlParse\w+: invalid xmlChar|^CData .*invalid/u,
    'có ký tự không được phép',
    'there is a character that XML does not allow',
  ],
  [
    /^XML declaration|^parsing XML declaration|^Malformed declaration|^standalone|^Unsupported/u,
    'khai báo XML sai cú pháp hoặc sai chỗ',
    'the XML declaration is malformed or misplaced',
  ],
  [/^Double hyphen/u, 'có -- trong chú thích', 'there is -- inside a comment'],
  [/^Resource limit|^Name too long|^.{0,20}too long/u, 'một phần quá dài', 'a part is too long'],
]

const OTHER: Bilingual = { vi: 'sai cú pháp tại vị trí này', en: 'wrong syntax at this place' }

export function parseReason(message: string): ParseReason {
  const row = ROWS.find(([pattern]) => pattern.test(message))
  if (row === undefined) return { reason: OTHER }
  const [, vi, en, mark] = row
  return { reason: { vi, en }, ...(mark === undefined ? {} : { mark }) }
}
