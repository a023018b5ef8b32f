/**
 * The namespace of SHACL.
 *
 * @module
 */
export const SH = 'http://www.w3.org/ns/shacl#'
