/** A verdict as text for people. */
import { describe, expect, test } from 'vitest'
import { addToSummary, EMPTY_SUMMARY, formatSummary } from '../../validator/report/summary.ts'
import { formatBasis, formatVerdict } from '../../validator/report/text.ts'
import type { Verdict } from '../../validator/verdict.ts'

const verdict: Verdict = {
  document: 'message.xml',
  valid: false,
  schema: { ref: 'a/b@1.0.0', id: 'http://x/a/b/1.0.0', status: 'Candidate', chosenBy: 'request' },
  asOf: '2026-11-23',
  format: 'xml',
  issues: [
    {
      code: 'required-missing',
      severity: 'error',
      message: { vi: 'Thiếu trường bắt buộc Ho.', en: 'Required field Ho is missing.' },
      instanceLocation: '/HoVaTen',
      xpath: '/CongDan/HoVaTen',
      line: 3,
      column: 5,
      field: { vi: 'Họ và tên', en: 'Full name' },
      legalBasis: [{ instrument: '26/2023/QH15', title: 'Luật Căn cước', article: '9' }],
    },
  ],
  truncated: false,
  signatures: [],
}

describe('a verdict as text', () => {
  test('says where, what, which field and which law, in Vietnamese', () => {
    const text = formatVerdict(verdict, { language: 'vi', hasColour: false })
    expect(text).toContain('message.xml  ✗ không hợp lệ  a/b@1.0.0  danh mục tại ngày 2026-11-23')
    expect(text).toContain('3:5  lỗi  required-missing  /CongDan/HoVaTen')
    expect(text).toContain('Họ và tên: Thiếu trường bắt buộc Ho.')
    expect(text).toContain('căn cứ: Điều 9, Luật Căn cước 26/2023/QH15')
  })

  test('says the same in English', () => {
    const text = formatVerdict(verdict, { language: 'en', hasColour: false })
    expect(text).toContain('basis: Article 9, Luật Căn cước 26/2023/QH15')
  })

  test('is coloured only where that is asked for', () => {
    expect(formatVerdict(verdict, { language: 'en', hasColour: true })).toContain('\u001B[31m')
    expect(formatVerdict(verdict, { language: 'en', hasColour: false })).not.toContain('\u001B')
  })

  test('shows what was established of a signature, and by which policy', () => {
    const text = formatVerdict(
      {
        ...verdict,
        valid: true,
        issues: [],
        policy: { id: 'cong-dvc', rule: 'dossiers' },
        signatures: [
          {
            format: 'xmldsig',
            indication: 'TOTAL_PASSED',
            scope: 'FULL',
            covers: ['/A'],
            uncovered: [],
            location: '/A/ds:Signature',
            message: { vi: 'Chữ ký hợp lệ.', en: 'The signature is valid.' },
            findings: [],
            facts: {
              level: 'B-T',
              provedTime: { time: '2026-11-23T01:15:00Z', by: 'timestamp' },
              path: ['CN=A', 'CN=CA'].map((subject) => ({
                subject,
                issuer: 'CN=CA',
                fingerprint: '0'.repeat(64),
                notBefore: '2026-01-01T00:00:00Z',
                notAfter: '2036-01-01T00:00:00Z',
              })),
              revocation: [
                {
                  certificate: '0'.repeat(64),
                  status: 'good',
                  source: 'crl',
                  from: 'configured',
                  producedAt: '2026-11-22T00:00:00Z',
                },
              ],
            },
          },
        ],
      },
      { language: 'en', hasColour: false },
    )
    for (const line of [
      'policy cong-dvc › dossiers',
      'proved time: 2026-11-23T01:15:00Z (timestamp)',
      'level: B-T',
      'path: CN=A ← CN=CA',
      'revocation: not revoked (CRL 2026-11-22T00:00:00Z)',
    ]) {
      expect(text).toContain(line)
    }
  })

  test('shows who signed what, and how the signature was judged', () => {
    const text = formatVerdict(
      {
        ...verdict,
        issues: [],
        truncated: true,
        signatures: [
          {
            format: 'xmldsig',
            indication: 'TOTAL_FAILED',
            subIndication: 'HASH_FAILURE',
            scope: 'PARTIAL',
            covers: ['/a/b'],
            uncovered: ['/a/c'],
            location: '/a/ds:Signature',
            message: { vi: 'Chữ ký không hợp lệ.', en: 'The signature is invalid.' },
            findings: [],
          },
        ],
      },
      { language: 'en', hasColour: false },
    )
    expect(text).toContain('signature  TOTAL_FAILED/HASH_FAILURE  PARTIAL')
    expect(text).toContain('covers: /a/b')
    expect(text).toContain('not covered: /a/c')
    expect(text).toContain('there are more issues than listed')
  })

  test('totals a run over several documents, with how often each code was told', () => {
    const right = { ...verdict, valid: true, issues: [] }
    const summary = [verdict, right].reduce(addToSummary, EMPTY_SUMMARY)
    const [totals, ...codes] = formatSummary(summary, 'en').trim().split('\n')
    expect(totals).toBe('1 of 2 documents valid, 1 error, 0 warnings')
    expect(codes.map((line) => line.trim())).toEqual([`1  ${verdict.issues[0]?.code}`])
  })

  test('totals the records of a file, and counts more than a verdict lists', () => {
    const counts = { records: 1_000_000, invalidRecords: 2_000 }
    const issueCounts = { 'code-unknown': 2_500, 'algorithm-legacy': 3 }
    const summary = addToSummary(EMPTY_SUMMARY, { ...verdict, ...counts, issueCounts })
    expect(formatSummary(summary, 'vi')).toBe(
      '\n0/1 tài liệu hợp lệ, 1000000 bản ghi (2000 không hợp lệ), 2500 lỗi, 3 cảnh báo\n' +
        '      2500  code-unknown\n         3  algorithm-legacy\n',
    )
  })

  test('cites point, clause and article in the order a reader expects', () => {
    const basis = { instrument: '1/2026/ND-CP', article: '2', clause: '3', point: 'a' }
    expect(formatBasis(basis, 'vi')).toBe('điểm a, khoản 3, Điều 2, 1/2026/ND-CP')
  })
})
