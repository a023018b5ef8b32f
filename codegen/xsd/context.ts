/**
 * What the parts of one XSD share while it is made.
 *
 * @module
 */
import type { Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import type { XsdNode } from './node.ts'

export interface XsdContext {
  readonly catalogue: Catalogue
  /** Empty when the structure is in no namespace. */
  readonly namespace: string
  /** The qualified name of the type a reference means. */
  readonly typeOf: (ref: string) => string
  /** Shared simple types that are used. */
  readonly lexicals: Set<string>
  /** The version that is written, and the name of its type. */
  readonly version: SchemaVersion
  readonly ownName: string
  /** Elements that stand in several places of a content model, by the name of their group. */
  readonly groups: Map<string, XsdGroup>
  /** What this XSD cannot say, for the element that is being written. */
  readonly notes: string[]
}

export interface XsdGroup {
  /** The object whose field it is. */
  readonly schema: JsonObject
  readonly group: XsdNode
}

/** Of a type declared in the document itself. */
export function typeReference(name: string, { namespace }: Pick<XsdContext, 'namespace'>): string {
  return namespace === '' ? name : `tns:${name}`
}
