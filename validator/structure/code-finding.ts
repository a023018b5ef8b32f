/**
 * What there is to say of a code on a day.
 *
 * The code itself is never repeated: it could be a value of somebody's record.
 * What took its place is the list's own content.
 *
 * @module
 */
import type { CodeList, CodeListValue } from '../codelists/code-list.ts'
import { isInForce, lookUpCode } from '../codelists/code-list.ts'
import type { Finding } from '../issues/finding.ts'
import type { Bilingual } from '../verdict.ts'

export function judgeCode(
  list: CodeList,
  name: Bilingual,
  code: string,
  asOf: string,
): Finding | undefined {
  // A list need not know the day to know that.
  const isNone = code === '' && list.valuesOf(code).length === 0
  const status = isNone ? ({ kind: 'unknown' } as const) : lookUpCode(list, code, asOf)
  switch (status.kind) {
    case 'in-force':
      return undefined
    case 'unknown':
      return { code: 'code-unknown', params: { list: name, listId: list.id } }
    case 'not-covered':
      return {
        code: 'code-list-not-covering',
        params: { list: name, listId: list.id, from: status.from, asOf },
      }
    case 'not-in-force': {
      const replacedBy = codesInstead(status.values, asOf)
      const successors = describeCodes(list, replacedBy, asOf)
      return {
        code: 'code-not-in-force',
        params: { list: name, listId: list.id, asOf, replacedBy, successors },
      }
    }
    default:
      return status satisfies never
  }
}

/** Successors of a code that has ended; predecessors of one that has yet to begin. */
function codesInstead(values: readonly CodeListValue[], asOf: string): readonly string[] {
  const ended = values.findLast(({ validTo }) => validTo !== undefined && validTo < asOf)
  if (ended !== undefined) return ended.replacedBy ?? []
  return values[0]?.replaces ?? []
}

const NO_CODES: Bilingual = { vi: 'không có', en: 'none' }

function describeCodes(list: CodeList, codes: readonly string[], asOf: string): Bilingual {
  if (codes.length === 0) return NO_CODES
  const values = codes.map((code) => {
    const known = list.valuesOf(code)
    return { code, value: known.find((value) => isInForce(value, asOf)) ?? known.at(-1) }
  })
  return {
    vi: values.map(({ code, value }) => join(code, value?.vi)).join(', '),
    en: values.map(({ code, value }) => join(code, value?.en ?? value?.vi)).join(', '),
  }
}

function join(code: string, label: string | undefined): string {
  return label === undefined ? code : `${code} (${label})`
}
