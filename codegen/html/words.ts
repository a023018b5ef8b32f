/**
 * Everything a reference page says of its own accord, in both languages.
 *
 * @module
 */
export interface Word {
  readonly vi: string
  readonly en: string
}

export type WordName =
  | 'catalogue'
  | 'version'
  | 'versions'
  | 'thisVersion'
  | 'successor'
  | 'superseded'
  | 'newer'
  | 'notOfficial'
  | 'reference'
  | 'kind'
  | 'status'
  | 'owner'
  | 'legalBasis'
  | 'evidence'
  | 'personalData'
  | 'inForce'
  | 'from'
  | 'to'
  | 'namespace'
  | 'root'
  | 'formats'
  | 'fields'
  | 'field'
  | 'form'
  | 'meaning'
  | 'required'
  | 'optional'
  | 'value'
  | 'codes'
  | 'code'
  | 'vietnamese'
  | 'english'
  | 'holds'
  | 'becomes'
  | 'parent'
  | 'allValues'
  | 'signedRelease'
  | 'firstOf'
  | 'knowsFrom'
  | 'rules'
  | 'rule'
  | 'severity'
  | 'onlyWhen'
  | 'former'
  | 'validate'
  | 'validateHow'
  | 'source'
  | 'management'
  | 'list'
  | 'codeOf'
  | 'oneOf'
  | 'anything'
  | 'records'
  | 'exchangeKinds'
  | 'noRecords'

export const words: Readonly<Record<WordName, Word>> = {
  catalogue: { vi: 'Danh mục', en: 'Catalogue' },
  version: { vi: 'Phiên bản', en: 'Version' },
  versions: { vi: 'Các phiên bản', en: 'Versions' },
  thisVersion: { vi: 'đang xem', en: 'this one' },
  successor: { vi: 'Thay thế bởi', en: 'Replaced by' },
  superseded: {
    vi: 'Cấu trúc này đã có cấu trúc chuẩn thay thế:',
    en: 'A canonical structure replaces this one:',
  },
  newer: { vi: 'Đã có phiên bản mới hơn:', en: 'There is a newer version:' },
  notOfficial: {
    vi: 'Nội dung chưa kiểm chứng, không phải văn bản chính thức.',
    en: 'Not verified: this is not official text.',
  },
  reference: { vi: 'Tham chiếu', en: 'Reference' },
  kind: { vi: 'Loại', en: 'Kind' },
  status: { vi: 'Trạng thái', en: 'Status' },
  owner: { vi: 'Cơ quan chủ quản', en: 'Owner' },
  legalBasis: { vi: 'Căn cứ pháp lý', en: 'Legal basis' },
  evidence: { vi: 'Bằng chứng', en: 'Evidence' },
  personalData: { vi: 'Dữ liệu cá nhân', en: 'Personal data' },
  inForce: { vi: 'Hiệu lực', en: 'In force' },
  from: { vi: 'từ', en: 'from' },
  to: { vi: 'đến', en: 'to' },
  namespace: { vi: 'Không gian tên XML', en: 'XML namespace' },
  root: { vi: 'Phần tử gốc', en: 'Root element' },
  formats: { vi: 'Tải về', en: 'Get it as' },
  fields: { vi: 'Các trường', en: 'Fields' },
  field: { vi: 'Trường', en: 'Field' },
  form: { vi: 'Dạng', en: 'Form' },
  meaning: { vi: 'Ý nghĩa', en: 'Meaning' },
  required: { vi: 'bắt buộc', en: 'required' },
  optional: { vi: 'không bắt buộc', en: 'optional' },
  value: { vi: 'Giá trị', en: 'Value' },
  codes: { vi: 'Giá trị danh mục', en: 'Codes' },
  code: { vi: 'Mã', en: 'Code' },
  vietnamese: { vi: 'Tên', en: 'Vietnamese' },
  english: { vi: 'Tên tiếng Anh', en: 'English' },
  holds: { vi: 'Hiệu lực', en: 'Holds' },
  becomes: { vi: 'Chuyển thành', en: 'Becomes' },
  parent: { vi: 'Cấp trên', en: 'Parent' },
  allValues: { vi: 'Toàn bộ giá trị', en: 'All values' },
  signedRelease: { vi: 'Bản phát hành có chữ ký', en: 'Signed release' },
  firstOf: { vi: 'giá trị đầu trong tổng số', en: 'first values of' },
  knowsFrom: { vi: 'Danh mục chỉ có dữ liệu từ', en: 'The list knows nothing before' },
  rules: { vi: 'Quy tắc giữa các trường', en: 'Rules across fields' },
  rule: { vi: 'Quy tắc', en: 'Rule' },
  severity: { vi: 'Mức', en: 'Severity' },
  onlyWhen: { vi: 'chỉ khi', en: 'only when' },
  former: { vi: 'Trường đã bỏ', en: 'Former fields' },
  validate: { vi: 'Kiểm tra một tài liệu', en: 'Validate a document' },
  validateHow: {
    vi: 'Câu trả lời nêu từng lỗi, vị trí của lỗi và căn cứ, bằng hai ngôn ngữ.',
    en: 'The answer names each issue, where it is and its legal basis, in both languages.',
  },
  source: { vi: 'Nguồn xác thực', en: 'Authoritative source' },
  management: { vi: 'Quản lý', en: 'Management' },
  list: { vi: 'danh sách', en: 'list of' },
  codeOf: { vi: 'mã thuộc', en: 'code of' },
  oneOf: { vi: 'một trong', en: 'one of' },
  exchangeKinds: { vi: 'Loại dữ liệu chia sẻ', en: 'Kinds of shared data' },
  records: { vi: 'Các cấu trúc của cơ sở dữ liệu này', en: 'Structures of this database' },
  noRecords: {
    vi: 'Chưa biết các trường của cơ sở dữ liệu này, nên không có cấu trúc nào được công bố.',
    en: 'The fields of this database are not known yet, so no structure is published.',
  },
  anything: { vi: 'bất kỳ', en: 'anything' },
}

