/**
 * One text for one value: the JSON Canonicalization Scheme (RFC 8785).
 *
 * Members are sorted by UTF-16 code units, there is no space, and numbers are as
 * ECMAScript prints them. XML comes to the same text, because it is mapped to the
 * same value first.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'

export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) {
    return `[${value.map((item: JsonValue) => canonicalJson(item)).join(',')}]`
  }
  if (!isJsonObject(value)) return JSON.stringify(value)
  // RFC 8785 §3.2.3: sorted by UTF-16 code units, which is what `sort` does without a comparer.
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`)
  return `{${members.join(',')}}`
}
