/**
 * The words of the registry's own pages, in both languages.
 *
 * @module
 */
import type { Bilingual } from '../../validator/index.ts'

export const WORDS = {
  catalogue: { vi: 'Danh mục lược đồ', en: 'Catalogue' },
  lead: {
    vi: 'Cấu trúc chuẩn của dữ liệu dùng chung: JSON Schema, XSD, JSON-LD, TypeScript.',
    en: 'Standard structures of shared data: JSON Schema, XSD, JSON-LD, TypeScript.',
  },
  search: { vi: 'Tìm theo tên, mô tả hoặc trường', en: 'Search names, descriptions and fields' },
  find: { vi: 'Tìm', en: 'Search' },
  all: { vi: 'Tất cả', en: 'All' },
  none: {
    vi: 'Không có cấu trúc nào khớp. Thử từ khác, hoặc bỏ dấu.',
    en: 'No structure matches. Try other words, or leave out diacritics.',
  },
  structure: { vi: 'Cấu trúc', en: 'Structure' },
  versions: { vi: 'Phiên bản', en: 'Versions' },
  status: { vi: 'Trạng thái', en: 'Status' },
  validateTitle: { vi: 'Kiểm tra một thông điệp', en: 'Validate a message' },
  api: { vi: 'API', en: 'API' },
  problems: { vi: 'Các loại vấn đề', en: 'Problems' },
  problemLead: {
    vi: 'Mã lỗi mà API trả về theo RFC 9457, và ý nghĩa của chúng.',
    en: 'The error codes the API answers with, by RFC 9457, and what they mean.',
  },
  code: { vi: 'Mã', en: 'Code' },
  meaning: { vi: 'Ý nghĩa', en: 'Meaning' },
  operation: { vi: 'Thao tác', en: 'Operation' },
  parameters: { vi: 'Tham số', en: 'Parameters' },
  database: { vi: 'Cơ sở dữ liệu', en: 'Databases' },
  record: { vi: 'Bản ghi', en: 'Records' },
  message: { vi: 'Thông điệp', en: 'Messages' },
  codelist: { vi: 'Danh mục mã', en: 'Code lists' },
  element: { vi: 'Phần tử dữ liệu', en: 'Data elements' },
  api_kind: { vi: 'Giao diện của dịch vụ', en: 'Service contract' },
  vocabulary: { vi: 'Từ vựng', en: 'Vocabulary' },
} as const

/** Kinds in the order they are shown. */
export const KINDS: readonly (readonly [kind: string, words: Bilingual])[] = [
  ['database', WORDS.database],
  ['record', WORDS.record],
  ['message', WORDS.message],
  ['codelist', WORDS.codelist],
  ['element', WORDS.element],
  ['api', WORDS.api_kind],
  ['vocabulary', WORDS.vocabulary],
]