/** Names of a schema's own terms; a term that is not here names itself. */
const TERMS: Readonly<Record<string, Word>> = {
  element: { vi: 'Phần tử dữ liệu', en: 'Data element' },
  codelist: { vi: 'Danh mục', en: 'Code list' },
  database: { vi: 'Cơ sở dữ liệu', en: 'Database' },
  record: { vi: 'Bản ghi', en: 'Record' },
  message: { vi: 'Thông điệp', en: 'Message' },
  vocabulary: { vi: 'Từ vựng', en: 'Vocabulary' },
  api: { vi: 'Giao diện dịch vụ', en: 'Service contract' },
  Incomplete: { vi: 'Chưa đầy đủ', en: 'Incomplete' },
  Candidate: { vi: 'Đang xem xét', en: 'Candidate' },
  Recorded: { vi: 'Đã ghi nhận', en: 'Recorded' },
  Qualified: { vi: 'Đủ điều kiện', en: 'Qualified' },
  Standard: { vi: 'Tiêu chuẩn', en: 'Standard' },
  Superseded: { vi: 'Đã thay thế', en: 'Superseded' },
  Retired: { vi: 'Ngừng sử dụng', en: 'Retired' },
  verified: { vi: 'Đã kiểm chứng', en: 'Verified' },
  observed: { vi: 'Ghi nhận thực tế', en: 'Observed' },
  proposed: { vi: 'Đề xuất', en: 'Proposed' },
  unverified: { vi: 'Chưa kiểm chứng', en: 'Unverified' },
  public: { vi: 'Không phải dữ liệu cá nhân', en: 'Not personal data' },
  basic: { vi: 'Dữ liệu cá nhân cơ bản', en: 'Basic personal data' },
  sensitive: { vi: 'Dữ liệu cá nhân nhạy cảm', en: 'Sensitive personal data' },
  error: { vi: 'lỗi', en: 'error' },
  warning: { vi: 'cảnh báo', en: 'warning' },
  string: { vi: 'văn bản', en: 'text' },
  integer: { vi: 'số nguyên', en: 'whole number' },
  number: { vi: 'số', en: 'number' },
  boolean: { vi: 'đúng hoặc sai', en: 'true or false' },
  object: { vi: 'nhóm', en: 'group' },
  date: { vi: 'ngày', en: 'day' },
  'date-time': { vi: 'thời điểm', en: 'moment' },
  uri: { vi: 'địa chỉ', en: 'address' },
  minLength: { vi: 'ngắn nhất', en: 'shortest' },
  maxLength: { vi: 'dài nhất', en: 'longest' },
  minimum: { vi: 'từ', en: 'at least' },
  maximum: { vi: 'đến', en: 'at most' },
  minItems: { vi: 'ít nhất', en: 'at least' },
  maxItems: { vi: 'nhiều nhất', en: 'at most' },
  pattern: { vi: 'mẫu', en: 'pattern' },
  'x-check': { vi: 'quy tắc kiểm tra', en: 'check rule' },
}

export function termOf(term: string): Word {
  return TERMS[term] ?? { vi: term, en: term }
}
