/**
 * A verdict as text for people: what is wrong, where, and which law says so.
 *
 * @module
 */

import type {
  Bilingual,
  Issue,
  LegalBasis,
  ProvedTime,
  RevocationFact,
  Severity,
  SignatureReport,
  Verdict,
} from '../verdict.ts'
import { algorithmText, outlivedTexts } from './algorithm-row.ts'
import { FRAME_INDENT } from './frame.ts'
import type { CountedVerdict } from './summary.ts'

export interface TextStyle {
  readonly language: keyof Bilingual
  /** True when the text may carry ANSI colours. */
  readonly hasColour: boolean
}

const WORDS = {
  valid: { vi: 'hợp lệ', en: 'valid' },
  invalid: { vi: 'không hợp lệ', en: 'invalid' },
  asOf: { vi: 'danh mục tại ngày', en: 'code lists as of' },
  error: { vi: 'lỗi', en: 'error' },
  warning: { vi: 'cảnh báo', en: 'warning' },
  info: { vi: 'ghi chú', en: 'note' },
  basis: { vi: 'căn cứ', en: 'basis' },
  signature: { vi: 'chữ ký', en: 'signature' },
  algorithm: { vi: 'thuật toán', en: 'algorithm' },
  signer: { vi: 'người ký', en: 'signer' },
  covers: { vi: 'phần được ký', en: 'covers' },
  uncovered: { vi: 'phần không được ký', en: 'not covered' },
  claimed: { vi: 'thời điểm ký (tự khai)', en: 'claimed time' },
  proved: { vi: 'thời điểm được chứng thực', en: 'proved time' },
  level: { vi: 'mức', en: 'level' },
  issuers: { vi: 'chuỗi chứng thư', en: 'path' },
  revocation: { vi: 'thu hồi', en: 'revocation' },
  outlived: { vi: 'không còn được khuyến nghị', en: 'recommended no longer' },
  sender: { vi: 'bên gửi', en: 'sender' },
  policy: { vi: 'chính sách', en: 'policy' },
  decrypted: { vi: 'đã giải mã', en: 'decrypted' },
  record: { vi: 'bản ghi', en: 'record' },
  records: { vi: 'bản ghi', en: 'records' },
  more: { vi: 'còn nhiều lỗi khác không liệt kê', en: 'there are more issues than listed' },
} as const satisfies Readonly<Record<string, Bilingual>>

const STATUSES: Readonly<Record<RevocationFact['status'], Bilingual>> = {
  good: { vi: 'không bị thu hồi', en: 'not revoked' },
  revoked: { vi: 'đã bị thu hồi', en: 'revoked' },
  unknown: { vi: 'không rõ', en: 'not known' },
}

const PROOFS: Readonly<Record<ProvedTime['by'], Bilingual>> = {
  timestamp: { vi: 'dấu thời gian', en: 'timestamp' },
  receipt: { vi: 'biên nhận', en: 'receipt' },
}

const RED = 31
const GREEN = 32
const YELLOW = 33
const CYAN = 36
const BOLD = 1
const COLOURS: Readonly<Record<Severity, number>> = { error: RED, warning: YELLOW, info: CYAN }

