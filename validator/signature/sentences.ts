/**
 * What a signature report says to a clerk.
 *
 * Thông tư 15/2025/TT-BKHCN: software that checks signatures shows in Vietnamese
 * whether it is valid, who signed, and whether the content is whole.
 *
 * @module
 */
import type { IssueCode } from '../issues/kinds.ts'
import type {
  Bilingual,
  Indication,
  ProvedTime,
  SignatureReport,
  Signer,
  SubIndication,
} from '../verdict.ts'
import { withAdvice } from './advice.ts'
import { readAttribute } from './distinguished-name.ts'

export interface ReportFacts {
  readonly indication: Indication
  readonly subIndication?: SubIndication
  readonly signer?: Pick<Signer, 'subject'>
  readonly scope?: SignatureReport['scope']
  /** RFC 3339; of the signer alone. */
  readonly claimedTime?: string
  readonly provedTime?: ProvedTime
  /** Why, where the stage that refused knows better than the table. */
  readonly reason?: Bilingual
  /** It passed, and only the policy refuses it: what it says of signer and content still holds. */
  readonly isEstablished?: boolean
}

export function reportMessage(facts: ReportFacts): Bilingual {
  const { indication, subIndication, reason } = facts
  if (indication === 'TOTAL_PASSED') return passedMessage(facts)
  const why = withAdvice(reason ?? reasonOf(subIndication), subIndication)
  const more = moreMessage(facts)
  const [vi, en] =
    indication === 'TOTAL_FAILED'
      ? ['Chữ ký không hợp lệ', 'The signature is invalid']
      : ['Chưa thể coi chữ ký là hợp lệ', 'The signature cannot be taken as valid yet']
  return { vi: `${vi}: ${why.vi}.${more.vi}`, en: `${en}: ${why.en}.${more.en}` }
}

function passedMessage(facts: ReportFacts): Bilingual {
  const { vi, en } = contentAndSigner(facts)
  return { vi: `Chữ ký hợp lệ, ${vi}.`, en: `The signature is valid, ${en}.` }
}

/** Whoever has a reason to doubt a signature wants to know whom to ask. */
function moreMessage(facts: ReportFacts): Bilingual {
  const { signer, isEstablished } = facts
  if (signer === undefined) return { vi: '', en: '' }
  if (isEstablished === true) {
    const { vi, en } = contentAndSigner(facts)
    return { vi: ` Tuy vậy, ${vi}.`, en: ` Even so, ${en}.` }
  }
  const by = nameSigner(signer.subject)
  return { vi: ` Chứng thư ghi người ký là ${by}.`, en: ` The certificate names ${by}.` }
}

function contentAndSigner(facts: ReportFacts): Bilingual {
  const by = nameSigner(facts.signer?.subject ?? '')
  const when = sayTime(facts)
  const whole =
    facts.scope === 'PARTIAL'
      ? { vi: 'phần được ký toàn vẹn', en: 'what was signed is whole' }
      : { vi: 'nội dung toàn vẹn', en: 'the content is whole' }
  return {
    vi: `${whole.vi}, ký bởi ${by}${when.vi}`,
    en: `${whole.en}, signed by ${by}${when.en}`,
  }
}

/** A proved time before one that the signer alone claims. */
function sayTime({ provedTime, claimedTime }: ReportFacts): Bilingual {
  const written = provedTime?.time ?? claimedTime
  const time = written === undefined ? undefined : clockInVietnam(written)
  if (time === undefined) return { vi: '', en: '' }
  if (provedTime !== undefined) {
    return {
      vi: `, chậm nhất lúc ${time.vi} theo dấu thời gian`,
      en: `, at the latest at ${time.en} by its timestamp`,
    }
  }
  return {
    vi: `, lúc ${time.vi} theo lời khai của người ký`,
    en: `, at ${time.en} by the signer's own account`,
  }
}

/** `08:15 ngày 23/11/2026`; undefined for what is no instant. */
function clockInVietnam(written: string): Bilingual | undefined {
  const instant = new Date(written)
  if (Number.isNaN(instant.getTime())) return undefined
  const local = new Date(instant.getTime() + VIETNAM_OFFSET_MS).toISOString()
  const [day = '', clock = ''] = local.split('T')
  const [year, month, date] = day.split('-')
  const time = clock.slice(0, 'HH:mm'.length)
  return { vi: `${time} ngày ${date}/${month}/${year}`, en: `${time} on ${day} (UTC+7)` }
}

