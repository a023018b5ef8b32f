/**
 * Why libxml2 refused a document, in our own words.
 *
 * Its messages may quote the document, so none is passed on: each is matched
 * to a sentence of this table.
 *
 * @module
 */
import type { Bilingual } from '../verdict.ts'

const REASONS: readonly (readonly [RegExp, Bilingual])[] = [
  [/tag mismatch/iu, { vi: 'thẻ đóng không khớp thẻ mở', en: 'an end tag does not match' }],
  [
    /Premature end|Start tag expected|document is empty/iu,
    { vi: 'tài liệu bị cắt cụt', en: 'the document is cut short' },
  ],
  [
    /Extra content/iu,
    { vi: 'có nội dung sau phần tử gốc', en: 'there is content after the root element' },
  ],
  [/AttValue/iu, { vi: 'giá trị thuộc tính sai cú pháp', en: 'an attribute value is malformed' }],
  [/redefined/iu, { vi: 'thuộc tính bị lặp', en: 'an attribute is repeated' }],
  [/Entity|EntityRef/iu, { vi: 'thực thể không được khai báo', en: 'an entity is not declared' }],
  [
    /Namespace prefix|namespace/iu,
    { vi: 'tiền tố không gian tên chưa khai báo', en: 'a namespace prefix is not declared' },
  ],
  [
    /invalid.*(?:Char|xmlChar)|char.*out of allowed range/iu,
    { vi: 'có ký tự không được phép', en: 'there is a character that XML does not allow' },
  ],
  [/huge|too long|limit/iu, { vi: 'một phần quá dài', en: 'a part is too long' }],
]

const OTHER: Bilingual = { vi: 'sai cú pháp tại vị trí này', en: 'wrong syntax at this place' }

export function parseReason(message: string): Bilingual {
  return REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? OTHER
}