/** `frames`: the line that each issue is about, where it is at hand. */
export function formatVerdict(
  verdict: Verdict,
  style: TextStyle,
  frames: ReadonlyMap<Issue, readonly string[]> = new Map(),
): string {
  const lines = [
    headLine(verdict, style),
    ...verdict.signatures.flatMap((signature) => signatureLines(signature, style)),
    ...verdict.issues.flatMap((issue, index, issues) => [
      ...issueLines(issue, style),
      ...frameLines(issue, issues[index - 1], frames),
    ]),
    ...(verdict.truncated ? [`  … ${WORDS.more[style.language]}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** A line that was just shown, with the mark at the same column, is not shown again. */
function frameLines(
  issue: Issue,
  before: Issue | undefined,
  frames: ReadonlyMap<Issue, readonly string[]>,
): readonly string[] {
  const isShown = before?.line === issue.line && before?.column === issue.column
  return isShown ? [] : (frames.get(issue) ?? []).map((line) => ' '.repeat(FRAME_INDENT) + line)
}

function headLine(verdict: CountedVerdict, style: TextStyle): string {
  const { language } = style
  const mark = verdict.valid
    ? paint(`✓ ${WORDS.valid[language]}`, GREEN, style)
    : paint(`✗ ${WORDS.invalid[language]}`, RED, style)
  const facts = [
    verdict.schema?.ref,
    verdict.asOf === undefined ? undefined : `${WORDS.asOf[language]} ${verdict.asOf}`,
    xsdFact(verdict, language),
    recordsFact(verdict, language),
    policyFact(verdict, language),
    decryptionFact(verdict, language),
  ].filter((fact) => fact !== undefined)
  const name = verdict.document === undefined ? '' : `${paint(verdict.document, BOLD, style)}  `
  return [`${name}${mark}`, ...facts].join('  ')
}

function recordsFact(verdict: CountedVerdict, language: keyof Bilingual): string | undefined {
  const { records, invalidRecords } = verdict
  if (records === undefined) return undefined
  const count = `${records} ${WORDS[records === 1 ? 'record' : 'records'][language]}`
  if (invalidRecords === undefined) return count
  return `${count}, ${invalidRecords} ${WORDS.invalid[language]}`
}

/** Where it was asked. */
function xsdFact({ xsdValid }: Verdict, language: keyof Bilingual): string | undefined {
  if (xsdValid === undefined) return undefined
  return `XSD: ${WORDS[xsdValid ? 'valid' : 'invalid'][language]}`
}

function policyFact({ policy }: Verdict, language: keyof Bilingual): string | undefined {
  if (policy === undefined) return undefined
  return `${WORDS.policy[language]} ${[policy.id, policy.rule].filter(Boolean).join(' › ')}`
}

/** Of what stays closed an issue tells. */
export function decryptionFact(
  { encryption }: Pick<Verdict, 'encryption'>,
  language: keyof Bilingual,
): string | undefined {
  if (encryption?.isDecrypted !== true) return undefined
  const { algorithm, contentEncryption } = encryption
  return `${WORDS.decrypted[language]} (${algorithm}, ${contentEncryption})`
}

/** Also used for what a conversion reports. */
export function issueLines(issue: Issue, style: TextStyle): readonly string[] {
  const { language } = style
  const position = issue.line === undefined ? '' : `${issue.line}:${issue.column ?? 1}  `
  const severity = paint(WORDS[issue.severity][language], COLOURS[issue.severity], style)
  const place = issue.xpath ?? (issue.instanceLocation === '' ? '' : issue.instanceLocation)
  const field = issue.field === undefined ? '' : `${issue.field[language]}: `
  const [basis] = issue.legalBasis ?? []
  return [
    `  ${position}${severity}  ${issue.code}${place === '' ? '' : `  ${place}`}`,
    `      ${field}${issue.message[language]}`,
    ...(basis === undefined
      ? []
      : [`      ${WORDS.basis[language]}: ${formatBasis(basis, language)}`]),
  ]
}

/** What was established of a signature, for who wants to know more than its sentence. */
function factRows(
  { facts = {} }: SignatureReport,
  language: keyof Bilingual,
): readonly (readonly [Bilingual, string | undefined])[] {
  const { provedTime, level, path, revocation } = facts
  const saying = (words: Bilingual) => words[language]
  return [
    [WORDS.proved, provedTime && `${provedTime.time} (${saying(PROOFS[provedTime.by])})`],
    [WORDS.level, level],
    [
      WORDS.issuers,
      listOf(
        path?.map(({ subject }) => subject),
        ' ← ',
      ),
    ],
    [
      WORDS.revocation,
      listOf(
        revocation?.map(
          ({ status, source, producedAt }) =>
            `${saying(STATUSES[status])} (${source.toUpperCase()} ${producedAt})`,
        ),
      ),
    ],
  ]
}

/** Also used for the signatures on what is converted. */
export function signatureLines(signature: SignatureReport, style: TextStyle): readonly string[] {
  const { language } = style
  const colour = signature.indication === 'TOTAL_PASSED' ? GREEN : RED
  const sub = signature.subIndication === undefined ? '' : `/${signature.subIndication}`
  const conclusion = paint(signature.indication + sub, colour, style)
  const rows: readonly (readonly [Bilingual, string | undefined])[] = [
    [WORDS.signer, signature.signer?.subject],
    [WORDS.claimed, signature.claimedTime],
    [WORDS.algorithm, algorithmText(signature, language)],
    ...factRows(signature, language),
    ...outlivedTexts(signature, language).map((text) => [WORDS.outlived, text] as const),
    ...unknownRows(signature, language),
    [WORDS.covers, listOf(signature.covers)],
    [WORDS.uncovered, listOf(signature.uncovered)],
  ]
  return [
    `  ${WORDS.signature[language]}  ${conclusion}  ${signature.scope}`,
    `      ${signature.message[language]}`,
    ...rows.flatMap(([word, value]) =>
      value === undefined ? [] : [`      ${word[language]}: ${value}`],
    ),
  ]
}

/** What nobody said, which no fact can show. */
const UNKNOWNS: Readonly<Record<string, readonly [word: Bilingual, told: Bilingual]>> = {
  'revocation-unknown': [
    WORDS.revocation,
    { vi: 'không rõ, không có danh sách thu hồi', en: 'unknown, there is no evidence of it' },
  ],
  'sender-unconfirmed': [
    WORDS.sender,
    {
      vi: 'chưa có gì cho biết người ký thuộc bên gửi nêu trong thông điệp',
      en: 'nothing says that the signer is of the sender named in the message',
    },
  ],
}

function unknownRows({ findings }: SignatureReport, language: keyof Bilingual) {
  return findings.flatMap((finding) => {
    const [word, told] = UNKNOWNS[finding] ?? []
    return word && told ? [[word, told[language]] as const] : []
  })
}

function listOf(texts: readonly string[] = [], between = ', '): string | undefined {
  return texts.length === 0 ? undefined : texts.join(between)
}

/** As a Vietnamese reader cites it: point, clause, article, instrument. */
export function formatBasis(basis: LegalBasis, language: keyof Bilingual): string {
  const vietnamese = language === 'vi'
  const parts = [
    basis.point === undefined ? undefined : `${vietnamese ? 'điểm' : 'point'} ${basis.point}`,
    basis.clause === undefined ? undefined : `${vietnamese ? 'khoản' : 'clause'} ${basis.clause}`,
    basis.article === undefined ? undefined : `${vietnamese ? 'Điều' : 'Article'} ${basis.article}`,
    nameInstrument(basis),
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

/** A title that has the number in it stands alone. */
function nameInstrument({ title, instrument }: LegalBasis): string {
  if (title === undefined) return instrument
  return title.includes(instrument) ? title : `${title} ${instrument}`
}

function paint(text: string, colour: number, { hasColour }: TextStyle): string {
  return hasColour ? `\u001B[${colour}m${text}\u001B[0m` : text
}
