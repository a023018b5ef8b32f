/**
 * Every problem the service itself can raise.
 *
 * @module
 */
import type { ProblemKind } from '../validator/index.ts'

export const routeNotFound: ProblemKind = {
  code: 'route-not-found',
  status: 404,
  title: { vi: 'Không có địa chỉ này', en: 'There is nothing at this address' },
}

export const methodNotAllowed: ProblemKind = {
  code: 'method-not-allowed',
  status: 405,
  title: { vi: 'Phương thức không dùng được ở đây', en: 'The method is not allowed here' },
}

export const representationUnavailable: ProblemKind = {
  code: 'representation-unavailable',
  status: 406,
  title: { vi: 'Không có dạng biểu diễn được yêu cầu', en: 'There is no such representation' },
}

export const parameterMalformed: ProblemKind = {
  code: 'parameter-malformed',
  status: 400,
  title: { vi: 'Tham số không đúng dạng', en: 'A parameter is malformed' },
}

export const settingMalformed: ProblemKind = {
  code: 'setting-malformed',
  status: 500,
  title: { vi: 'Cấu hình không đúng', en: 'A setting is wrong' },
}

export const agencyUnknown: ProblemKind = {
  code: 'agency-unknown',
  status: 503,
  title: {
    vi: 'Dịch vụ chưa biết mình thuộc cơ quan nào',
    en: 'The service does not know whose it is',
  },
}

export const receiptUnavailable: ProblemKind = {
  code: 'receipt-unavailable',
  status: 406,
  title: { vi: 'Dịch vụ không cấp biên nhận', en: 'The service gives no receipts' },
}

export const serviceBusy: ProblemKind = {
  code: 'service-busy',
  status: 503,
  title: {
    vi: 'Dịch vụ đang xử lý quá nhiều tài liệu lớn',
    en: 'The service is judging too many large documents',
  },
}

export const judgingOverdue: ProblemKind = {
  code: 'judging-overdue',
  status: 503,
  title: {
    vi: 'Không kiểm tra xong tài liệu trong thời gian cho phép',
    en: 'The document could not be judged in the time there is',
  },
}

export const judgingExhausted: ProblemKind = {
  code: 'judging-exhausted',
  status: 503,
  title: {
    vi: 'Kiểm tra tài liệu cần nhiều bộ nhớ hơn mức cho phép',
    en: 'Judging the document takes more memory than there is for one',
  },
}

export const trustUnavailable: ProblemKind = {
  code: 'trust-unavailable',
  status: 503,
  title: {
    vi: 'Dịch vụ hiện không đọc được danh sách bên được tin cậy',
    en: 'The service cannot read at present whom it may trust',
  },
}

export const databaseLocked: ProblemKind = {
  code: 'database-locked',
  status: 503,
  title: {
    vi: 'Cơ sở dữ liệu đang được tiến trình khác dùng',
    en: 'The database is in use by another process',
  },
}

export const databaseUnusable: ProblemKind = {
  code: 'database-unusable',
  status: 500,
  title: { vi: 'Không dùng được cơ sở dữ liệu', en: 'The database cannot be used' },
}

export const versionImmutable: ProblemKind = {
  code: 'version-immutable',
  status: 409,
  title: {
    vi: 'Phiên bản đã công bố không được thay đổi',
    en: 'A published version cannot be changed',
  },
}

export const schemaLintFailed: ProblemKind = {
  code: 'schema-lint-failed',
  status: 422,
  title: {
    vi: 'Lược đồ chưa đạt quy tắc của danh mục',
    en: 'The schema breaks a rule of the catalogue',
  },
}

export const baseUrlChanged: ProblemKind = {
  code: 'base-url-changed',
  status: 409,
  title: {
    vi: 'Địa chỉ gốc khác với khi công bố',
    en: 'The base URL differs from that of publication',
  },
}

export const addressInUse: ProblemKind = {
  code: 'address-in-use',
  status: 500,
  title: { vi: 'Cổng mạng đang bị chiếm', en: 'The address is in use' },
}

export const internalError: ProblemKind = {
  code: 'internal-error',
  status: 500,
  title: { vi: 'Lỗi nội bộ', en: 'Internal error' },
}
