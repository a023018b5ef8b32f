/**
 * Fields that legacy messages carry as XML attributes.
 *
 * @module
 */
import { member, objectMember, textMember } from '../../validator/index.ts'
import type { Field } from '../schema-view.ts'
import { annotate } from './annotation.ts'
import type { XsdContext } from './context.ts'
import type { XsdItem } from './node.ts'
import { node } from './node.ts'
import { simpleType } from './simple-type.ts'

/** `''` for an attribute of no namespace; undefined for an element. */
export function attributeNamespace({ schema }: Field): string | undefined {
  const xml = objectMember(schema, 'x-xml') ?? {}
  return member(xml, 'attribute') === true ? (textMember(xml, 'namespace') ?? '') : undefined
}

/**
 * An attribute of another namespace would need a schema document of that namespace: it is let
 * through, and the validator judges it.
 */
export function attributeNodes(fields: readonly Field[], context: XsdContext): readonly XsdItem[] {
  const attributes = fields.filter((field) => attributeNamespace(field) !== undefined)
  const own = attributes.filter((field) => attributeNamespace(field) === '')
  const foreign = attributes.flatMap((field) => attributeNamespace(field) || [])
  const namespaces = [...new Set(foreign)].join(' ')
  return [
    ...own.map((field) => attributeNode(field, context)),
    ...(namespaces === ''
      ? []
      : [
          { comment: `Attributes of ${namespaces} are judged by the validator.` },
          node('xs:anyAttribute', { namespace: namespaces, processContents: 'skip' }),
        ]),
  ]
}

function attributeNode({ name, schema, required }: Field, context: XsdContext): XsdItem {
  const simple = simpleType(schema, context)
  const type = 'name' in simple ? simple.name : undefined
  const inside = 'name' in simple ? [] : [simple.type]
  const use = required ? 'required' : undefined
  return node('xs:attribute', { name, type, use }, [...annotate(schema), ...inside])
}
