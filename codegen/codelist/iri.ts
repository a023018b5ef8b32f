/**
 * What a value of a code list is called as a concept.
 *
 * A code that has had one meaning is `{list}#{code}`, the anchor of its row on the list's page. A
 * code whose owner changed names several concepts: each adds its first day, and one that was there
 * before the list was kept adds `start`.
 *
 * @module
 */
import type { CodeList, CodeListValue } from '../../validator/index.ts'

export function valueIri(list: CodeList, value: CodeListValue): string {
  const iri = `${list.id}#${encodeURIComponent(value.code)}`
  if (list.valuesOf(value.code).length === 1) return iri
  return `${iri}~${value.validFrom ?? 'start'}`
}
