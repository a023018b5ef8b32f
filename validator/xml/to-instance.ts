/**
 * The canonical mapping from XML to an instance, led by the schema.
 *
 * A property is an element of the same name, an array is the element repeated,
 * text is the value. What does not fit is kept, so that the structure stage
 * sees and reports it; only what an instance cannot show is reported here.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { looksLikeFieldName, shownName } from '../field-name.ts'
import { createIssue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/kinds.ts'
import { issueKinds } from '../issues/kinds.ts'
import { appendPointer } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { ISSUE_COUNT_MAX } from '../limits.ts'
import type { Bilingual, Issue } from '../verdict.ts'
import { isBlank, readContent } from './content.ts'
import { isDecimal, readDecimal } from './decimal.ts'
import { isFreeAttribute } from './free-attributes.ts'
import { misplaced } from './misplaced.ts'
import type { Place } from './positions.ts'
import { placesIn } from './positions.ts'
import { isSignature } from './record.ts'
import { recordNamespace, rootElementName } from './root-name.ts'
import { type Shape, shapeOf } from './schema-shape.ts'

export interface Instance {
  readonly value: JsonValue
  readonly issues: readonly PlacedIssue[]
  /** The place of an instance location, or the nearest one above it. */
  readonly placeAt: (pointer: string) => Place
  /** Where an element was read to, or the nearest one above it. */
  readonly pointerOf: (place: Place) => string
  /** How often it holds what means nothing here and a processor of XML Schema may refuse. */
  readonly passedOver: number
}

/** An issue, and the element it is about: it may be one that the instance has no room for. */
export interface PlacedIssue {
  readonly issue: Issue
  readonly place: Place
}

interface Mapping {
  /** Namespace every element of the record must have: the record's own. */
  readonly namespace: string
  readonly places: Map<string, Place>
  readonly tally: { passedOver: number }
  readonly report: (
    code: IssueCode,
    pointer: string,
    place: Place,
    params?: Readonly<Record<string, unknown>>,
  ) => void
}

const UNKNOWN: Shape = { kind: 'unknown' }
const NO_FIELDS: ReadonlyMap<string, Shape> = new Map()

export function toInstance(root: Place, version: SchemaVersion, catalogue: Catalogue): Instance {
  const issues: PlacedIssue[] = []
  const tally = { passedOver: 0 }
  const mapping: Mapping = {
    tally,
    namespace: root.element.namespaceUri,
    places: new Map(),
    report: (code, pointer, place, params = {}) => {
      // One more than a verdict holds, so that it says there were more.
      if (issues.length > ISSUE_COUNT_MAX) return
      const issue = createIssue(issueKinds[code], { instanceLocation: pointer }, params)
      issues.push({ issue, place })
    },
  }
  checkRoot(root, version, catalogue, mapping)
  const value = mapElement(root, shapeOf(version, catalogue), '', mapping)
  return {
    value,
    issues,
    placeAt: (pointer) => nearest(pointer, mapping.places) ?? root,
    pointerOf: (place) => pointerOf(place, mapping.places),
    passedOver: tally.passedOver,
  }
}

function checkRoot(
  place: Place,
  version: SchemaVersion,
  catalogue: Catalogue,
  { report }: Mapping,
): void {
  const { element } = place
  const expected = recordNamespace(version, catalogue.base)
  const name = rootElementName(version)
  if (element.name !== name) report('root-unexpected', '', place, { expected: name })
  if (element.namespaceUri !== expected) {
    report('element-namespace-mismatch', '', place, { name, expected })
  }
}

function mapElement(place: Place, shape: Shape, pointer: string, mapping: Mapping): JsonValue {
  mapping.places.set(pointer, place)
  const attributes = mapAttributes(place, shape, pointer, mapping)
  const { elements, text, hasCData } = readContent(place.element)
  const children = placesIn(place, elements).filter(isOfRecord)
  const isPassedOver = (hasCData && isBlank(text)) || children.length < elements.length
  if (isPassedOver) mapping.tally.passedOver += 1
  if (children.length > 0) {
    if (!isBlank(text)) mapping.report('text-unexpected', pointer, place)
    return { ...attributes, ...mapChildren(children, shape, pointer, mapping) }
  }
  if (shape.kind === 'object') return isBlank(text) ? attributes : text
  return toScalar(text, shape, () => mapping.report('number-inexact', pointer, place))
}

function isOfRecord({ name, element }: Place): boolean {
  return name !== 'Signature' || !isSignature(element)
}

