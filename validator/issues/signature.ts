/**
 * Issues of signatures and of what they cover.
 *
 * A row is a code, a severity, and the sentence in Vietnamese and English.
 *
 * @module
 */

export const SIGNATURE = {
  'signature-invalid': [
    'error',
    'Chữ ký không hợp lệ: {reason}',
    'A signature is invalid: {reason}',
  ],
  'signature-undecided': [
    'error',
    'Chưa thể tin chữ ký: {reason}',
    'A signature cannot be believed yet: {reason}',
  ],
  'algorithm-refused': [
    'error',
    'Chữ ký dùng thuật toán hoặc khóa không được chấp nhận; hãy ký bằng RSASSA-PSS hoặc ECDSA.',
    'The signature uses an algorithm or key that is not accepted; sign with RSASSA-PSS or ECDSA.',
  ],
  'signature-missing': ['error', 'Thông điệp không có chữ ký.', 'The message has no signature.'],
  'content-unsigned': [
    'error',
    'Nội dung nghiệp vụ không nằm trong phần được ký.',
    'The business content is not within what was signed.',
  ],
  'signed-part-ambiguous': [
    'error',
    'Có nhiều phần tử có thể là nội dung được ký; thông điệp có thể đã bị tráo.',
    'Several elements could be the signed content; the message may have been rewrapped.',
  ],
  'jws-malformed': ['error', 'JWS sai dạng: {reason}', 'The JWS is malformed: {reason}'],
  'algorithm-legacy': [
    'warning',
    'Chữ ký dùng thuật toán cũ {algorithm}; phần mềm ký phải chuyển sang RSASSA-PSS hoặc ECDSA.',
    'The signature uses the legacy algorithm {algorithm}; move to RSASSA-PSS or ECDSA.',
  ],
  'signature-partial': [
    'warning',
    'Chữ ký chỉ bao phủ một phần thông điệp.',
    'The signature covers only a part of the message.',
  ],
} as const
