/**
 * What a trust list changes, in words: for who signs it or takes it, and has only this screen.
 *
 * @module
 */
import type { Bilingual, TrustList, TrustListEntry } from '../validator/index.ts'
import { certificateOf } from '../validator/index.ts'

type Language = keyof Bilingual

/** Of what does not change there is no line; of nothing at all, one that says so. */
export function formatChanges(
  before: TrustList | undefined,
  after: TrustList,
  language: Language,
): string {
  const gone = (before?.certificates ?? []).filter((entry) => !entryIn(after, entry))
  const lines = [
    ...headLines(before, after, language),
    ...after.certificates.flatMap((entry) => entryLines(entryIn(before, entry), entry, language)),
    ...gone.flatMap((entry) => [`- ${WORDS.gone[language]}`, ...nameLines(entry, language)]),
  ]
  return `${lines.join('\n')}\n`
}

const WORDS = {
  list: { vi: 'danh sách', en: 'list' },
  none: { vi: 'chưa có', en: 'none' },
  operator: { vi: 'bên lập', en: 'operator' },
  nextUpdate: { vi: 'ký lại trước', en: 'to be signed anew before' },
  added: { vi: 'thêm', en: 'added' },
  changed: { vi: 'đổi', en: 'changed' },
  gone: {
    vi: 'BỊ BỎ khỏi danh sách; sau này không ai biết đã từng tin',
    en: 'TAKEN OUT of the list: that it was trusted can no longer be told',
  },
  same: { vi: 'không đổi chứng thư nào', en: 'no certificate changes' },
  role: { vi: 'vai trò', en: 'role' },
  root: { vi: 'gốc', en: 'root' },
  from: { vi: 'ngày đầu', en: 'first day' },
  until: { vi: 'ngày cuối', en: 'last day' },
  source: { vi: 'nguồn', en: 'source' },
  expires: { vi: 'chứng thư hết hạn', en: 'certificate expires' },
} as const satisfies Readonly<Record<string, Bilingual>>

function headLines(
  before: TrustList | undefined,
  after: TrustList,
  language: Language,
): readonly string[] {
  const { sequence, operator } = before ?? {}
  const isSame =
    before?.certificates.length === after.certificates.length &&
    after.certificates.every((entry) => isEqual(entryIn(before, entry), entry))
  return [
    `${WORDS.list[language]} ${sequence ?? WORDS.none[language]} → ${after.sequence}, ` +
      `${WORDS.nextUpdate[language]} ${after.nextUpdate}`,
    ...(operator === after.operator
      ? []
      : [`${WORDS.operator[language]}: ${arrow(operator, after.operator, language)}`]),
    ...(isSame ? [WORDS.same[language]] : []),
  ]
}

function entryIn(list: TrustList | undefined, { fingerprint }: TrustListEntry) {
  return list?.certificates.find((each) => each.fingerprint === fingerprint)
}

const MEMBERS = ['role', 'root', 'from', 'until', 'source'] as const

function isEqual(before: TrustListEntry | undefined, after: TrustListEntry): boolean {
  return before !== undefined && MEMBERS.every((name) => before[name] === after[name])
}

function entryLines(
  before: TrustListEntry | undefined,
  after: TrustListEntry,
  language: Language,
): readonly string[] {
  if (isEqual(before, after)) return []
  const changed = MEMBERS.filter((name) => before?.[name] !== after[name])
  const told = changed.map((name) => {
    const value = before === undefined ? after[name] : arrow(before[name], after[name], language)
    return `    ${WORDS[name][language]}: ${value}`
  })
  const mark = before === undefined ? `+ ${WORDS.added[language]}` : `~ ${WORDS.changed[language]}`
  return [mark, ...nameLines(after, language), ...told]
}

/** The fingerprint is what is compared over a second channel. */
function nameLines(entry: TrustListEntry, language: Language): readonly string[] {
  const { subject = '', notAfter } = certificateOf(entry) ?? {}
  return [
    `    ${subject}`,
    `    SHA-256 ${entry.fingerprint}`,
    `    ${WORDS.expires[language]}: ${notAfter?.toISOString().slice(0, 10) ?? ''}`,
  ]
}

function arrow(before: string | undefined, after: string | undefined, language: Language): string {
  return `${before ?? WORDS.none[language]} → ${after ?? WORDS.none[language]}`
}
