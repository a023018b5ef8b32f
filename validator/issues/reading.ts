/**
 * Issues of a document that could not be read as JSON, XML or JWS.
 *
 * A row is a code, a severity, and the sentence in Vietnamese and English.
 *
 * @module
 */

export const READING = {
  'encoding-invalid': [
    'error',
    'Tài liệu không phải UTF-8 hợp lệ: byte sai đầu tiên ở vị trí {offset}.',
    'The document is not valid UTF-8: the first wrong byte is at offset {offset}.',
  ],
  'document-empty': ['error', 'Tài liệu rỗng.', 'The document is empty.'],
  'json-malformed': [
    'error',
    'JSON sai cú pháp: cần {expected}.',
    'The JSON is malformed: expected {expected}.',
  ],
  'json-member-duplicated': [
    'error',
    'Một đối tượng JSON có hai thành viên trùng tên.',
    'A JSON object has two members of the same name.',
  ],
  'number-inexact': [
    'error',
    'Số có nhiều chữ số hơn mức giữ được chính xác (IEEE 754 64 bit).',
    'The number has more digits than can be kept exactly (IEEE 754 binary64).',
  ],
  'xml-malformed': [
    'error',
    'XML không đúng khuôn dạng: {reason}.',
    'The XML is not well-formed: {reason}.',
  ],
  'xml-dtd-refused': [
    'error',
    'XML có khai báo DOCTYPE hoặc thực thể; không được chấp nhận vì lý do an toàn.',
    'The XML has a DOCTYPE or entity declaration, which is refused for safety.',
  ],
  'xml-encoding-refused': [
    'error',
    'XML khai báo bảng mã khác UTF-8; hãy gửi lại bằng UTF-8.',
    'The XML declares an encoding other than UTF-8; send it as UTF-8.',
  ],
  'nesting-too-deep': [
    'error',
    'Tài liệu lồng nhau quá {max} cấp.',
    'The document is nested more than {max} levels deep.',
  ],
  'attributes-too-many': [
    'error',
    'Một phần tử XML và các phần tử bao quanh có quá {max} thuộc tính, khai báo không gian tên.',
    'An XML element and those around it have over {max} attributes and namespace declarations.',
  ],
  'record-unjudged': [
    'error',
    'Không rõ bản ghi thuộc cấu trúc nào; hãy nêu cấu trúc để kiểm tra.',
    'It is not known which structure the record is of; name the structure to judge it by.',
  ],
} as const
