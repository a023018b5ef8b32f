/**
 * Issues of signatures, of what they cover, and of encryption.
 *
 * A row is a code, a severity, and the sentence in Vietnamese and English.
 *
 * @module
 */

export const SIGNATURE = {
  'message-encrypted': [
    'error',
    'Thông điệp mã hóa ({algorithm}, {contentEncryption}) cho khóa {recipient}; hãy nạp khóa đó.',
    'Encrypted ({algorithm}, {contentEncryption}) for the key {recipient}; configure that key.',
  ],
  'decryption-refused': [
    'error',
    'Không giải mã được thông điệp; đề nghị bên gửi mã hóa lại bằng AES-GCM cho khóa hiện hành.',
    'The message cannot be decrypted; ask the sender to encrypt it again by AES-GCM for your key.',
  ],
  'signature-invalid': [
    'error',
    'Chữ ký không hợp lệ: {reason}.',
    'A signature is invalid: {reason}.',
  ],
  'signature-undecided': [
    'error',
    'Chưa thể coi chữ ký là hợp lệ: {reason}.',
    'A signature cannot be taken as valid yet: {reason}.',
  ],
  'algorithm-refused': [
    'error',
    'Thuật toán hoặc khóa ký bị từ chối; hãy ký bằng RSASSA-PSS hoặc ECDSA, SHA-256 trở lên.',
    'An algorithm or key is not accepted; sign with RSASSA-PSS or ECDSA, SHA-256 or longer.',
  ],
  'trust-list-stale': [
    'error',
    'Danh sách tin cậy đã quá hạn từ {since}; chưa cập nhật thì không chữ ký nào được tin.',
    'The trust list has been stale since {since}; until it is renewed no signature is believed.',
  ],
  'signature-missing': ['error', 'Thông điệp không có chữ ký.', 'The message has no signature.'],
  'signature-unverified': [
    'error',
    'Thông điệp có chữ ký, mà chương trình kiểm tra này không xác minh chữ ký.',
    'The message is signed, and this validator does not verify signatures.',
  ],
  'signature-required': [
    'error',
    'Thông điệp không có chữ ký, trong khi chính sách tiếp nhận đòi hỏi phải ký.',
    'The message has no signature, and the policy of acceptance asks for one.',
  ],
  'signature-not-whole': [
    'error',
    'Không chữ ký nào bao phủ toàn bộ thông điệp, trong khi chính sách tiếp nhận đòi hỏi.',
    'No signature covers the whole message, and the policy of acceptance asks for one that does.',
  ],
  'element-unsigned': [
    'error',
    'Phần {path} phải được ký bởi {by} theo chính sách tiếp nhận.',
    'By the policy of acceptance {path} must be signed by {by}.',
  ],
  'signer-not-sender': [
    'error',
    'Không xác định được người ký là cơ quan gửi ghi trong thông điệp.',
    'The signer is not established to be the sender that the message names.',
  ],
  'timestamp-missing': [
    'error',
    'Chữ ký không có dấu thời gian hợp lệ, trong khi chính sách tiếp nhận đòi hỏi.',
    'The signature has no valid timestamp, and the policy of acceptance asks for one.',
  ],
  'revocation-unknown': [
    'error',
    'Chưa có bằng chứng rằng chứng thư của người ký không bị thu hồi.',
    'There is no evidence that the certificate of the signer is not revoked.',
  ],
  'algorithm-ended': [
    'error',
    'Thuật toán {algorithm} chỉ được chấp nhận đến hết {until}, theo {basis}; hãy ký cách khác.',
    'The algorithm {algorithm} was accepted until {until}, by {basis}; sign by another.',
  ],
  'evidence-algorithm-ended': [
    'error',
    '{algorithm} hết hạn sau {until} ({basis}), mà {evidence} ký bằng nó; hãy đề nghị nơi cấp đổi.',
    '{algorithm} was good until {until} ({basis}), and {evidence} is signed by it; get another.',
  ],
  'certificate-purpose': [
    'error',
    'Chứng thư của người ký không dùng được cho thông điệp này: {reason}.',
    'The certificate of the signer is not for this message: {reason}.',
  ],
  'content-unsigned': [
    'error',
    'Nội dung nghiệp vụ không nằm trong phần được ký; thông điệp có thể đã bị tráo, đừng sử dụng.',
    'The business content is not within what was signed; it may be forged, do not use it.',
  ],
  'signed-part-ambiguous': [
    'error',
    'Có nhiều phần tử có thể là nội dung được ký; thông điệp có thể đã bị tráo, đừng sử dụng.',
    'Several elements could be the signed content; the message may be forged, do not use it.',
  ],
  'jws-malformed': ['error', 'JWS sai dạng: {reason}.', 'The JWS is malformed: {reason}.'],
  'algorithm-legacy': [
    'warning',
    'Chữ ký dùng thuật toán cũ {algorithm}; phần mềm ký phải chuyển sang RSASSA-PSS hoặc ECDSA.',
    'The signature uses the legacy algorithm {algorithm}; move to RSASSA-PSS or ECDSA.',
  ],
  'algorithm-excepted': [
    'warning',
    'Chữ ký dùng {algorithm}, không còn an toàn; chính sách tạm chấp nhận đến hết {until}.',
    'The signature uses {algorithm}, which is broken; the policy accepts it until {until}.',
  ],
  'signature-partial': [
    'warning',
    'Chữ ký chỉ bao phủ một phần thông điệp.',
    'The signature covers only a part of the message.',
  ],
} as const
