/**
 * What a JSON text should have had where it went wrong, in plain words.
 *
 * @module
 */

export type Expected = keyof typeof EXPECTED

export const EXPECTED = {
  value: { vi: 'một giá trị', en: 'a value' },
  'member-name': { vi: 'tên thành viên trong ngoặc kép', en: 'a member name in double quotes' },
  colon: { vi: 'dấu hai chấm', en: 'a colon' },
  'comma-or-brace': { vi: 'dấu phẩy hoặc }', en: 'a comma or }' },
  'comma-or-bracket': { vi: 'dấu phẩy hoặc ]', en: 'a comma or ]' },
  quote: { vi: 'dấu ngoặc kép đóng chuỗi', en: 'a double quote that ends the string' },
  'control-escape': {
    vi: 'ký tự điều khiển viết bằng dấu thoát, ví dụ \\n',
    en: 'control characters written as escapes, such as \\n',
  },
  escape: { vi: 'một dấu thoát hợp lệ sau \\', en: 'a known escape after \\' },
  'hexadecimal-digit': {
    vi: 'bốn chữ số thập lục phân sau \\u',
    en: 'four hexadecimal digits after \\u',
  },
  'surrogate-pair': {
    vi: 'đủ cặp thay thế UTF-16 trong dấu thoát \\u',
    en: 'surrogate escapes in pairs',
  },
  digit: { vi: 'một chữ số', en: 'a digit' },
  'finite-number': {
    vi: 'số nằm trong phạm vi IEEE 754 64 bit',
    en: 'a number within the range of IEEE 754 binary64',
  },
  end: { vi: 'hết tài liệu', en: 'the end of the document' },
} as const
