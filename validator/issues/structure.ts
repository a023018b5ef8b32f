/**
 * Issues of shape: what the JSON Schema keywords say.
 *
 * A row is a code, a severity, and the sentence in Vietnamese and English.
 *
 * @module
 */

export const STRUCTURE = {
  'type-mismatch': [
    'error',
    'Sai kiểu: cần {expected}, nhận được {found}.',
    'Wrong type: expected {expected}, found {found}.',
  ],
  'required-missing': [
    'error',
    'Thiếu trường bắt buộc {name}.',
    'Required field {name} is missing.',
  ],
  'property-unknown': [
    'error',
    'Trường {name} không có trong cấu trúc.',
    'Field {name} is not in the structure.',
  ],
  'property-withdrawn': [
    'error',
    'Trường {name} không còn được dùng từ {since}: {reason}',
    'Field {name} is no longer used since {since}: {reason}',
  ],
  'value-not-allowed': [
    'error',
    'Giá trị không nằm trong các giá trị cho phép: {allowed}.',
    'The value is not one of those allowed: {allowed}.',
  ],
  'pattern-mismatch': [
    'error',
    'Giá trị không đúng dạng {pattern}.',
    'The value does not match {pattern}.',
  ],
  'format-mismatch': ['error', 'Giá trị không phải {format}.', 'The value is not a {format}.'],
  'date-notation-mismatch': [
    'error',
    'Ngày viết theo dạng {found}; cấu trúc này dùng {expected}.',
    'The date is written as {found}; this structure uses {expected}.',
  ],
  'value-empty': [
    'error',
    'Giá trị để trống; hãy bỏ hẳn trường này nếu không có dữ liệu.',
    'The value is empty; leave the field out when there is nothing to say.',
  ],
  'text-too-short': ['error', 'Cần ít nhất {min} ký tự.', 'At least {min} characters are needed.'],
  'text-too-long': [
    'error',
    'Không được quá {max} ký tự.',
    'At most {max} characters are allowed.',
  ],
  'number-out-of-range': [
    'error',
    'Số phải {comparison} {limit}.',
    'The number must be {comparison} {limit}.',
  ],
  'fields-too-few': ['error', 'Cần ít nhất {min} trường.', 'At least {min} fields are needed.'],
  'items-too-few': ['error', 'Cần ít nhất {min} phần tử.', 'At least {min} items are needed.'],
  'items-too-many': ['error', 'Không được quá {max} phần tử.', 'At most {max} items are allowed.'],
  'items-duplicated': [
    'error',
    'Các phần tử không được trùng nhau.',
    'The items must be different.',
  ],
  'alternative-unmatched': [
    'error',
    'Nội dung không khớp phương án nào mà cấu trúc cho phép.',
    'The content matches none of the alternatives that the structure allows.',
  ],
  'field-choice-missing': [
    'error',
    'Cần có ít nhất một trong các trường: {names}.',
    'At least one of these fields is needed: {names}.',
  ],
  'alternative-ambiguous': [
    'error',
    'Nội dung khớp nhiều phương án cùng lúc; chỉ được khớp một.',
    'The content matches several alternatives at once; it must match exactly one.',
  ],
  'keyword-failed': [
    'error',
    'Không thỏa điều kiện {keyword} của lược đồ.',
    'The schema keyword {keyword} is not satisfied.',
  ],
} as const
