/**
 * Names a version by its content.
 *
 * The digest is over canonical JSON, so the order of members and the white space of the
 * file do not matter.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { JsonValue, SchemaVersion } from '../validator/index.ts'
import { canonicalJson } from '../validator/index.ts'

/** SHA-256 in lower-case hexadecimal of the document and, for a code list, its values. */
export function digestOf(version: SchemaVersion): string {
  const { document, codeList } = version
  const values =
    codeList === undefined ? '' : canonicalJson(codeList.values as unknown as JsonValue)
  return createHash('sha256')
    .update(canonicalJson(document) + values)
    .digest('hex')
}
