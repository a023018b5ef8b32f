/**
 * A message's header names the content it was sent with.
 *
 * The digest is SHA-256 over the content in canonical JSON (RFC 8785), in
 * lower-case hexadecimal, so that the JSON and the XML of a message have one.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../json/canonical.ts'
import { pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonValue } from '../json-value.ts'
import type { RuleKind } from './rule.ts'

export const payloadDigest: RuleKind = {
  parts: ['digest', 'payload'],
  compile({ pointers }) {
    const { digest: at = '', payload: payloadPointer = '' } = pointers
    const steps = pointerSteps(payloadPointer)
    return ({ digest }, object) => {
      const payload = valueAt(object, steps)
      if (digest === undefined || payload === undefined) return undefined
      if (digest === digestOfPayload(payload)) return undefined
      return { code: 'payload-digest-mismatch', at, names: { payload: payloadPointer } }
    }
  },
}

/** SHA-256 of the canonical JSON of a message's content, in lower-case hexadecimal. */
export function digestOfPayload(payload: JsonValue): string {
  return createHash('sha256').update(canonicalJson(payload)).digest('hex')
}
