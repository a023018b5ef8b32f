/**
 * One structure as one XSD 1.0 document that needs no other.
 *
 * Everything the structure refers to is declared beside it, in its own namespace: the canonical
 * mapping puts all elements of a message into one. What XML Schema 1.0 cannot say is named in a
 * comment where it would stand, and left to the validator.
 *
 * @module
 */
import type { Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import {
  formatSchemaRef,
  formatVersion,
  isJsonObject,
  objectMember,
  Problem,
  problems,
  recordNamespace,
  rootElementName,
  SIGNATURE_COUNT_MAX,
} from '../../validator/index.ts'
import { digestOf } from '../digest.ts'
import { closureOf } from '../references.ts'
import { shapeOf } from '../shape.ts'
import { toPascalCase, typeNames } from '../type-names.ts'
import { annotate } from './annotation.ts'
import { complexType } from './complex-type.ts'
import type { XsdContext } from './context.ts'
import { typeReference } from './context.ts'
import { lexicalType } from './lexical.ts'
import type { XsdItem, XsdNode } from './node.ts'
import { node, printNode } from './node.ts'
import { simpleType } from './simple-type.ts'

export function emitXsd(version: SchemaVersion, catalogue: Catalogue): string {
  const closure = closureOf([version], catalogue)
  const shared: Shared = {
    catalogue,
    namespace: recordNamespace(version, catalogue.base),
    lexicals: new Set(),
    names: typeNames(closure),
  }
  const root = rootElement(version, contextOf(version, shared))
  const types = closure.flatMap((each) => {
    const context = contextOf(each, shared)
    const own = each.id === version.id && !refersToItself(each) ? [] : [ownType(each, context)]
    return [...own, ...localTypes(each, context)]
  })
  const lexicals = [...shared.lexicals].sort().map(lexicalType)
  return printDocument(version, shared.namespace, [root, ...types, ...lexicals])
}

interface Shared extends Pick<XsdContext, 'catalogue' | 'namespace' | 'lexicals'> {
  /** Of every version declared in the document, by `$id`. */
  readonly names: ReadonlyMap<string, string>
}

interface VersionContext extends XsdContext {
  readonly ownName: string
}

function contextOf({ id }: SchemaVersion, { names, ...shared }: Shared): VersionContext {
  const ownName = names.get(id) ?? ''
  const typeOf = (ref: string) => typeReference(typeName(ref, ownName, names), shared)
  return { ...shared, notes: [], typeOf, ownName }
}

const DEFINITION = '#/$defs/'

function typeName(ref: string, ownName: string, names: ReadonlyMap<string, string>): string {
  if (ref === '#') return ownName
  if (ref.startsWith(DEFINITION)) return ownName + toPascalCase(ref.slice(DEFINITION.length))
  const name = names.get(ref)
  if (name !== undefined) return name
  throw new Problem(problems.schemaUnusable, `${ref} has no XML Schema type`)
}

function refersToItself({ document }: SchemaVersion): boolean {
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

function rootElement(version: SchemaVersion, context: XsdContext): XsdNode {
  const { document } = version
  const name = rootElementName(version)
  const own = { ...context, notes: [] as string[] }
  const type =
    shapeOf(document, context.catalogue) === 'object'
      ? signable(complexType(document, own, [SIGNATURES]))
      : makeType(version, document, own)
  return node('xs:element', { name }, [...annotate(document), ...noted(own), type])
}

function ownType(version: SchemaVersion, context: VersionContext): XsdNode {
  return namedType(context.ownName, version, version.document, context)
}

function localTypes(version: SchemaVersion, context: VersionContext): readonly XsdNode[] {
  const definitions = Object.entries(objectMember(version.document, '$defs') ?? {})
  return definitions.flatMap(([key, schema]) => {
    const name = context.ownName + toPascalCase(key)
    return isJsonObject(schema) ? [namedType(name, version, schema, context)] : []
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

function printDocument(
  version: SchemaVersion,
  namespace: string,
  children: readonly XsdNode[],
): string {
  const qualified = namespace === '' ? undefined : namespace
  const attributes = {
    'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
    'xmlns:tns': qualified,
    targetNamespace: qualified,
    elementFormDefault: 'qualified',
    attributeFormDefault: 'unqualified',
    version: formatVersion(version.ref),
  }
  const ref = formatSchemaRef(version.ref)
  const made = `Generated by Chuẩn from ${ref}; SHA-256 ${digestOf(version)}`
  const schema = node('xs:schema', attributes, [{ comment: made }, ...children])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printNode(schema)}`
}
