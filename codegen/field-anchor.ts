/**
 * The name of a field within its version: fragment of its IRI and anchor on its page.
 *
 * One name for both, so that the IRI of a property leads to the row that describes it.
 *
 * @module
 */

/** `DinhDanhCHS/SoDinhDanh`, `$defs/issue/code`: names from the root down; lists add nothing. */
export function fieldAnchor(names: readonly string[]): string {
  return names.map((name) => encodeURIComponent(name).replaceAll('%24', '$')).join('/')
}
