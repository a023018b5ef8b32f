/**
 * Issues that only an XML document can have.
 *
 * A row is a code, a severity, and the sentence in Vietnamese and English.
 *
 * @module
 */

export const XML = {
  'element-out-of-order': [
    'error',
    'Phần tử {name} đứng sai thứ tự; phải đứng {where}.',
    'Element {name} is out of order; it must come {where}.',
  ],
  'element-repeated': [
    'error',
    'Phần tử {name} chỉ được xuất hiện một lần.',
    'Element {name} may appear only once.',
  ],
  'element-namespace-mismatch': [
    'error',
    'Phần tử {name} thuộc không gian tên khác; cần {expected}.',
    'Element {name} is in another namespace; expected {expected}.',
  ],
  'attribute-as-element': [
    'error',
    '{name} phải là thuộc tính XML, không phải phần tử.',
    '{name} must be an XML attribute, not an element.',
  ],
  'attribute-unknown': [
    'error',
    'Thuộc tính {name} không có trong cấu trúc.',
    'Attribute {name} is not in the structure.',
  ],
  'text-unexpected': [
    'error',
    'Có văn bản xen giữa các phần tử con.',
    'There is text between the child elements.',
  ],
  'processing-instruction-refused': [
    'error',
    'Có chỉ thị xử lý (processing instruction) bên trong nội dung.',
    'There is a processing instruction inside the content.',
  ],
  'root-unexpected': [
    'error',
    'Phần tử gốc của bản ghi phải là {expected}.',
    'The root element of the record must be {expected}.',
  ],
  'element-unjudged': [
    'warning',
    'Phần tử {name} cạnh bản ghi không thuộc cấu trúc nào trong danh mục; không được kiểm tra.',
    'Element {name} beside the records is of no known structure and was not checked.',
  ],
  'xsd-mismatch': [
    'error',
    'XSD của cấu trúc không chấp nhận phần tử này: {reason}.',
    'The XSD of the structure refuses this element: {reason}.',
  ],
} as const
