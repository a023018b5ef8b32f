/**
 * Provisions as schemas state them, one or several.
 *
 * @module
 */
import type { JsonValue } from './json-value.ts'
import { isJsonObject, textMember } from './json-value.ts'
import type { LegalBasis } from './verdict.ts'

/** None when nothing is stated; what names no instrument is no provision. */
export function readLegalBasis(value: JsonValue | undefined): readonly LegalBasis[] {
  const provisions: readonly JsonValue[] = Array.isArray(value) ? value : [value ?? null]
  return provisions.filter(
    (provision) => isJsonObject(provision) && textMember(provision, 'instrument') !== undefined,
  ) as unknown as readonly LegalBasis[]
}
