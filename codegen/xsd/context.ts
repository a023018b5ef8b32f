/**
 * What the parts of one XSD share while it is made.
 *
 * @module
 */
import type { Catalogue } from '../../validator/index.ts'

export interface XsdContext {
  readonly catalogue: Catalogue
  /** Empty when the structure is in no namespace. */
  readonly namespace: string
  /** The qualified name of the type a reference means. */
  readonly typeOf: (ref: string) => string
  /** Shared simple types that are used. */
  readonly lexicals: Set<string>
  /** What this XSD cannot say, for the element that is being written. */
  readonly notes: string[]
}

/** Of a type declared in the document itself. */
export function typeReference(name: string, { namespace }: Pick<XsdContext, 'namespace'>): string {
  return namespace === '' ? name : `tns:${name}`
}
