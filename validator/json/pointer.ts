/**
 * JSON Pointers (RFC 6901): how issues say where.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import { isJsonObject, member } from '../json-value.ts'

export function appendPointer(pointer: string, step: string | number): string {
  return `${pointer}/${typeof step === 'number' ? step : escapeStep(step)}`
}

export function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The steps of a pointer, unescaped; none for the whole document. */
export function pointerSteps(pointer: string): readonly string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** What stands at the end of the steps, or undefined. */
export function valueAt(root: JsonValue, steps: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = root
  for (const step of steps) {
    if (value === undefined) return undefined
    value = childOf(value, step)
  }
  return value
}

const INDEX = /^(?:0|[1-9]\d{0,8})$/u

function childOf(value: JsonValue, step: string): JsonValue | undefined {
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value
    return INDEX.test(step) ? items[Number(step)] : undefined
  }
  return isJsonObject(value) ? member(value, step) : undefined
}
