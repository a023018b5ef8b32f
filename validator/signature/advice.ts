/**
 * What is to be done about a signature that did not pass, for whoever received it.
 *
 * @module
 */
import type { Bilingual, SubIndication } from '../verdict.ts'

/** The reason, and behind it what to do; the reason alone where nobody can do anything. */
export function withAdvice(reason: Bilingual, subIndication: SubIndication | undefined): Bilingual {
  const advice = subIndication && ADVICE[subIndication]
  if (advice === undefined) return reason
  return { vi: `${reason.vi}; ${advice.vi}`, en: `${reason.en}; ${advice.en}` }
}

const SIGN_AGAIN: Bilingual = {
  vi: 'hãy đề nghị bên gửi ký và gửi lại',
  en: 'ask the sender to sign and send it again',
}
const OTHER_CERTIFICATE: Bilingual = {
  vi: 'hãy đề nghị bên gửi ký lại bằng chứng thư chữ ký số còn hiệu lực',
  en: 'ask the sender to sign again with a certificate for signing that is in force',
}

const ADVICE: Partial<Readonly<Record<SubIndication, Bilingual>>> = {
  FORMAT_FAILURE: {
    vi: 'hãy đề nghị bên gửi kiểm tra phần mềm ký rồi ký và gửi lại',
    en: 'ask the sender to check the signing software, then to sign and send it again',
  },
  HASH_FAILURE: SIGN_AGAIN,
  SIG_CRYPTO_FAILURE: SIGN_AGAIN,
  SIG_CONSTRAINTS_FAILURE: {
    vi: 'hãy đề nghị bên gửi ký đúng nội dung thông điệp',
    en: 'ask the sender to sign the content of the message itself',
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    vi: 'hãy đề nghị bên gửi ký lại bằng RSASSA-PSS (RSA từ 2048 bit) hoặc ECDSA, SHA-256 trở lên',
    en: 'ask for a signature by RSASSA-PSS (RSA from 2048 bits) or ECDSA, SHA-256 or longer',
  },
  CHAIN_CONSTRAINTS_FAILURE: OTHER_CERTIFICATE,
  NO_SIGNING_CERTIFICATE_FOUND: {
    vi: 'hãy đề nghị bên gửi kèm đúng chứng thư của người ký',
    en: "ask the sender to include the signer's certificate",
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    vi: 'nếu tin nơi cấp này, hãy đề nghị quản trị viên xác minh và thêm vào kho tin cậy',
    en: 'if the issuer deserves it, ask the administrator to add it to the trust store',
  },
  OUT_OF_BOUNDS_NO_POE: OTHER_CERTIFICATE,
  NOT_YET_VALID: {
    vi: 'hãy kiểm tra ngày giờ của máy kiểm tra, hoặc đợi đến ngày chứng thư có hiệu lực',
    en: "check this machine's clock, or wait until the certificate is in force",
  },
  EXPIRED: OTHER_CERTIFICATE,
  REVOKED: OTHER_CERTIFICATE,
  REVOKED_NO_POE: OTHER_CERTIFICATE,
  REVOKED_CA_NO_POE: OTHER_CERTIFICATE,
  SIGNED_DATA_NOT_FOUND: {
    vi: 'hãy gửi kèm nội dung được ký',
    en: 'send the signed content along',
  },
}
