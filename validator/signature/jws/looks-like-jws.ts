/**
 * Tells a JWS from other text, by its shape alone.
 *
 * Looks at every document before its size means anything, so it must take time
 * in proportion to the text: no two repetitions here can match the same run.
 *
 * @module
 */
import { beginsAsEncodedObject } from '../../json/encoded-object.ts'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject, member } from '../../json-value.ts'

/** RFC 7515 §7.2: what only a JSON serialisation has side by side. */
const JSON_MEMBERS = [/"(?:signatures|signature)"\s*:/u, /"(?:payload|protected)"\s*:/u]

export function looksLikeJws(text: string): boolean {
  const start = text.trimStart()
  return start.startsWith('{') ? isJsonSerialization(start) : isCompact(start)
}

/** RFC 7515 §3.1. JSON does not begin so; what else is wrong with it, the reader says. */
function isCompact(text: string): boolean {
  const dot = text.indexOf('.')
  return dot > 0 && beginsAsEncodedObject(text) && text.includes('.', dot + 1)
}

/** Decided on the top-level names alone: a business message may well have a `payload`. */
function isJsonSerialization(text: string): boolean {
  if (!JSON_MEMBERS.every((name) => name.test(text))) return false
  const value = tryParse(text)
  const has = (name: string) => member(value, name) !== undefined
  if (has('signatures')) return has('payload') || isDetached(member(value, 'signatures'))
  return has('signature') && (has('protected') || (has('payload') && has('header')))
}

/** RFC 7515 Appendix F: without the payload, only its entries tell a JWS by. */
function isDetached(signatures: JsonValue | undefined): boolean {
  const entries: readonly JsonValue[] = Array.isArray(signatures) ? signatures : []
  const isEntry = (entry: JsonValue) =>
    isJsonObject(entry) && ['protected', 'signature'].every((name) => Object.hasOwn(entry, name))
  return entries.length > 0 && entries.every(isEntry)
}

function tryParse(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return {}
    throw thrown
  }
}
