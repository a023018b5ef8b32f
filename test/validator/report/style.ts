/** What reports are written of in tests, always at the same instant. */
import type { Issue, ReportStyle, RunFailure, Verdict } from '../../../validator/index.ts'
import { problems } from '../../../validator/index.ts'

export function styleOf(language: 'vi' | 'en'): ReportStyle {
  const startedAt = new Date('2026-11-23T05:00:00Z')
  return { language, hasColour: false, startedAt, version: '1.2.3' }
}

const HOSTILE = `a"b<c>&]]>'\u0000\u0008\n::error::%0A`
export const ISSUE: Issue = {
  code: 'pattern-mismatch',
  severity: 'error',
  message: { vi: 'Giá trị sai dạng.', en: 'The value is malformed.' },
  instanceLocation: '/SoDinhDanh',
  line: 3,
  column: 5,
  field: { vi: 'Số định danh', en: 'Personal ID' },
  legalBasis: [{ instrument: '26/2023/QH15', article: '9' }],
}
const WARNING: Issue = { ...ISSUE, code: 'algorithm-legacy', severity: 'warning' }
export const RIGHT: Verdict = {
  document: 'good.json',
  valid: true,
  format: 'json',
  issues: [],
  truncated: false,
  signatures: [],
}
export const WRONG: Verdict = {
  ...RIGHT,
  document: 'bad.json',
  valid: false,
  issues: [ISSUE, WARNING],
}
const STRANGE: Verdict = {
  ...WRONG,
  document: HOSTILE,
  issues: [{ ...ISSUE, instanceLocation: `/${HOSTILE}`, message: { vi: HOSTILE, en: HOSTILE } }],
}
const MANY: Verdict = { ...WRONG, issues: Array.from({ length: 1_000 }, () => ISSUE) }

export const UNSIGNED: Verdict = {
  ...RIGHT,
  document: 'signed.xml',
  format: 'xml',
  valid: false,
  signatures: [
    {
      format: 'xmldsig',
      indication: 'TOTAL_FAILED',
      subIndication: 'HASH_FAILURE',
      scope: 'FULL',
      covers: ['/CongDan'],
      uncovered: [],
      location: '/CongDan/Signature',
      message: { vi: 'Nội dung đã bị sửa.', en: 'The content was changed.' },
      findings: [],
    },
  ],
}
export const FAILURE: RunFailure = { kind: problems.documentTooLarge, detail: 'b.json: too <much>' }

export const RUNS: readonly { readonly name: string; readonly verdicts: readonly Verdict[] }[] = [
  { name: 'no document', verdicts: [] },
  { name: 'a right one', verdicts: [RIGHT] },
  { name: 'right and wrong ones', verdicts: [RIGHT, WRONG, RIGHT] },
  { name: 'names and words that are mark-up', verdicts: [STRANGE] },
  { name: 'a thousand issues', verdicts: [MANY] },
]
