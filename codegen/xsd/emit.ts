/**
 * One structure as one XSD 1.0 document that needs no other.
 *
 * Everything the structure refers to is declared beside it, in its own namespace: the canonical
 * mapping puts all elements of a message into one. What XML Schema 1.0 cannot say is named in a
 * comment where it would stand, and left to the validator.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../../validator/index.ts'
import { recordNamespace } from '../../validator/index.ts'
import { closureOf } from '../references.ts'
import { typeNames } from '../type-names.ts'
import { printDocument } from './document.ts'
import { groupNodes } from './group.ts'
import { lexicalType } from './lexical.ts'
import type { Shared } from './types.ts'
import { contextOf, localTypes, ownType, refersToItself, rootElement } from './types.ts'

export function emitXsd(version: SchemaVersion, catalogue: Catalogue): string {
  const closure = closureOf([version], catalogue)
  const shared: Shared = {
    catalogue,
    namespace: recordNamespace(version, catalogue.base),
    lexicals: new Set(),
    groups: new Map(),
    names: typeNames(closure),
  }
  const root = rootElement(version, contextOf(version, shared))
  const types = closure.flatMap((each) => {
    const context = contextOf(each, shared)
    const own = each.id === version.id && !refersToItself(each) ? [] : [ownType(each, context)]
    return [...own, ...localTypes(each, context)]
  })
  const lexicals = [...shared.lexicals].sort().map(lexicalType)
  return printDocument(version, shared.namespace, [
    root,
    ...types,
    ...groupNodes(shared),
    ...lexicals,
  ])
}
