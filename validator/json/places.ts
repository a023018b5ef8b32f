/**
 * What a JSON Pointer with `*` for every item of a list leads to.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import { appendPointer, valueAt } from './pointer.ts'

export interface PlacedValue {
  readonly at: string
  readonly value: JsonValue
}

const ANY = '*'

/** In document order; what is not there is not among them. */
export function valuesAt(root: JsonValue, steps: readonly string[]): readonly PlacedValue[] {
  let found: readonly PlacedValue[] = [{ at: '', value: root }]
  for (const step of steps) found = found.flatMap((place) => takeStep(place, step))
  return found
}

function takeStep({ at, value }: PlacedValue, step: string): readonly PlacedValue[] {
  if (step === ANY && Array.isArray(value)) {
    return value.map((item: JsonValue, index) => ({ at: appendPointer(at, index), value: item }))
  }
  const child = valueAt(value, [step])
  return child === undefined ? [] : [{ at: appendPointer(at, step), value: child }]
}
