/**
 * The canonical mapping from XML to an instance, led by the schema.
 *
 * A property is an element of the same name, an array is the element repeated,
 * text is the value. What does not fit is kept, so that the structure stage
 * sees and reports it; only what an instance cannot show is reported here.
 *
 * @module
 */
import { XmlCData, type XmlElement, XmlText } from 'libxml2-wasm'
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { looksLikeFieldName } from '../field-name.ts'
import { createIssue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/kinds.ts'
import { issueKinds } from '../issues/kinds.ts'
import { appendPointer } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import type { Issue } from '../verdict.ts'
import { misplaced } from './misplaced.ts'
import { childElements } from './positions.ts'
import { recordNamespace, rootElementName } from './record.ts'
import { type Shape, shapeOf } from './schema-shape.ts'

export interface Instance {
  readonly value: JsonValue
  readonly issues: readonly Issue[]
  /** The element of an instance location, or the nearest one above it. */
  readonly elementAt: (pointer: string) => XmlElement
}

interface Mapping {
  /** Namespace every element of the record must have: the record's own. */
  readonly namespace: string
  readonly elements: Map<string, XmlElement>
  readonly report: (
    code: IssueCode,
    pointer: string,
    params?: Readonly<Record<string, unknown>>,
  ) => void
}

const UNKNOWN: Shape = { kind: 'unknown' }
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const FREE_ATTRIBUTE_NAMESPACES = new Set([
  'http://www.w3.org/2001/XMLSchema-instance',
  'http://www.w3.org/XML/1998/namespace',
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
])
const ID_ATTRIBUTES = new Set(['Id', 'ID', 'id'])

export function toInstance(
  element: XmlElement,
  version: SchemaVersion,
  catalogue: Catalogue,
): Instance {
  const issues: Issue[] = []
  const mapping: Mapping = {
    namespace: element.namespaceUri,
    elements: new Map(),
    report: (code, pointer, params = {}) => {
      issues.push(createIssue(issueKinds[code], { instanceLocation: pointer }, params))
    },
  }
  checkRoot(element, version, catalogue, mapping)
  const value = mapElement(element, shapeOf(version, catalogue), '', mapping)
  return { value, issues, elementAt: (pointer) => nearest(pointer, mapping.elements) ?? element }
}

function checkRoot(
  element: XmlElement,
  version: SchemaVersion,
  catalogue: Catalogue,
  { report }: Mapping,
): void {
  const expected = recordNamespace(version, catalogue.base)
  const name = rootElementName(version)
  if (element.name !== name) report('root-unexpected', '', { expected: name })
  if (element.namespaceUri !== expected) {
    report('element-namespace-mismatch', '', { name, expected })
  }
}

function mapElement(
  element: XmlElement,
  shape: Shape,
  pointer: string,
  mapping: Mapping,
): JsonValue {
  mapping.elements.set(pointer, element)
  checkAttributes(element, pointer, mapping)
  const children = childElements(element).filter(({ namespaceUri }) => namespaceUri !== DSIG)
  const text = ownText(element)
  if (children.length > 0) {
    if (text.trim() !== '') mapping.report('text-unexpected', pointer)
    return mapChildren(children, shape, pointer, mapping)
  }
  if (shape.kind === 'object') return text.trim() === '' ? {} : text
  return toScalar(text, shape)
}

function mapChildren(
  children: readonly XmlElement[],
  shape: Shape,
  pointer: string,
  mapping: Mapping,
): JsonObject {
  const fields = shape.kind === 'object' ? shape.fields : new Map<string, Shape>()
  const members = new Map<string, JsonValue[]>()
  for (const child of children) {
    const { name } = child
    const values = members.get(name) ?? []
    members.set(name, values)
    const field = fields.get(name) ?? UNKNOWN
    const at = appendPointer(pointer, name)
    checkChild(child, field, values.length, at, mapping)
    const isItem = field.kind === 'array'
    const childShape = field.kind === 'array' ? field.items : field
    const place = isItem || values.length > 0 ? appendPointer(at, values.length) : at
    values.push(mapElement(child, childShape, place, mapping))
  }
  checkOrder(children, [...fields.keys()], pointer, mapping)
  return toObject(members, fields)
}

/** A single element of an array is an array of one; a repeated scalar keeps its first value. */
function toObject(
  members: ReadonlyMap<string, readonly JsonValue[]>,
  fields: ReadonlyMap<string, Shape>,
): JsonObject {
  return Object.fromEntries(
    [...members].map(([name, values]) => {
      const isArray = fields.get(name)?.kind === 'array'
      return [name, isArray ? values : (values[0] ?? '')]
    }),
  )
}

function checkChild(
  child: XmlElement,
  field: Shape,
  before: number,
  pointer: string,
  { namespace, report }: Mapping,
): void {
  const name = shownName(child.name)
  if (child.namespaceUri !== namespace) {
    report('element-namespace-mismatch', pointer, { name, expected: namespace })
  }
  if (before > 0 && field.kind !== 'array') report('element-repeated', pointer, { name })
}

/** The order is that of the schema's properties; as few elements as possible are reported. */
function checkOrder(
  children: readonly XmlElement[],
  order: readonly string[],
  pointer: string,
  { report }: Mapping,
): void {
  const places = children.map(({ name }) => order.indexOf(name))
  for (const index of misplaced(places)) {
    const place = places[index] ?? 0
    const name = children[index]?.name ?? ''
    const next = places.find((other) => other > place)
    const before = next === undefined ? '' : order[next]
    report('element-out-of-order', appendPointer(pointer, name), { name, before })
  }
}

function checkAttributes(element: XmlElement, pointer: string, { report }: Mapping): void {
  for (const { name, namespaceUri } of element.attrs) {
    const isFree = namespaceUri === '' ? ID_ATTRIBUTES.has(name) : isFreeNamespace(namespaceUri)
    if (!isFree) report('attribute-unknown', pointer, { name: shownName(name) })
  }
}

function isFreeNamespace(uri: string): boolean {
  return FREE_ATTRIBUTE_NAMESPACES.has(uri)
}

/** All text and CDATA directly inside, joined: comments do not cut it, as in canonical XML. */
function ownText(element: XmlElement): string {
  let text = ''
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlText || node instanceof XmlCData) text += node.content
  }
  return text
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  false: false,
  '0': false,
}
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u

/** What is not of the type stays text, so that the structure stage says so. */
function toScalar(text: string, shape: Shape): JsonValue {
  if (shape.kind === 'boolean') return BOOLEANS[text.trim()] ?? text
  if (shape.kind === 'number') return toNumber(text.trim()) ?? text
  return text
}

/** Only a number that survives being written again: no digit is lost. */
function toNumber(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined
  const number = Number(text)
  const plain = text.includes('.') ? text.replace(/\.?0+$/u, '') : text
  return String(number) === plain ? number : undefined
}

function nearest(
  pointer: string,
  elements: ReadonlyMap<string, XmlElement>,
): XmlElement | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const element = elements.get(at)
    if (element !== undefined || at === '') return element
  }
}

/** A name from the document, withheld where it may be somebody's data. */
function shownName(name: string): string {
  return looksLikeFieldName(name) ? name : '…'
}
