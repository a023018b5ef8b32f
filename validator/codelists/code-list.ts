/**
 * A code list whose values hold from a day to a day.
 *
 * A code means something only on a date: `24` is Bắc Giang on 30/06/2025 and
 * Bắc Ninh a day later. Dates are RFC 3339 full-dates and compare as text, so
 * no time zone comes into it.
 *
 * @module
 */

export interface CodeListValue {
  readonly code: string
  readonly vi: string
  readonly en?: string
  /** First day, inclusive; absent: since before the list was kept. */
  readonly validFrom?: string
  /** Last day, inclusive; absent: still in force. */
  readonly validTo?: string
  /** Codes this value took over from, on its first day. */
  readonly replaces?: readonly string[]
  /** Codes that took over from this value, on the day after its last. */
  readonly replacedBy?: readonly string[]
  /** The code one level up, e.g. the province of a commune. */
  readonly parent?: string
  /** Values of other lists that mean the same. */
  readonly matches?: readonly CodeMatch[]
  /** Evidence of this value, where it differs from the list's. */
  readonly evidence?: 'verified' | 'observed' | 'proposed' | 'unverified'
}

/** A code of another list that means exactly the same. */
export interface CodeMatch {
  /** `$id` of the list's version. */
  readonly list: string
  readonly code: string
  /** Where it is not as sure as the two values. */
  readonly evidence?: CodeListValue['evidence']
}

export interface CodeList {
  readonly id: string
  readonly values: readonly CodeListValue[]
  /** Before this day the list knows nothing; absent: it knows every day. */
  readonly coverageFrom?: string
  /** All values a code has ever had, oldest first. */
  valuesOf(code: string): readonly CodeListValue[]
}

/** What a list says of a code on a day. */
export type CodeStatus =
  | { readonly kind: 'in-force'; readonly value: CodeListValue }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-covered'; readonly from: string }
  /** `values` are those the code had or will have, oldest first. */
  | { readonly kind: 'not-in-force'; readonly values: readonly CodeListValue[] }

export function createCodeList(
  id: string,
  values: readonly CodeListValue[],
  coverageFrom?: string,
): CodeList {
  const byCode = new Map<string, CodeListValue[]>()
  for (const value of values) {
    const known = byCode.get(value.code)
    if (known === undefined) byCode.set(value.code, [value])
    else known.push(value)
  }
  for (const known of byCode.values()) known.sort(byFirstDay)
  return {
    id,
    values,
    ...(coverageFrom === undefined ? {} : { coverageFrom }),
    valuesOf: (code) => byCode.get(code) ?? [],
  }
}

export function lookUpCode(list: CodeList, code: string, asOf: string): CodeStatus {
  if (list.coverageFrom !== undefined && asOf < list.coverageFrom) {
    return { kind: 'not-covered', from: list.coverageFrom }
  }
  const values = list.valuesOf(code)
  if (values.length === 0) return { kind: 'unknown' }
  for (const value of values) if (isInForce(value, asOf)) return { kind: 'in-force', value }
  return { kind: 'not-in-force', values }
}

export function isInForce({ validFrom, validTo }: CodeListValue, asOf: string): boolean {
  return (
    (validFrom === undefined || validFrom <= asOf) && (validTo === undefined || asOf <= validTo)
  )
}

function byFirstDay(a: CodeListValue, b: CodeListValue): number {
  return (a.validFrom ?? '').localeCompare(b.validFrom ?? '', 'en')
}
