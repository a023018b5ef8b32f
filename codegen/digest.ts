/**
 * Names a version by its content.
 *
 * The digest is over sorted JSON as RFC 8785 has it: members by UTF-16 code units, no space,
 * numbers as ECMAScript prints them.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { JsonValue, SchemaVersion } from '../validator/index.ts'
import { isJsonObject } from '../validator/index.ts'

/** SHA-256 in lower-case hexadecimal of the document and, for a code list, its values. */
export function digestOf(version: SchemaVersion): string {
  const { document, codeList } = version
  const values =
    codeList === undefined ? '' : canonicalJson(codeList.values as unknown as JsonValue)
  return createHash('sha256')
    .update(canonicalJson(document) + values)
    .digest('hex')
}

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
