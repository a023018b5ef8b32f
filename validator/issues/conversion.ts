/**
 * What a conversion from one structure to another loses, supposes or cannot decide.
 *
 * A row is a code, a severity, and the sentence in Vietnamese and English.
 *
 * @module
 */

export const CONVERSION = {
  'conversion-lost': [
    'warning',
    'Cấu trúc đích {target} không có chỗ cho trường này; giá trị bị bỏ.',
    'The target structure {target} has no room for this field; its value is left out.',
  ],
  'conversion-dropped': [
    'warning',
    'Giá trị bị bỏ khi chuyển sang {target}: {reason}',
    'The value is left out on the way to {target}: {reason}',
  ],
  'conversion-set-aside': [
    'info',
    'Trường này không phải dữ liệu của cấu trúc, không mất gì: {reason}',
    'This field is no data of the structure, nothing is lost: {reason}',
  ],
  'conversion-unreadable': [
    'warning',
    'Không chuyển được giá trị này bằng quy tắc {by}; giá trị bị bỏ.',
    'The rule {by} cannot convert this value; it is left out.',
  ],
  'conversion-ambiguous': [
    'warning',
    'Giá trị này có thể mang nhiều nghĩa theo quy tắc {by}; không đoán, giá trị bị bỏ.',
    'By the rule {by} this value may mean several things; nothing is guessed, it is left out.',
  ],
  'conversion-approximate': [
    'warning',
    'Giá trị tại {to} được suy ra bằng quy tắc {by} và có thể không đúng hẳn.',
    'The value at {to} was derived by the rule {by} and may not be quite right.',
  ],
  'conversion-widened': [
    'warning',
    'Mã tại {to} nay gồm nhiều mã cũ; không còn biết là mã cũ nào.',
    'The code at {to} now covers several former codes; which one it was is no longer said.',
  ],
  'conversion-conflict': [
    'warning',
    'Trường này nói khác với trường đã ghi vào {to}; giá trị bị bỏ.',
    'This field disagrees with the one already written to {to}; its value is left out.',
  ],
  'conversion-assumed': [
    'info',
    'Tài liệu không nói; {to} được ghi theo quy ước: {reason}.',
    'The document does not say; {to} is filled by convention: {reason}.',
  ],
  'conversion-signature-lost': [
    'warning',
    'Chữ ký số phủ tài liệu gốc, không phủ tài liệu đã chuyển đổi.',
    'The signature covers the original document, not the converted one.',
  ],
} as const
