/**
 * Whether a list has an item twice: items are compared by their canonical text, not each
 * with each, so that a long list stays cheap.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'

export function repeatsItem(items: readonly JsonValue[]): boolean {
  const seen = new Set<string>()
  for (const item of items) {
    const text = canonicalText(item)
    if (seen.has(text)) return true
    seen.add(text)
  }
  return false
}

/** As `enum` and `const` compare: JSON Schema 2020-12 Core §4.2.2. */
export function areEqual(left: JsonValue, right: JsonValue): boolean {
  return canonicalText(left) === canonicalText(right)
}

/** The same for equal values, whatever the order of their members. */
function canonicalText(value: JsonValue): string {
  return JSON.stringify(value, (_name, inner: JsonValue) =>
    isJsonObject(inner) ? inSortedOrder(inner) : inner,
  )
}

function inSortedOrder(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))
}
