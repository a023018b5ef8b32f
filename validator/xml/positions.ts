/**
 * Where elements stand: a named path, and line and column in the text.
 *
 * libxml2 gives lines without columns, and paths without names; both are made
 * here, and only when there is something to report. A place remembers its
 * siblings, so that a thousand reports of one list cost one look at the list.
 *
 * @module
 */
import { XmlElement } from 'libxml2-wasm'
import { looksLikeFieldName } from '../field-name.ts'
import type { TextPosition } from '../json/text-position.ts'
import { positionsAt } from '../json/text-position.ts'
import { startTagOffsets } from './scan.ts'

/** An element, and which child of which element it is. */
export interface Place {
  readonly element: XmlElement
  /** Local name: of the element itself it is read anew each time. */
  readonly name: string
  /** Absent: it is the root. */
  readonly parent?: Place
  /** All element children of the parent, in order. */
  readonly siblings: readonly XmlElement[]
  readonly index: number
}

export function placeOf(element: XmlElement): Place {
  const { parent, name } = element
  if (parent === null) return { element, name, siblings: [element], index: 0 }
  const siblings = childElements(parent)
  const index = siblings.findIndex((sibling) => sibling.isSameNode(element))
  return { element, name, parent: placeOf(parent), siblings, index }
}

export function childPlaces(parent: Place): readonly Place[] {
  return placesIn(parent, childElements(parent.element))
}

/** For whoever has the element children of the parent already. */
export function placesIn(parent: Place, siblings: readonly XmlElement[]): readonly Place[] {
  return siblings.map((element, index) => {
    const { name } = element
    return { element, name, parent, siblings, index }
  })
}

/**
 * Such as `/soapenv:Envelope/soapenv:Body/ns1:CongDan[2]/ns1:Ho`; `[n]` only where it repeats.
 * A name that may be somebody's data is not repeated: `/*[3]` is the third child.
 */
export function xpathOf(element: XmlElement): string {
  const { parent } = element
  return `${parent === null ? '' : xpathOf(parent)}/${stepTo(element)}`
}

/**
 * The same for whoever goes by local names: where one stands in two namespaces beside each other,
 * it says of neither which is meant.
 */
export function localPathOf(element: XmlElement): string {
  const { parent, name } = element
  if (parent === null) return xpathOf(element)
  const others = `../*[local-name()='${name}' and name()!='${qualifiedName(element)}']`
  const isAlone = element.eval(`not(${others})`) === true
  return `${localPathOf(parent)}/${isAlone ? stepTo(element) : placeAmongAll(element)}`
}

/** libxml2 counts: of one element, its siblings need not be looked at one by one. */
function stepTo(element: XmlElement): string {
  const name = qualifiedName(element)
  if (!isSpeakable(name)) return placeAmongAll(element)
  const before = Number(element.eval(`count(preceding-sibling::*[name()='${name}'])`))
  const isOnly =
    before === 0 && element.eval(`not(following-sibling::*[name()='${name}'])`) === true
  return isOnly ? name : `${name}[${before + 1}]`
}

function placeAmongAll(element: XmlElement): string {
  return `*[${Number(element.eval('count(preceding-sibling::*)')) + 1}]`
}

export function pathTo(place: Place): string {
  return lineage(place)
    .map(({ siblings, index }) => `/${stepsOf(siblings)[index] ?? ''}`)
    .join('')
}

/** Positions of the start tags, in the order asked for: one pass over the text. */
export function locatePlaces(text: string, places: readonly Place[]): readonly TextPosition[] {
  const paths = places.map((place) => lineage(place).map(({ index }) => index))
  const offsets = startTagOffsets(text, paths)
  const positions = positionsAt(text, offsets)
  return offsets.map((offset) => positions.get(offset) ?? { line: 1, column: 1 })
}

/** Element children, in order. */
export function childElements(element: XmlElement): readonly XmlElement[] {
  const children: XmlElement[] = []
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(node)
  }
  return children
}

/** From the root down to the place itself. */
function lineage(place: Place): readonly Place[] {
  const places: Place[] = []
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) places.push(at)
  return places.reverse()
}

const stepsBySiblings = new WeakMap<readonly XmlElement[], readonly string[]>()

function stepsOf(siblings: readonly XmlElement[]): readonly string[] {
  const known = stepsBySiblings.get(siblings)
  if (known !== undefined) return known
  const steps = numbered(siblings.map(qualifiedName))
  stepsBySiblings.set(siblings, steps)
  return steps
}

function numbered(names: readonly string[]): readonly string[] {
  const totals = new Map<string, number>()
  const numbers = names.map((name) => {
    const number = (totals.get(name) ?? 0) + 1
    totals.set(name, number)
    return number
  })
  return names.map((name, index) => {
    if (!isSpeakable(name)) return `*[${index + 1}]`
    return totals.get(name) === 1 ? name : `${name}[${numbers[index]}]`
  })
}

function isSpeakable(name: string): boolean {
  return name.split(':').every(looksLikeFieldName)
}

function qualifiedName({ prefix, name }: XmlElement): string {
  return prefix === '' ? name : `${prefix}:${name}`
}
