/**
 * Generators are loaded only where an XSD is asked for.
 *
 * @module
 */
import type { Catalogue, XsdOf } from '../validator/index.ts'

export function xsdLoader(catalogue: Catalogue): () => Promise<XsdOf> {
  return async () => (await import('../codegen/index.ts')).xsdOf(catalogue)
}
