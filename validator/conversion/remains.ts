/**
 * Reports what no row of a conversion read.
 *
 * @module
 */
import type { IssueCode } from '../issues/kinds.ts'
import { appendPointer, pointerSteps } from '../json/pointer.ts'
import type { JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import { formatSchemaRef } from '../schema-ref.ts'
import type { Conversion, Dropped, Steps } from './rows.ts'
import { isEmpty } from './walk.ts'

type Report = (code: IssueCode, at: string, params: Readonly<Record<string, unknown>>) => void

export function reportRemains(
  source: JsonValue,
  read: ReadonlySet<string>,
  conversion: Conversion,
  direction: 'forward' | 'backward',
  report: Report,
): void {
  const isForward = direction === 'forward'
  const target = formatSchemaRef((isForward ? conversion.to : conversion.from).ref)
  const entries = conversion.dropped.flatMap((entry) => {
    const at = isForward ? entry.from : entry.to
    return at === undefined ? [] : [{ at, entry }]
  })

  function visit(value: JsonValue, pointer: string): void {
    if (read.has(pointer) || isEmpty(value)) return
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, appendPointer(pointer, index))
    } else if (isJsonObject(value)) {
      for (const [name, each] of Object.entries(value)) visit(each, appendPointer(pointer, name))
    } else {
      const entry = entryFor(entries, pointerSteps(pointer))
      if (entry === undefined) report('conversion-lost', pointer, { target })
      else if (entry.isAside) report('conversion-set-aside', pointer, { reason: entry.reason })
      else report('conversion-dropped', pointer, { target, reason: entry.reason })
    }
  }

  visit(source, '')
}

function entryFor(
  entries: readonly { readonly at: Steps; readonly entry: Dropped }[],
  steps: Steps,
): Dropped | undefined {
  return entries.find(({ at }) => at.every((step, index) => step === '*' || step === steps[index]))
    ?.entry
}