const VIETNAM_OFFSET_MS = 7 * 60 * 60 * 1_000

/** The common name and organisation out of an RFC 4514 subject, as a clerk would say them. */
function nameSigner(subject: string): string {
  const name = readAttribute(subject, 'CN')
  const organisation = readAttribute(subject, 'O')
  if (name === undefined) return subject
  return organisation === undefined ? name : `${name} (${organisation})`
}

/** The issue that goes with a signature that did not pass. */
export function issueCodeOf({
  indication,
  subIndication,
}: Pick<ReportFacts, 'indication' | 'subIndication'>): IssueCode {
  if (subIndication === 'CRYPTO_CONSTRAINTS_FAILURE') return 'algorithm-refused'
  return indication === 'TOTAL_FAILED' ? 'signature-invalid' : 'signature-undecided'
}

export function reasonOf(subIndication: SubIndication | undefined): Bilingual {
  return (subIndication && REASONS[subIndication]) ?? UNKNOWN
}

const UNKNOWN: Bilingual = { vi: 'không rõ lý do', en: 'the reason is not known' }

const REASONS: Partial<Readonly<Record<SubIndication, Bilingual>>> = {
  FORMAT_FAILURE: { vi: 'cấu trúc chữ ký sai', en: 'the structure of the signature is wrong' },
  HASH_FAILURE: {
    vi: 'nội dung đã bị thay đổi sau khi ký',
    en: 'the content was changed after it was signed',
  },
  // In JWS, where the value covers the content; XML says which of the two it is.
  SIG_CRYPTO_FAILURE: {
    vi: 'nội dung đã bị thay đổi sau khi ký, hoặc chứng thư không phải của người đã ký',
    en: "the content was changed after it was signed, or the certificate is not the signer's",
  },
  SIG_CONSTRAINTS_FAILURE: {
    vi: 'chữ ký không đáp ứng yêu cầu về phần phải ký',
    en: 'the signature does not meet the constraints on what must be signed',
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    vi: 'thuật toán hoặc độ dài khóa không được chấp nhận',
    en: 'an algorithm or the length of a key is not accepted',
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    vi: 'chứng thư không được phép dùng để ký',
    en: 'the certificate may not be used to sign',
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    vi: 'chuỗi chứng thư có lỗi',
    en: 'the certificate path has a fault',
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    vi: 'không có chứng thư của người ký',
    en: "there is no certificate of the signer's",
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    vi: 'chứng thư của người ký không nối tới nơi cấp được tin cậy',
    en: "the signer's certificate does not lead to a trusted issuer",
  },
  OUT_OF_BOUNDS_NO_POE: {
    vi: 'chứng thư của người ký đã hết hạn',
    en: "the signer's certificate has expired",
  },
  NOT_YET_VALID: {
    vi: 'chứng thư của người ký chưa có hiệu lực',
    en: "the signer's certificate is not valid yet",
  },
  EXPIRED: {
    vi: 'chữ ký được tạo sau khi chứng thư hết hạn',
    en: 'the signature was made after the certificate had expired',
  },
  REVOKED: {
    vi: 'chứng thư của người ký đã bị thu hồi trước khi ký',
    en: "the signer's certificate had been revoked before it signed",
  },
  REVOKED_NO_POE: {
    vi: 'chứng thư của người ký đã bị thu hồi và không có bằng chứng là đã ký trước đó',
    en: "the signer's certificate is revoked and nothing proves that it signed before that",
  },
  REVOKED_CA_NO_POE: {
    vi: 'chứng thư của nơi cấp đã bị thu hồi',
    en: 'the certificate of an issuer is revoked',
  },
  TIMESTAMP_ORDER_FAILURE: {
    vi: 'các dấu thời gian không theo đúng thứ tự',
    en: 'the timestamps are not in order',
  },
  NO_POE: {
    vi: 'không có bằng chứng về thời điểm ký',
    en: 'nothing proves when it was signed',
  },
  TRY_LATER: {
    vi: 'chưa có thông tin thu hồi mới của chứng thư; hãy thử lại khi có',
    en: 'there is no fresh word on revocation yet; try again when there is',
  },
  SIGNED_DATA_NOT_FOUND: {
    vi: 'không tìm thấy phần được ký',
    en: 'the signed content is not there',
  },
}
