/**
 * Every kind of difference between two versions, with its sentence in two languages.
 *
 * Codes are stable: a pipeline acts on them. Whom a difference breaks depends on the case; the
 * third word of a row is what it is when it breaks nobody.
 *
 * @module
 */
import type { Bilingual } from '../verdict.ts'

type Row = readonly [unbroken: 'compatible' | 'annotation', vi: string, en: string]

export const ROWS = {
  'property-added-optional': [
    'compatible',
    'Thêm trường không bắt buộc {name}.',
    'The optional field {name} was added.',
  ],
  'property-added-required': [
    'compatible',
    'Thêm trường bắt buộc {name}.',
    'The required field {name} was added.',
  ],
  'property-removed': ['compatible', 'Bỏ trường {name}.', 'The field {name} was removed.'],
  'required-added': [
    'compatible',
    'Trường {name} trở thành bắt buộc.',
    'The field {name} became required.',
  ],
  'required-removed': [
    'compatible',
    'Trường {name} không còn bắt buộc.',
    'The field {name} is no longer required.',
  ],
  'order-changed': [
    'compatible',
    'Thứ tự trường đổi: phần tử XML phải theo thứ tự mới.',
    'The order of the fields changed: XML elements must follow the new one.',
  ],
  'additional-properties-closed': [
    'compatible',
    'Không còn nhận trường ngoài danh sách.',
    'Fields that are not named are no longer taken.',
  ],
  'additional-properties-opened': [
    'compatible',
    'Nhận cả trường ngoài danh sách.',
    'Fields that are not named are taken.',
  ],
  'type-narrowed': [
    'compatible',
    'Kiểu hẹp lại: {before} → {after}.',
    'The type was narrowed: {before} → {after}.',
  ],
  'type-widened': [
    'compatible',
    'Kiểu rộng ra: {before} → {after}.',
    'The type was widened: {before} → {after}.',
  ],
  'type-changed': [
    'compatible',
    'Kiểu đổi: {before} → {after}.',
    'The type changed: {before} → {after}.',
  ],
  'values-added': ['compatible', 'Thêm giá trị: {values}.', 'Values were added: {values}.'],
  'values-removed': ['compatible', 'Bỏ giá trị: {values}.', 'Values were removed: {values}.'],
  'values-restricted': [
    'compatible',
    'Chỉ còn nhận các giá trị: {values}.',
    'Only these values are taken now: {values}.',
  ],
  'values-freed': [
    'compatible',
    'Không còn giới hạn ở một danh sách giá trị.',
    'Values are no longer limited to a list.',
  ],
  'bound-tightened': [
    'compatible',
    'Giới hạn {keyword} chặt hơn: {before} → {after}.',
    'The bound {keyword} was tightened: {before} → {after}.',
  ],
  'bound-loosened': [
    'compatible',
    'Giới hạn {keyword} rộng hơn: {before} → {after}.',
    'The bound {keyword} was loosened: {before} → {after}.',
  ],
  'multiple-changed': [
    'compatible',
    'Bội số đổi: {before} → {after}.',
    'The multiple changed: {before} → {after}.',
  ],
  'pattern-narrowed': [
    'compatible',
    'Mẫu hẹp lại: {before} → {after}.',
    'The pattern was narrowed: {before} → {after}.',
  ],
  'pattern-widened': [
    'compatible',
    'Mẫu rộng ra: {before} → {after}.',
    'The pattern was widened: {before} → {after}.',
  ],
  'pattern-changed': [
    'compatible',
    'Mẫu đổi: {before} → {after}.',
    'The pattern changed: {before} → {after}.',
  ],
  'pattern-rewritten': [
    'annotation',
    'Mẫu viết cách khác mà cùng nghĩa: {before} → {after}.',
    'The pattern is written in another way and means the same: {before} → {after}.',
  ],
  'pattern-undecided': [
    'compatible',
    'Mẫu đổi và không so được hai mẫu: {before} → {after}.',
    'The pattern changed and the two cannot be compared: {before} → {after}.',
  ],
  'format-changed': [
    'compatible',
    'Định dạng đổi: {before} → {after}.',
    'The format changed: {before} → {after}.',
  ],
  'check-added': ['compatible', 'Thêm quy tắc kiểm tra {checks}.', 'The check {checks} was added.'],
  'check-removed': [
    'compatible',
    'Bỏ quy tắc kiểm tra {checks}.',
    'The check {checks} was removed.',
  ],
  'unique-items-added': [
    'compatible',
    'Các mục không được trùng nhau nữa.',
    'Items may no longer be repeated.',
  ],
  'unique-items-removed': ['compatible', 'Các mục được trùng nhau.', 'Items may be repeated.'],
  'code-list-added': [
    'compatible',
    'Giá trị phải là mã của danh mục {list}.',
    'The value must be a code of the list {list}.',
  ],
  'code-list-removed': [
    'compatible',
    'Giá trị không còn phải là mã của danh mục {list}.',
    'The value need no longer be a code of the list {list}.',
  ],
  'code-list-changed': [
    'annotation',
    'Danh mục mã đổi: {before} → {after}.',
    'The code list changed: {before} → {after}.',
  ],
  'codes-added': [
    'compatible',
    'Thêm mã ({count}): {codes}.',
    'Codes were added ({count}): {codes}.',
  ],
  'codes-removed': [
    'compatible',
    'Bỏ mã ({count}): {codes}.',
    'Codes were removed ({count}): {codes}.',
  ],
  'codes-ended': [
    'compatible',
    'Mã hết hiệu lực từ một ngày ({count}): {codes}.',
    'Codes end on a day ({count}): {codes}.',
  ],
  'codes-in-force-longer': [
    'compatible',
    'Mã có hiệu lực thêm những ngày khác ({count}): {codes}.',
    'Codes are in force on further days ({count}): {codes}.',
  ],
  'codes-in-force-later': [
    'compatible',
    'Mã không còn hiệu lực vào những ngày trước kia có ({count}): {codes}.',
    'Codes are no longer in force on days when they were ({count}): {codes}.',
  ],
  'code-parents-changed': [
    'compatible',
    'Mã cấp trên đổi ({count}): {codes}.',
    'The codes one level up changed ({count}): {codes}.',
  ],
  'code-coverage-changed': [
    'compatible',
    'Ngày danh mục bắt đầu có dữ liệu đổi: {before} → {after}.',
    'The day the list begins to know changed: {before} → {after}.',
  ],
  'code-names-changed': [
    'annotation',
    'Tên hoặc chú giải của mã đổi ({count}): {codes}.',
    'Names or notes of codes changed ({count}): {codes}.',
  ],
  'rule-added': ['compatible', 'Thêm quy tắc {rule}.', 'The rule {rule} was added.'],
  'rule-removed': ['compatible', 'Bỏ quy tắc {rule}.', 'The rule {rule} was removed.'],
  'rule-words-changed': [
    'annotation',
    'Quy tắc {rule}: chú giải hoặc căn cứ đổi.',
    'The rule {rule} has other words or another basis.',
  ],
  'alternative-added': ['compatible', 'Thêm một lựa chọn.', 'An alternative was added.'],
  'alternative-removed': ['compatible', 'Bỏ một lựa chọn.', 'An alternative was removed.'],
  'alternatives-added': [
    'compatible',
    'Phải theo một trong các lựa chọn.',
    'One of the alternatives must be followed.',
  ],
  'alternatives-removed': [
    'compatible',
    'Không còn phải theo một trong các lựa chọn.',
    'None of the alternatives need be followed any more.',
  ],
  'alternatives-undecided': [
    'compatible',
    'Các lựa chọn đổi và không có trường phân biệt, nên không so được.',
    'The alternatives changed and no field tells them apart, so they cannot be compared.',
  ],
  'keyword-undecided': [
    'compatible',
    'Từ khóa {keyword} nằm ngoài hồ sơ; nó hoặc chỗ bên cạnh đã đổi.',
    'The keyword {keyword} is outside the profile, and it or what is beside it changed.',
  ],
  'schema-undecided': [
    'compatible',
    'Phần này lồng quá sâu để so.',
    'This part is nested too deeply to be compared.',
  ],
  'reference-changed': [
    'annotation',
    'Tham chiếu đổi: {before} → {after}.',
    'The reference changed: {before} → {after}.',
  ],
  'same-as-elsewhere': ['annotation', 'Như đã nêu ở {where}.', 'As said at {where}.'],
  'xml-form-changed': [
    'compatible',
    'Cách viết trong XML đổi: {keyword}.',
    'The form in XML changed: {keyword}.',
  ],
  'namespace-of-major': [
    'annotation',
    'Không gian tên XML đi theo số phiên bản chính.',
    'The XML namespace follows the major version.',
  ],
  'day-of-document-changed': [
    'compatible',
    'Trường nêu ngày của tài liệu đổi.',
    'The field that states the day of the document changed.',
  ],
  'recognition-changed': [
    'compatible',
    'Cách nhận ra tài liệu đổi.',
    'How documents are recognised changed.',
  ],
  'conversion-changed': [
    'compatible',
    'Cách chuyển đổi tài liệu đổi.',
    'How documents are converted changed.',
  ],
  'linked-data-changed': [
    'compatible',
    'Nghĩa trong JSON-LD đổi.',
    'The meaning in JSON-LD changed.',
  ],
  'kind-changed': ['compatible', 'Loại của mục đổi.', 'The kind of the entry changed.'],
  'words-changed': ['annotation', 'Tên hoặc mô tả đổi.', 'The title or the description changed.'],
  'legal-basis-changed': ['annotation', 'Căn cứ pháp lý đổi.', 'The legal basis changed.'],
  'evidence-changed': ['annotation', 'Bằng chứng đổi.', 'The evidence changed.'],
  'status-changed': ['annotation', 'Trạng thái đăng ký đổi.', 'The registration status changed.'],
  'personal-data-changed': [
    'annotation',
    'Lớp dữ liệu cá nhân đổi.',
    'The class of personal data changed.',
  ],
  'annotation-changed': [
    'annotation',
    'Chú giải {keyword} đổi.',
    'The annotation {keyword} changed.',
  ],
} as const

export type DifferenceCode = keyof typeof ROWS

export interface DifferenceKind {
  readonly code: DifferenceCode
  /** What it is when no reader refuses anything because of it. */
  readonly unbroken: 'compatible' | 'annotation'
  readonly message: Bilingual
}

export const differenceKinds: Readonly<Record<DifferenceCode, DifferenceKind>> = Object.fromEntries(
  (Object.entries(ROWS) as readonly (readonly [string, Row])[]).map(
    ([code, [unbroken, vi, en]]) => [code, { code, unbroken, message: { vi, en } }],
  ),
) as Record<DifferenceCode, DifferenceKind>
