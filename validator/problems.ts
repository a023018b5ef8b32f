/**
 * Every problem the validator can raise.
 *
 * A kind is added only if a caller would act differently on it, and only
 * together with the test that provokes it.
 *
 * @module
 */
import type { ProblemKind } from './problem.ts'

export const schemaRefMalformed: ProblemKind = {
  code: 'schema-ref-malformed',
  status: 400,
  title: {
    vi: 'Tham chiếu lược đồ không đúng dạng',
    en: 'The schema reference is malformed',
  },
}

export const schemaNotFound: ProblemKind = {
  code: 'schema-not-found',
  status: 404,
  title: { vi: 'Không có lược đồ này', en: 'There is no such schema' },
}

export const schemaTestsMalformed: ProblemKind = {
  code: 'schema-tests-malformed',
  status: 400,
  title: { vi: 'Tệp kiểm thử lược đồ không đúng dạng', en: 'A file of schema tests is malformed' },
}

export const schemaUndetermined: ProblemKind = {
  code: 'schema-undetermined',
  status: 422,
  title: {
    vi: 'Không xác định được lược đồ của thông điệp',
    en: 'The schema of the message cannot be determined',
  },
}

export const schemaNotJudging: ProblemKind = {
  code: 'schema-not-judging',
  status: 422,
  title: {
    vi: 'Mục này không phải cấu trúc của một tài liệu',
    en: 'This entry is no structure of a document',
  },
}

export const schemaUnusable: ProblemKind = {
  code: 'schema-unusable',
  status: 422,
  title: { vi: 'Lược đồ không dùng được', en: 'The schema cannot be used' },
}

export const dateMalformed: ProblemKind = {
  code: 'date-malformed',
  status: 400,
  title: { vi: 'Ngày không đúng dạng YYYY-MM-DD', en: 'The date is not a YYYY-MM-DD date' },
}

export const policyMalformed: ProblemKind = {
  code: 'policy-malformed',
  status: 422,
  title: { vi: 'Chính sách tiếp nhận sai dạng', en: 'The policy of acceptance is malformed' },
}

export const documentTooLarge: ProblemKind = {
  code: 'document-too-large',
  status: 413,
  title: { vi: 'Tài liệu quá lớn', en: 'The document is too large' },
}

export const instanceUnmappable: ProblemKind = {
  code: 'instance-unmappable',
  status: 422,
  title: {
    vi: 'Không biểu diễn được bằng XML',
    en: 'The instance cannot be written as XML',
  },
}

export const certificateUnreadable: ProblemKind = {
  code: 'certificate-unreadable',
  status: 422,
  title: { vi: 'Không đọc được chứng thư', en: 'A certificate cannot be read' },
}

export const trustListMalformed: ProblemKind = {
  code: 'trust-list-malformed',
  status: 422,
  title: { vi: 'Danh sách tin cậy sai dạng', en: 'The trust list is malformed' },
}

export const trustListUntrusted: ProblemKind = {
  code: 'trust-list-untrusted',
  status: 422,
  title: {
    vi: 'Chữ ký của danh sách tin cậy không tin được',
    en: 'The signature of the trust list is not believed',
  },
}

export const trustListRolledBack: ProblemKind = {
  code: 'trust-list-rolled-back',
  status: 409,
  title: {
    vi: 'Danh sách tin cậy cũ hơn danh sách đã dùng',
    en: 'The trust list is older than one seen before',
  },
}

export const revocationUnreadable: ProblemKind = {
  code: 'revocation-unreadable',
  status: 422,
  title: {
    vi: 'Không đọc được danh sách thu hồi',
    en: 'A revocation list cannot be read',
  },
}

export const decryptionKeyUnreadable: ProblemKind = {
  code: 'decryption-key-unreadable',
  status: 422,
  title: { vi: 'Không đọc được khóa giải mã', en: 'A decryption key cannot be read' },
}

export const signingKeyUnreadable: ProblemKind = {
  code: 'signing-key-unreadable',
  status: 422,
  title: { vi: 'Không đọc được khóa ký', en: 'The signing key cannot be read' },
}

export const signingKeyPasswordWrong: ProblemKind = {
  code: 'signing-key-password-wrong',
  status: 422,
  title: { vi: 'Sai mật khẩu của khóa ký', en: 'The password of the signing key is wrong' },
}

export const signingKeyMismatch: ProblemKind = {
  code: 'signing-key-mismatch',
  status: 422,
  title: {
    vi: 'Khóa ký không khớp với chứng thư',
    en: 'The signing key does not fit the certificate',
  },
}

export const documentUnsignable: ProblemKind = {
  code: 'document-unsignable',
  status: 422,
  title: { vi: 'Không ký được tài liệu này', en: 'The document cannot be signed' },
}

export const conversionUnknown: ProblemKind = {
  code: 'conversion-unknown',
  status: 422,
  title: {
    vi: 'Không có chuyển đổi giữa hai cấu trúc này',
    en: 'There is no conversion between these structures',
  },
}

export const documentUnconvertible: ProblemKind = {
  code: 'document-unconvertible',
  status: 422,
  title: {
    vi: 'Không đọc được tài liệu để chuyển đổi',
    en: 'The document cannot be read, so it cannot be converted',
  },
}

export const releaseUnsigned: ProblemKind = {
  code: 'release-unsigned',
  status: 404,
  title: { vi: 'Bản phát hành không có chữ ký', en: 'The release is not signed' },
}

export const releaseMalformed: ProblemKind = {
  code: 'release-malformed',
  status: 502,
  title: {
    vi: 'Chữ ký bản phát hành không đúng dạng',
    en: 'The signed release is malformed',
  },
}

export const releaseUntrusted: ProblemKind = {
  code: 'release-untrusted',
  status: 502,
  title: {
    vi: 'Chưa thể tin chữ ký của bản phát hành',
    en: 'The signature of the release cannot be believed',
  },
}

export const releaseSignerExpired: ProblemKind = {
  code: 'release-signer-expired',
  status: 502,
  title: {
    vi: 'Chứng thư ký bản phát hành đã hết hạn',
    en: 'The certificate that signed the release has expired',
  },
}

export const releaseSignerRevoked: ProblemKind = {
  code: 'release-signer-revoked',
  status: 502,
  title: {
    vi: 'Chứng thư ký bản phát hành đã bị thu hồi',
    en: 'The certificate that signed the release has been revoked',
  },
}

export const releaseMismatch: ProblemKind = {
  code: 'release-mismatch',
  status: 502,
  title: {
    vi: 'Chữ ký là của phiên bản hoặc nội dung khác',
    en: 'The signature is of another version or of other content',
  },
}

export const timestampUnavailable: ProblemKind = {
  code: 'timestamp-unavailable',
  status: 502,
  title: { vi: 'Không lấy được dấu thời gian', en: 'There is no timestamp to be had' },
}
