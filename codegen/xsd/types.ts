/**
 * The types that a version declares, and the root element of one.
 *
 * @module
 */
import type { JsonObject, SchemaVersion } from '../../validator/index.ts'
import {
  objectMember,
  Problem,
  problems,
  rootElementName,
  SIGNATURE_COUNT_MAX,
} from '../../validator/index.ts'
import { definitionEndings } from '../definitions.ts'
import { resolveRef } from '../schema-view.ts'
import { shapeOf } from '../shape.ts'
import { annotate } from './annotation.ts'
import { complexType } from './complex-type.ts'
import type { XsdContext } from './context.ts'
import { typeReference } from './context.ts'
import type { XsdItem, XsdNode } from './node.ts'
import { node } from './node.ts'
import { simpleType } from './simple-type.ts'

export interface Shared
  extends Pick<XsdContext, 'catalogue' | 'namespace' | 'lexicals' | 'groups'> {
  /** Of every version declared in the document, by `$id`. */
  readonly names: ReadonlyMap<string, string>
}

export function contextOf(version: SchemaVersion, { names, ...shared }: Shared): XsdContext {
  const ownName = names.get(version.id) ?? ''
  const typeOf = (ref: string) =>
    typeReference(typeName(ref, version, { names, ...shared }), shared)
  return { ...shared, notes: [], typeOf, version, ownName }
}

const DEFINITION = '/$defs/'

function typeName(ref: string, version: SchemaVersion, { names, catalogue }: Shared): string {
  const [id = '', definition = ''] = ref.split(/#(?=\/|$)/u)
  const name = names.get(id === '' ? version.id : id)
  if (name !== undefined && definition === '') return name
  if (name !== undefined && definition.startsWith(DEFINITION)) {
    const { document } = id === '' ? version : resolveRef(id, catalogue)
    const ending = definitionEndings(document).get(definition.slice(DEFINITION.length))
    if (ending !== undefined) return name + ending
  }
  throw new Problem(problems.schemaUnusable, `${ref} has no XML Schema type`)
}

export function refersToItself({ document }: SchemaVersion): boolean {
  return JSON.stringify(document).includes('"$ref":"#"')
}

/** A signed record carries its signatures last: XML-DSig 1.1 §4, enveloped. */
const SIGNATURES: XsdNode = node('xs:any', {
  namespace: 'http://www.w3.org/2000/09/xmldsig#',
  processContents: 'lax',
  minOccurs: '0',
  maxOccurs: String(SIGNATURE_COUNT_MAX),
})

/** What a signature refers to by; a field of the structure may be that attribute already. */
function signable(type: XsdNode): XsdNode {
  const { children = [] } = type
  const isNamed = children.some((child) => 'name' in child && /^Id$/iu.test(nameOf(child)))
  const id = node('xs:attribute', { name: 'Id', type: 'xs:ID' })
  const any = children.findIndex((child) => 'name' in child && child.name === 'xs:anyAttribute')
  if (isNamed) return type
  const at = any < 0 ? children.length : any
  return { ...type, children: [...children.slice(0, at), id, ...children.slice(at)] }
}

function nameOf({ name, attributes = {} }: XsdNode): string {
  return name === 'xs:attribute' ? (attributes['name'] ?? '') : ''
}

export function rootElement(version: SchemaVersion, context: XsdContext): XsdNode {
  const { document } = version
  const name = rootElementName(version)
  const own = { ...context, notes: [] as string[] }
  const type =
    shapeOf(document, context.catalogue) === 'object'
      ? signable(complexType(document, own, [SIGNATURES]))
      : makeType(version, document, own)
  return node('xs:element', { name }, [...annotate(document), ...noted(own), type])
}

export function ownType(version: SchemaVersion, context: XsdContext): XsdNode {
  return namedType(context.ownName, version, version.document, context)
}

export function localTypes(version: SchemaVersion, context: XsdContext): readonly XsdNode[] {
  const definitions = objectMember(version.document, '$defs') ?? {}
  return [...definitionEndings(version.document)].map(([key, ending]) => {
    const schema = objectMember(definitions, key) ?? {}
    return namedType(context.ownName + ending, version, schema, context)
  })
}

function namedType(
  name: string,
  version: SchemaVersion,
  schema: JsonObject,
  context: XsdContext,
): XsdNode {
  const own = { ...context, notes: [] as string[] }
  const made = makeType(version, schema, own)
  const children = [...annotate(schema), ...noted(own), ...(made.children ?? [])]
  return node(made.name, { name }, children)
}

function makeType(version: SchemaVersion, schema: JsonObject, context: XsdContext): XsdNode {
  const shape = shapeOf(schema, context.catalogue)
  if (shape === 'object') return complexType(schema, context)
  if (shape !== 'scalar') {
    throw new Problem(problems.schemaUnusable, 'XML Schema 1.0 cannot name this type')
  }
  const codeList = schema === version.document ? version.codeList : undefined
  const simple = simpleType(schema, context, codeList)
  if ('type' in simple) return simple.type
  return node('xs:simpleType', {}, [node('xs:restriction', { base: simple.name })])
}

function noted({ notes }: XsdContext): readonly XsdItem[] {
  return notes.map((comment) => ({ comment }))
}
