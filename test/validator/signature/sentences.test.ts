/** What a clerk reads of a signature: whether it is valid, who signed, when, and what is whole. */
import { describe, expect, test } from 'vitest'
import { reportMessage } from '../../../validator/signature/sentences.ts'

const signer = { subject: 'CN=Nguyễn Văn Mẫu,O=Sở Ví Dụ,C=VN' }
const passed = { indication: 'TOTAL_PASSED', signer } as const

describe('the sentence of a signature that passed', () => {
  test.for([
    { facts: {}, vi: 'Chữ ký hợp lệ, nội dung toàn vẹn, ký bởi Nguyễn Văn Mẫu (Sở Ví Dụ).' },
    {
      facts: { scope: 'PARTIAL' as const },
      vi: 'Chữ ký hợp lệ, phần được ký toàn vẹn, ký bởi Nguyễn Văn Mẫu (Sở Ví Dụ).',
    },
    {
      facts: { claimedTime: '2026-11-23T18:30:00Z' },
      vi: 'Chữ ký hợp lệ, nội dung toàn vẹn, ký bởi Nguyễn Văn Mẫu (Sở Ví Dụ), lúc 01:30 ngày 24/11/2026 theo lời khai của người ký.',
    },
    {
      facts: {
        claimedTime: '2026-11-23T01:00:00Z',
        provedTime: { time: '2026-11-23T01:15:00Z', by: 'timestamp' as const },
      },
      vi: 'Chữ ký hợp lệ, nội dung toàn vẹn, ký bởi Nguyễn Văn Mẫu (Sở Ví Dụ), chậm nhất lúc 08:15 ngày 23/11/2026 theo dấu thời gian.',
    },
    {
      facts: { claimedTime: 'hôm qua' },
      vi: 'Chữ ký hợp lệ, nội dung toàn vẹn, ký bởi Nguyễn Văn Mẫu (Sở Ví Dụ).',
    },
  ])('with $facts', ({ facts, vi }) => {
    expect(reportMessage({ ...passed, ...facts }).vi).toBe(vi)
  })

  test('says the same in English', () => {
    const { en } = reportMessage({ ...passed, claimedTime: '2026-11-23T18:30:00Z' })
    expect(en).toContain("at 01:30 on 2026-11-24 (UTC+7) by the signer's own account")
  })
})

test.for([
  { subject: String.raw`O=Foo\,CN=Bộ Ví Dụ,CN=Ai Đó`, by: 'Ai Đó (Foo,CN=Bộ Ví Dụ)' },
  { subject: String.raw`CN=A\\,O=B`, by: String.raw`A\ (B)` },
  { subject: String.raw`CN=A\1B[32m`, by: String.raw`A\1B[32m` },
  { subject: 'OU=Phòng', by: 'OU=Phòng' },
])('names the signer of $subject', ({ subject, by }) => {
  expect(reportMessage({ ...passed, signer: { subject } }).vi).toContain(`, ký bởi ${by}.`)
})

describe('the sentence of a signature that did not pass', () => {
  test.for([
    { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' },
    { indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' },
  ] as const)('names who is to be asked, by the certificate: $subIndication', (facts) => {
    const said = { ...facts, signer, claimedTime: '2026-11-23T18:30:00Z' }
    const { vi, en } = reportMessage(said)
    expect(vi).toMatch(/\. Chứng thư ghi người ký là Nguyễn Văn Mẫu \(Sở Ví Dụ\)\.$/u)
    expect(en).toMatch(/\. The certificate names Nguyễn Văn Mẫu \(Sở Ví Dụ\)\.$/u)
    expect(`${vi}${en}`).not.toMatch(/toàn vẹn|whole/u)
  })

  test.for([
    { subIndication: 'REVOKED', vi: 'đã bị thu hồi trước khi ký' },
    { subIndication: 'TRY_LATER', vi: 'hãy thử lại khi có' },
    { subIndication: 'OUT_OF_BOUNDS_NO_POE', vi: 'đã hết hạn' },
  ] as const)('says why: $subIndication', ({ subIndication, vi }) => {
    expect(reportMessage({ indication: 'INDETERMINATE', subIndication }).vi).toContain(vi)
  })

  test.for([
    { subIndication: 'HASH_FAILURE', vi: 'bên gửi ký và gửi lại', en: 'sign and send it again' },
    { subIndication: 'SIG_CRYPTO_FAILURE', vi: 'bên gửi ký và gửi lại', en: 'send it again' },
    { subIndication: 'FORMAT_FAILURE', vi: 'kiểm tra phần mềm ký', en: 'the signing software' },
    { subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', vi: 'SHA-256 trở lên', en: 'SHA-256 or longer' },
    { subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', vi: 'kho tin cậy', en: 'the trust store' },
    { subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', vi: 'kèm đúng chứng thư', en: 'include' },
    { subIndication: 'REVOKED_NO_POE', vi: 'ký lại bằng chứng thư', en: 'sign again with' },
    { subIndication: 'OUT_OF_BOUNDS_NO_POE', vi: 'còn hiệu lực', en: 'that is in force' },
    { subIndication: 'NOT_YET_VALID', vi: 'ngày giờ', en: 'clock' },
    { subIndication: 'SIGNED_DATA_NOT_FOUND', vi: 'gửi kèm nội dung', en: 'content along' },
  ] as const)('says what to do: $subIndication', ({ subIndication, vi, en }) => {
    const message = reportMessage({ indication: 'TOTAL_FAILED', subIndication })
    expect(message.vi.split('; ')[1]).toContain(vi)
    expect(message.en.split('; ')[1]).toContain(en)
  })
})
