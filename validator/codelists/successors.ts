/**
 * What a code of one day became by another day, forwards or backwards.
 *
 * A list says of each value what replaced it on the day after its last, and what
 * it replaced on its first; the steps in between are walked one by one, so that a
 * code that changed twice is followed through both changes. Nothing is guessed:
 * where a value was divided, all its parts are the answer.
 *
 * @module
 */
import { dayAfter, dayBefore } from '../date.ts'
import type { CodeList, CodeListValue, CodeStatus } from './code-list.ts'
import { lookUpCode } from './code-list.ts'

export interface Days {
  /** The day the code was written, YYYY-MM-DD. */
  readonly from: string
  /** The day it is wanted for. */
  readonly to: string
}

export type Resolved =
  /** One value, or the parts of one that was divided, or those that were merged into it. */
  | {
      readonly kind: 'resolved'
      readonly value: CodeListValue
      readonly values: readonly CodeListValue[]
    }
  /** It was in force, and the list names nothing that took its place. */
  | { readonly kind: 'ended'; readonly value: CodeListValue }
  /** The list does not have it on the day it was written. */
  | Exclude<CodeStatus, { readonly kind: 'in-force' }>

export function resolveCode(list: CodeList, code: string, { from, to }: Days): Resolved {
  const status = lookUpCode(list, code, from)
  if (status.kind !== 'in-force') return status
  const { value } = status
  const values = unique(from <= to ? forward(list, value, to) : backward(list, value, to))
  return values.length === 0 ? { kind: 'ended', value } : { kind: 'resolved', value, values }
}

/** Each step is to a later day, so there is an end. */
function forward(list: CodeList, value: CodeListValue, to: string): readonly CodeListValue[] {
  const { validTo, replacedBy = [] } = value
  if (validTo === undefined || to <= validTo) return [value]
  const next = dayAfter(validTo)
  return replacedBy.flatMap((code) => {
    const status = lookUpCode(list, code, next)
    return status.kind === 'in-force' ? forward(list, status.value, to) : []
  })
}

function backward(list: CodeList, value: CodeListValue, to: string): readonly CodeListValue[] {
  const { validFrom, replaces = [] } = value
  if (validFrom === undefined || validFrom <= to) return [value]
  const previous = dayBefore(validFrom)
  return replaces.flatMap((code) => {
    const status = lookUpCode(list, code, previous)
    return status.kind === 'in-force' ? backward(list, status.value, to) : []
  })
}

function unique(values: readonly CodeListValue[]): readonly CodeListValue[] {
  return [...new Set(values)]
}
