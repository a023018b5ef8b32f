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
    const children = childrenOf(value)
    if (children === undefined) lose(pointer)
    else for (const [step, child] of children) visit(child, appendPointer(pointer, step))
  }

  function lose(pointer: string): void {
    const entry = entryFor(entries, pointerSteps(pointer))
    if (entry === undefined) report('conversion-lost', pointer, { target })
    else if (entry.isAside) report('conversion-set-aside', pointer, { reason: entry.reason })
    else report('conversion-dropped', pointer, { target, reason: entry.reason })
  }

  visit(source, '')
}

/** Undefined for a value that has no parts. */
function childrenOf(
  value: JsonValue,
): readonly (readonly [string | number, JsonValue])[] | undefined {
  if (Array.isArray(value)) return [...(value as readonly JsonValue[]).entries()]
  return isJsonObject(value) ? Object.entries(value) : undefined
}

function entryFor(
  entries: readonly { readonly at: Steps; readonly entry: Dropped }[],
  steps: Steps,
): Dropped | undefined {
  return entries.find(({ at }) => at.every((step, index) => step === '*' || step === steps[index]))
    ?.entry
}