function mapChildren(
  children: readonly Place[],
  shape: Shape,
  pointer: string,
  mapping: Mapping,
): JsonObject {
  const fields = shape.kind === 'object' ? shape.fields : NO_FIELDS
  const members = new Map<string, JsonValue[]>()
  const pointers = children.map((child) => {
    const { name } = child
    const values = members.get(name) ?? []
    members.set(name, values)
    const field = fields.get(name) ?? UNKNOWN
    if (field.attribute !== undefined)
      mapping.report('attribute-as-element', pointer, child, { name })
    if (!fields.has(name) && !looksLikeFieldName(name)) {
      // Its name may be somebody's data: no pointer may lead to it or into it.
      values.push('')
      return pointer
    }
    const at = appendPointer(pointer, name)
    if (field.kind !== 'array') {
      values.push(mapSingle(child, field, values.length, at, mapping))
      return at
    }
    const item = appendPointer(at, values.length)
    if (values.length === 0) mapping.places.set(at, child)
    checkNamespace(child, item, mapping)
    values.push(mapElement(child, field.items, item, mapping))
    return item
  })
  checkOrder(children, pointers, fields, mapping)
  return toObject(members, fields)
}

/** What comes a second time is reported where it stands, and judged no further. */
function mapSingle(
  child: Place,
  field: Shape,
  before: number,
  pointer: string,
  mapping: Mapping,
): JsonValue {
  if (before > 0) {
    mapping.report('element-repeated', pointer, child, { name: shownName(child.name) })
    return ''
  }
  checkNamespace(child, pointer, mapping)
  return mapElement(child, field, pointer, mapping)
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

function checkNamespace(place: Place, pointer: string, { namespace, report }: Mapping): void {
  if (place.element.namespaceUri === namespace) return
  report('element-namespace-mismatch', pointer, place, {
    name: shownName(place.name),
    expected: namespace,
  })
}

/** The order is that of the schema's properties; as few elements as possible are reported. */
function checkOrder(
  children: readonly Place[],
  pointers: readonly string[],
  fields: ReadonlyMap<string, Shape>,
  { report }: Mapping,
): void {
  const order = orderOf(fields)
  const ranks = children.map(({ name }) => order.rankOf.get(name) ?? -1)
  for (const { index, side, place: other } of misplaced(ranks)) {
    const place = children[index]
    if (place === undefined) continue
    report('element-out-of-order', pointers[index] ?? '', place, {
      name: place.name,
      where: sideOf(side, order.names[other] ?? ''),
    })
  }
}

function sideOf(side: 'before' | 'after', name: string): Bilingual {
  return side === 'before'
    ? { vi: `trước ${name}`, en: `before ${name}` }
    : { vi: `sau ${name}`, en: `after ${name}` }
}

interface Order {
  readonly names: readonly string[]
  readonly rankOf: ReadonlyMap<string, number>
}

/** Shapes live as long as the catalogue does. */
const orders = new WeakMap<ReadonlyMap<string, Shape>, Order>()

function orderOf(fields: ReadonlyMap<string, Shape>): Order {
  const known = orders.get(fields)
  if (known !== undefined) return known
  const names = [...fields].flatMap(([name, { attribute }]) =>
    attribute === undefined ? [name] : [],
  )
  const order = { names, rankOf: new Map(names.map((name, index) => [name, index])) }
  orders.set(fields, order)
  return order
}

/** The attributes that are fields; others are reported, unless they say nothing of the record. */
function mapAttributes(
  place: Place,
  shape: Shape,
  pointer: string,
  { places, report, tally }: Mapping,
): JsonObject {
  const fields = shape.kind === 'object' ? shape.fields : undefined
  const found: Record<string, JsonValue> = {}
  for (const { name, namespaceUri, value } of place.element.attrs) {
    const field = fields?.get(name)
    if (field?.attribute === namespaceUri) {
      const at = appendPointer(pointer, name)
      found[name] = toScalar(value, field, () => report('number-inexact', at, place))
      places.set(at, place)
      continue
    }
    if (isFreeAttribute(namespaceUri, name)) tally.passedOver += 1
    else report('attribute-unknown', pointer, place, { name: shownName(name) })
  }
  return found
}

const TOKEN = /^[ \t\r\n]*([^ \t\r\n]+)[ \t\r\n]*$/u
/** As JSON writes them; the XSD refuses the 1 and 0 of XML Schema as well. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

/** What is not of the type stays text, so that the structure stage says so. */
function toScalar(text: string, shape: Shape, reportInexact: () => void): JsonValue {
  const token = TOKEN.exec(text)?.[1] ?? ''
  if (shape.kind === 'boolean') return BOOLEANS.get(token) ?? text
  if (shape.kind !== 'number') return text
  const value = readDecimal(token)
  if (value !== undefined || !isDecimal(token)) return value ?? text
  reportInexact()
  // Reported as what it is, it is judged further as the number it is near to.
  return Math.min(Math.max(Number(token), -Number.MAX_VALUE), Number.MAX_VALUE)
}

function nearest(pointer: string, places: ReadonlyMap<string, Place>): Place | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = places.get(at)
    if (place !== undefined || at === '') return place
  }
}

/** An object is read anew for each look at the tree, so elements are compared by their nodes. */
function pointerOf(place: Place, places: ReadonlyMap<string, Place>): string {
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) {
    const { element } = at
    for (const [pointer, known] of places) {
      if (known.index === at.index && known.element.isSameNode(element)) return pointer
    }
  }
  return ''
}
