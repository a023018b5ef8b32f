/**
 * Converters of codes that changed notation, holder or meaning.
 *
 * @module
 */
import type { CodeList } from '../../codelists/code-list.ts'
import { isInForce, lookUpCode } from '../../codelists/code-list.ts'
import type { Days } from '../../codelists/successors.ts'
import { resolveCode } from '../../codelists/successors.ts'
import { member, textMember } from '../../json-value.ts'
import type { Converted, Converter, ConverterContext } from '../converter.ts'
import { AMBIGUOUS, asItIs, ofText, UNREADABLE } from '../converter.ts'

/** `000.00.14.H56` was the notation of QCVN 102; later systems write `H56.14`. */
export const agencyCode: Converter = {
  summary: { vi: '000.00.14.H56 ↔ H56.14', en: '000.00.14.H56 ↔ H56.14' },
  forward: ofText((text) => {
    const match = /^000\.00\.([0-9]{2})\.([A-Z][0-9]{2})$/u.exec(text)
    if (match === null) return UNREADABLE
    const [, unit = '', agency = ''] = match
    return { value: unit === '00' ? agency : `${agency}.${unit}` }
  }),
  backward: ofText((text) => {
    const match = /^([A-Z][0-9]{2})(?:\.([0-9]{2}))?$/u.exec(text)
    if (match === null || match[2] === '00') return UNREADABLE
    const [, agency = '', unit = '00'] = match
    return { value: `000.00.${unit}.${agency}` }
  }),
  lossless: true,
}

/** `ambiguous` lists the codes that mean something else in another list in use. */
export const padCode: Converter = {
  summary: {
    vi: 'thêm số 0 ở đầu cho đủ width chữ số; mã trong ambiguous bị bỏ',
    en: 'leading zeros up to width digits; codes in ambiguous are left out',
  },
  forward: ofText((text, { row }) => {
    const width = Number(member(row, 'width') ?? 2)
    if (!/^[0-9]+$/u.test(text) || text.length > width) return UNREADABLE
    const value = text.padStart(width, '0')
    const doubtful = member(row, 'ambiguous')
    return Array.isArray(doubtful) && doubtful.includes(value) ? AMBIGUOUS : { value }
  }),
  backward: asItIs,
  lossless: false,
}

/** Follows a code from the day of the source to the day of the result, by the code list. */
export const codeSuccessor: Converter = {
  summary: {
    vi: 'mã ngày của nguồn → mã ngày của kết quả, theo replacedBy của danh mục x-codeList',
    en: 'code of the source’s day → code of the result’s day, by replacedBy of the code list',
  },
  forward: ofText((text, context) => {
    const list = listOf(context)
    const from = list === undefined ? undefined : lastDayOf(list, text, context.sourceDay)
    if (list === undefined || from === undefined) return UNREADABLE
    return follow(list, text, { from, to: context.targetDay })
  }),
  backward: asItIs,
  lossless: false,
}

/**
 * A commune code names a commune of two levels only from the day the list begins, and only
 * where no district stands beside it: the two lists share codes, and no table joins them.
 */
export const communeCode: Converter = {
  summary: {
    vi: 'mã xã của danh mục x-codeList, khi không có huyện (district) bên cạnh; mã xã cũ bị bỏ',
    en: 'commune code of the x-codeList, no district beside it; former codes are left out',
  },
  forward: ofText((text, context) => {
    const list = listOf(context)
    if (list === undefined) return UNREADABLE
    if ((context.beside('district') ?? '') !== '') return AMBIGUOUS
    const status = lookUpCode(list, text, context.sourceDay)
    if (status.kind !== 'in-force' || !isInForce(status.value, context.targetDay)) return UNREADABLE
    return { value: text }
  }),
  backward: asItIs,
  lossless: true,
}

function listOf({ row, findCodeList }: ConverterContext): CodeList | undefined {
  const id = textMember(row, 'x-codeList')
  return id === undefined ? undefined : findCodeList(id)
}

/**
 * The last day up to `day` on which the code was in force: a former code written late still
 * says which unit it was, unless a new owner has it by then.
 */
function lastDayOf(list: CodeList, code: string, day: string): string | undefined {
  const status = lookUpCode(list, code, day)
  if (status.kind === 'in-force') return day
  if (status.kind !== 'not-in-force') return undefined
  return status.values.findLast(({ validTo }) => validTo !== undefined && validTo < day)?.validTo
}

/** What became several is not guessed; what several became says less than before. */
function follow(list: CodeList, code: string, { from, to }: Days): Converted {
  const became = resolveCode(list, code, { from, to })
  const [only, ...others] = became.kind === 'resolved' ? became.values : []
  if (only === undefined || others.length > 0) return AMBIGUOUS
  const { code: value } = only
  const origin = resolveCode(list, value, { from: to, to: from })
  const isWidened = origin.kind === 'resolved' && origin.values.length > 1
  return isWidened ? { value, code: 'conversion-widened' } : { value }
}
