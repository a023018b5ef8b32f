/**
 * Finds in a document what a pointer with `*` means.
 *
 * @module
 */
import { appendPointer } from '../json/pointer.ts'
import type { JsonValue } from '../json-value.ts'
import { isJsonObject, member } from '../json-value.ts'
import type { Steps } from './rows.ts'

export interface Match {
  readonly value: JsonValue
  readonly pointer: string
  /** What stood for each `*`, in order. */
  readonly indexes: readonly number[]
}

const ANY_INDEX = '*'
const INDEX = /^(?:0|[1-9]\d{0,8})$/u

export function findMatches(root: JsonValue, steps: Steps): readonly Match[] {
  let matches: readonly Match[] = [{ value: root, pointer: '', indexes: [] }]
  for (const step of steps) matches = matches.flatMap((match) => descend(match, step))
  return matches
}

function descend({ value, pointer, indexes }: Match, step: string): readonly Match[] {
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value
    if (step === ANY_INDEX) {
      return items.map((item, index) => ({
        value: item,
        pointer: appendPointer(pointer, index),
        indexes: [...indexes, index],
      }))
    }
    const item = INDEX.test(step) ? items[Number(step)] : undefined
    if (item === undefined) return []
    return [{ value: item, pointer: appendPointer(pointer, step), indexes }]
  }
  const child = isJsonObject(value) ? member(value, step) : undefined
  return child === undefined
    ? []
    : [{ value: child, pointer: appendPointer(pointer, step), indexes }]
}

/** The same pointer inside the items that a match is in; further lists stay open. */
export function bind(steps: Steps, indexes: readonly number[]): Steps {
  let next = 0
  return steps.map((step) => {
    const index = step === ANY_INDEX ? indexes[next++] : undefined
    return index === undefined ? step : String(index)
  })
}

/** Up to the last list: what a value would stand in if it were there. */
export function containerOf(steps: Steps): Steps {
  return steps.slice(0, steps.lastIndexOf(ANY_INDEX) + 1)
}

/** Legacy messages say "nothing" with an empty text, list or object. */
export function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.every((item: JsonValue) => isEmpty(item))
  return isJsonObject(value) && Object.values(value).every(isEmpty)
}

/** Without what is empty, at any depth. */
export function withoutEmpty(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.filter((item: JsonValue) => !isEmpty(item)).map((item) => withoutEmpty(item))
  }
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([, each]) => !isEmpty(each))
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutEmpty(each)]))
}
