/**
 * A trust list and what was found of it, for people to read.
 *
 * @module
 */
import type { TrustFinding } from '../sources/index.ts'
import type { Bilingual, TrustList, TrustStore } from '../validator/index.ts'
import { isTrustedAt } from '../validator/index.ts'

export interface TrustRow {
  readonly fingerprint: string
  readonly role: string
  readonly subject: string
  /** YYYY-MM-DD. */
  readonly notAfter: string
  readonly isTrusted: boolean
  readonly from?: string
  readonly until?: string
  readonly root?: string
  readonly source?: string
}

/** One for each certificate, as of an instant. */
export function rowsOf(
  list: TrustList | undefined,
  store: TrustStore,
  at: Date,
): readonly TrustRow[] {
  const entries = new Map(list?.certificates.map((entry) => [entry.fingerprint, entry]))
  const rows = (role: 'anchors' | 'intermediates' | 'pinned') =>
    store[role].map(({ fingerprint, subject, notAfter, notBefore }) => {
      const { from, until, root, source } = entries.get(fingerprint) ?? {}
      return {
        fingerprint,
        role: role.replace(/s$/u, ''),
        subject,
        notAfter: notAfter.toISOString().slice(0, 10),
        isTrusted: isTrustedAt(store, fingerprint, at) && notBefore <= at && at <= notAfter,
        ...(from && { from }),
        ...(until && { until }),
        ...(root && { root }),
        ...(source && { source }),
      }
    })
  return [...rows('anchors'), ...rows('intermediates'), ...rows('pinned')]
}

type Language = keyof Bilingual

const WORDS = {
  vi: {
    list: 'danh sách',
    until: 'đến',
    none: 'thư mục không có danh sách được ký',
    to: 'hết hạn',
  },
  en: { list: 'list', until: 'until', none: 'the folder has no signed list', to: 'expires' },
} as const

export function formatEntries(
  list: TrustList | undefined,
  rows: readonly TrustRow[],
  language: Language,
): string {
  const words = WORDS[language]
  const head =
    list === undefined
      ? words.none
      : `${list.operator}: ${words.list} ${list.sequence}, ${words.until} ${list.nextUpdate}`
  return `${[head, ...rows.flatMap((row) => rowLines(row, words))].join('\n')}\n`
}

function rowLines(row: TrustRow, words: (typeof WORDS)[Language]): readonly string[] {
  const mark = row.isTrusted ? '✓' : '✗'
  const term = [row.from, row.until].some((day) => day !== undefined)
    ? `  ${row.from ?? '…'} – ${row.until ?? '…'}`
    : ''
  return [
    `${mark} ${row.role}  ${row.subject}`,
    `    ${row.fingerprint}  ${words.to} ${row.notAfter}${term}`,
    ...(row.source === undefined
      ? []
      : [`    ${row.root === undefined ? '' : `${row.root}: `}${row.source}`]),
  ]
}

export function formatFindings(findings: readonly TrustFinding[], language: Language): string {
  if (findings.length === 0) return language === 'vi' ? 'Mọi thứ còn hiệu lực.\n' : 'All holds.\n'
  return findings
    .map(({ severity, code, message }) => `${severity}  ${code}\n    ${message[language]}\n`)
    .join('')
}
