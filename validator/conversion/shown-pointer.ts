/**
 * Pointers as a report may show them: a member's name can itself be personal data.
 *
 * @module
 */
import { looksLikeFieldName } from '../field-name.ts'
import { appendPointer, pointerSteps } from '../json/pointer.ts'
import type { Steps } from './rows.ts'

const INDEX = /^\d{1,9}$/u

/** Up to the first name that does not look like a field's. */
export function shownPointer(pointer: string): string {
  const steps = pointerSteps(pointer)
  const end = steps.findIndex((step) => !INDEX.test(step) && !looksLikeFieldName(step))
  return shownPattern(end < 0 ? steps : steps.slice(0, end))
}

/** A place that a schema names. */
export function shownPattern(steps: Steps): string {
  return steps.reduce((pointer, step) => appendPointer(pointer, step), '')
}
