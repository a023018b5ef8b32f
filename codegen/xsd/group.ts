/**
 * An element that stands in several places of one content model, declared once.
 *
 * Two declarations of one name must have the same type there (XML Schema Part 1 §3.8.6), and types
 * without a name are never the same: a named group is one declaration for all its places.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import type { XsdContext } from './context.ts'
import { typeReference } from './context.ts'
import type { XsdNode } from './node.ts'
import { node } from './node.ts'

export interface GroupedField {
  /** The object whose field it is. */
  readonly schema: JsonObject
  readonly name: string
  readonly isRequired: boolean
}

/** `make` gives the element as it stands where it is required. */
export function groupReference(
  { schema, name, isRequired }: GroupedField,
  context: XsdContext,
  make: () => XsdNode,
): XsdNode {
  const ref = typeReference(nameOf(schema, name, context, make), context)
  return node('xs:group', { ref, minOccurs: isRequired ? undefined : '0' })
}

/** A type's name has no dot, so that no group is named like one. */
function nameOf(
  schema: JsonObject,
  field: string,
  { groups, ownName }: XsdContext,
  make: () => XsdNode,
): string {
  for (let count = 1; ; count += 1) {
    const name = `${ownName}.${field}${count === 1 ? '' : `.${count}`}`
    const known = groups.get(name)
    if (known?.schema === schema) return name
    if (known !== undefined) continue
    groups.set(name, { schema, group: node('xs:group', { name }) })
    const inside = node('xs:sequence', {}, [make()])
    groups.set(name, { schema, group: node('xs:group', { name }, [inside]) })
    return name
  }
}

export function groupNodes({ groups }: Pick<XsdContext, 'groups'>): readonly XsdNode[] {
  return [...groups.values()].map(({ group }) => group)
}
