/**
 * Converters of codes that changed notation, holder or meaning.
 *
 * @module
 */
import type { CodeList, CodeListValue } from '../../codelists/code-list.ts'
import { isInForce, lookUpCode } from '../../codelists/code-list.ts'
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
    if (list === undefined) return UNREADABLE
    const value = valueOn(list, text, context.sourceDay)
    return value === undefined ? UNREADABLE : followSuccessors(list, value, context.targetDay)
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

/** A code is never given to another unit: a former code still says which unit it was. */
function valueOn(list: CodeList, code: string, day: string): CodeListValue | undefined {
  const values = list.valuesOf(code)
  const former = values.filter(({ validTo }) => validTo !== undefined && validTo < day)
  return values.find((value) => isInForce(value, day)) ?? former.at(-1)
}

function followSuccessors(list: CodeList, from: CodeListValue, day: string): Converted {
  let value = from
  let isWidened = false
  const seen = new Set<CodeListValue>()
  while (value.validTo !== undefined && value.validTo < day) {
    if (seen.has(value)) return AMBIGUOUS
    seen.add(value)
    const [next, ...others] = successorsOf(list, value)
    if (next === undefined || others.length > 0) return AMBIGUOUS
    isWidened ||= (next.replaces?.length ?? 0) > 1
    value = next
  }
  return isWidened ? { value: value.code, code: 'conversion-widened' } : { value: value.code }
}

/** Of each code that took over, the value that begins after the former one ended. */
function successorsOf(list: CodeList, former: CodeListValue): readonly CodeListValue[] {
  const end = former.validTo ?? ''
  return (former.replacedBy ?? []).flatMap((code) =>
    list
      .valuesOf(code)
      .filter(({ validFrom = '', validTo }) => validFrom > end || (validTo ?? '9999') > end)
      .slice(0, 1),
  )
}
