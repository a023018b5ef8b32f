/**
 * The schemas inside a schema document, each with its JSON Pointer and the part it plays.
 *
 * Names of properties are no keywords, so a walk over all objects would mistake
 * a field called `title` for a title.
 *
 * @module
 */
import { appendPointer } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, objectMember } from '../json-value.ts'

export type SchemaPart = 'root' | 'field' | 'items' | 'definition' | 'branch' | 'rest'

export interface SchemaNode {
  readonly schema: JsonObject
  readonly pointer: string
  readonly part: SchemaPart
  /** Name of a field or a definition. */
  readonly name: string
  /** Inside a branch of an alternative: it narrows what is declared elsewhere. */
  readonly isNarrowing: boolean
}

/** The document first, then what is in it, in the order of the text within each keyword. */
export function schemaNodes(document: JsonObject): readonly SchemaNode[] {
  const root: SchemaNode = {
    schema: document,
    pointer: '',
    part: 'root',
    name: '',
    isNarrowing: false,
  }
  return withInner(root)
}

function withInner(node: SchemaNode): readonly SchemaNode[] {
  return [node, ...innerNodes(node).flatMap(withInner)]
}

const BRANCHES = ['allOf', 'anyOf', 'oneOf'] as const

function innerNodes(node: SchemaNode): readonly SchemaNode[] {
  return [
    ...namedNodes(node, 'properties', 'field'),
    ...singleNode(node, 'items', 'items'),
    ...singleNode(node, 'additionalProperties', 'rest'),
    ...BRANCHES.flatMap((keyword) => branchNodes(node, keyword)),
    ...namedNodes(node, '$defs', 'definition'),
  ]
}

function namedNodes(node: SchemaNode, keyword: string, part: SchemaPart): readonly SchemaNode[] {
  const pointer = appendPointer(node.pointer, keyword)
  return Object.entries(objectMember(node.schema, keyword) ?? {}).flatMap(([name, schema]) =>
    nodeOf(schema, { ...node, pointer: appendPointer(pointer, name), part, name }),
  )
}

function singleNode(node: SchemaNode, keyword: string, part: SchemaPart): readonly SchemaNode[] {
  const pointer = appendPointer(node.pointer, keyword)
  return nodeOf(member(node.schema, keyword), { ...node, pointer, part, name: '' })
}

function branchNodes(node: SchemaNode, keyword: string): readonly SchemaNode[] {
  const branches = member(node.schema, keyword)
  if (!Array.isArray(branches)) return []
  return branches.flatMap((schema: JsonValue, index: number) => {
    const pointer = appendPointer(appendPointer(node.pointer, keyword), index)
    return nodeOf(schema, { ...node, pointer, part: 'branch', name: '', isNarrowing: true })
  })
}

function nodeOf(schema: JsonValue | undefined, like: SchemaNode): readonly SchemaNode[] {
  return isJsonObject(schema) ? [{ ...like, schema }] : []
}
