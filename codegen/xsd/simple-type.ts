/**
 * A scalar schema as a simple type: a base, its facets, its codes.
 *
 * Patterns beside each other in one restriction are alternatives in XML Schema (Part 2 §4.3.4.3),
 * in JSON Schema they all hold: each restriction has at most one.
 *
 * @module
 */
import type { CodeList, JsonObject, JsonValue } from '../../validator/index.ts'
import { member, textMember } from '../../validator/index.ts'
import { objectsOf } from '../schema-view.ts'
import { annotation } from './annotation.ts'
import type { XsdContext } from './context.ts'
import { typeReference } from './context.ts'
import { hasLength, isLexical } from './lexical.ts'
import type { XsdItem, XsdNode } from './node.ts'
import { node } from './node.ts'
import { translatePattern } from './pattern.ts'

/** The name of a type that is exactly the schema, or the type itself. */
export type SimpleType = { readonly name: string } | { readonly type: XsdNode }

/** Throws Problem `schema-unusable` for a reference that leads nowhere. */
export function simpleType(
  schema: JsonObject,
  context: XsdContext,
  codeList?: CodeList,
): SimpleType {
  const alternatives = [...objectsOf(schema, 'anyOf'), ...objectsOf(schema, 'oneOf')]
  const base = alternatives.length > 0 ? union(alternatives, context) : namedBase(schema, context)
  const facets = facetsOf(schema, context, codeList)
  if (facets.length === 0) return base
  if ('name' in base) return { type: restrict({ base: base.name }, [], facets) }
  return { type: restrict({}, [base.type], facets) }
}

function restrict(
  attributes: Readonly<Record<string, string>>,
  before: readonly XsdItem[],
  facets: readonly XsdItem[],
): XsdNode {
  return node('xs:simpleType', {}, [node('xs:restriction', attributes, [...before, ...facets])])
}

function namedBase(schema: JsonObject, context: XsdContext): { readonly name: string } {
  const ref = textMember(schema, '$ref')
  if (ref !== undefined) return { name: context.typeOf(ref) }
  return { name: lexicalName(lexicalOf(schema), context) }
}

/** `const` and `enum` say what they are by what they hold. */
function lexicalOf(schema: JsonObject): string {
  const format = textMember(schema, 'format') ?? ''
  const type = textMember(schema, 'type')
  if (type === 'string' || type === undefined) {
    if (isLexical(format)) return format
    if (type === 'string') return 'string'
  }
  return type ?? typeOfValue(valuesOf(schema)[0])
}

function lexicalName(lexical: string, context: XsdContext): string {
  if (!isLexical(lexical)) return 'xs:string'
  context.lexicals.add(lexical)
  return typeReference(lexical, context)
}

function union(alternatives: readonly JsonObject[], context: XsdContext): SimpleType {
  const types = alternatives.map((alternative) => simpleType(alternative, context))
  const names = types.flatMap((type) => ('name' in type ? [type.name] : []))
  const inside = types.flatMap((type) => ('type' in type ? [type.type] : []))
  const memberTypes = names.length === 0 ? undefined : names.join(' ')
  return { type: node('xs:simpleType', {}, [node('xs:union', { memberTypes }, inside)]) }
}

const BOUNDS: Readonly<Record<string, string>> = {
  minimum: 'xs:minInclusive',
  maximum: 'xs:maxInclusive',
  exclusiveMinimum: 'xs:minExclusive',
  exclusiveMaximum: 'xs:maxExclusive',
}

const LENGTHS: Readonly<Record<string, string>> = {
  minLength: 'xs:minLength',
  maxLength: 'xs:maxLength',
}

function facetsOf(
  schema: JsonObject,
  context: XsdContext,
  codeList: CodeList | undefined,
): readonly XsdItem[] {
  const lexical = lexicalOf(schema)
  const lengths = hasLength(lexical) ? numericFacets(schema, LENGTHS) : []
  return [
    ...lengths,
    ...numericFacets(schema, BOUNDS),
    ...patternFacet(schema, context),
    ...noteJudged(schema, codeList, context),
    ...enumerations(schema, lexical, codeList),
  ]
}

function numericFacets(
  schema: JsonObject,
  facets: Readonly<Record<string, string>>,
): readonly XsdItem[] {
  return Object.entries(facets).flatMap(([keyword, facet]) => {
    const value = member(schema, keyword)
    return typeof value === 'number' ? [node(facet, { value: String(value) })] : []
  })
}

function patternFacet(schema: JsonObject, { notes }: XsdContext): readonly XsdItem[] {
  const pattern = textMember(schema, 'pattern')
  if (pattern === undefined) return []
  const value = translatePattern(pattern)
  if (value !== undefined) return [node('xs:pattern', { value })]
  notes.push(`Not in this XSD, judged by the validator: the pattern ${pattern}`)
  return []
}

/** What only the validator judges of a value is named where the value is declared. */
function noteJudged(
  schema: JsonObject,
  codeList: CodeList | undefined,
  { notes }: XsdContext,
): readonly XsdItem[] {
  const check = member(schema, 'x-check')
  const list = textMember(schema, 'x-codeList')
  if (check !== undefined) {
    notes.push(`Not in this XSD, judged by the validator: ${[check].flat().join(', ')}`)
  }
  if (list !== undefined || codeList !== undefined) {
    notes.push(`Not in this XSD, judged by the validator: the codes in force on a day`)
  }
  return []
}

function enumerations(
  schema: JsonObject,
  lexical: string,
  codeList: CodeList | undefined,
): readonly XsdItem[] {
  const values = valuesOf(schema).map(String)
  if (values.length === 0) return []
  // xs:boolean has no enumeration facet (XML Schema Part 2 §4.1.5).
  if (lexical === 'boolean') return [node('xs:pattern', { value: values.join('|') })]
  return values.map((value) => node('xs:enumeration', { value }, labelOf(value, codeList)))
}

function labelOf(code: string, codeList: CodeList | undefined): readonly XsdNode[] {
  const meanings = codeList?.valuesOf(code) ?? []
  const labels = (texts: readonly (string | undefined)[]) =>
    [...new Set(texts.filter((text) => text !== undefined))].join('; ')
  return annotation([
    ['vi', labels(meanings.map(({ vi }) => vi))],
    ['en', labels(meanings.map(({ en }) => en))],
  ])
}

function valuesOf(schema: JsonObject): readonly JsonValue[] {
  const values = member(schema, 'enum')
  if (Array.isArray(values)) return values
  const constant = member(schema, 'const')
  return constant === undefined ? [] : [constant]
}

function typeOfValue(value: JsonValue | undefined): string {
  return typeof value === 'number' || typeof value === 'boolean' ? typeof value : 'string'
}
