/**
 * Whether what was signed is what a receiver will read.
 *
 * Signature wrapping keeps the signed element whole and moves it to where
 * nobody reads, with a forged one in its place. So the signed element must be
 * the root, or the only element of its name, where a receiver looks.
 *
 * @module
 */
import { XmlCData, type XmlDocument, type XmlElement, XmlText } from 'libxml2-wasm'
import { UNCOVERED_PART_COUNT_MAX } from '../../limits.ts'
import type { Place } from '../../xml/positions.ts'
import { childElements, childPlaces, localPathOf, pathTo, placeOf } from '../../xml/positions.ts'
import { openBody } from '../../xml/record.ts'
import { XADES } from '../xades/read-properties.ts'
import { EXCLUSIVE_NAMESPACE } from './algorithms.ts'
import { SignatureFault } from './fault.ts'
import { isInside, type ResolvedReference } from './references.ts'
import { DSIG, hasStrangers, type ParsedSignature } from './structure.ts'

const UNSIGNED = 'UnsignedProperties'
/** EN 319 132-1 adds to what was there before it in a namespace of its own. */
const OF_PROPERTIES = [XADES, 'http://uri.etsi.org/01903/v1.4.1#', DSIG, EXCLUSIVE_NAMESPACE]

export interface Coverage {
  /** The outermost signed elements outside signatures, or the content of an enveloping one. */
  readonly contents: readonly XmlElement[]
  readonly covers: readonly string[]
  readonly uncovered: readonly string[]
  /** True when more is uncovered than is named. */
  readonly isMoreUncovered: boolean
}

/** Throws `SignatureFault` SIG_CONSTRAINTS_FAILURE. */
export function assertCoverage(
  document: XmlDocument,
  signature: ParsedSignature,
  references: readonly ResolvedReference[],
): Coverage {
  const targets = references.map(({ target }) => target)
  const { root } = document
  const enveloped = envelopedContent(root, signature, targets)
  if (enveloped !== undefined) {
    assertObjectsSigned(signature, references)
    return { contents: [enveloped], covers: [localPathOf(enveloped)], ...NOTHING_UNCOVERED }
  }
  const business = targets.filter((target) => !hasSignatureAbove(target))
  if (business.length === 0) throw unsigned()
  assertObjectsSigned(signature, references)
  for (const target of business) assertPlace(target, root)
  return {
    contents: outermost(business),
    covers: business.map(localPathOf),
    ...uncoveredOf(placeOf(root), business),
  }
}

type Uncovered = Pick<Coverage, 'uncovered' | 'isMoreUncovered'>

const NOTHING_UNCOVERED: Uncovered = { uncovered: [], isMoreUncovered: false }

function uncoveredOf(root: Place, targets: readonly XmlElement[]): Uncovered {
  const uncovered: string[] = []
  for (const path of uncoveredPaths(root, targets)) {
    if (uncovered.length === UNCOVERED_PART_COUNT_MAX) return { uncovered, isMoreUncovered: true }
    uncovered.push(path)
  }
  return { uncovered, isMoreUncovered: false }
}

/** Those that are in no other, each once; in document order, whoever named them first. */
export function outermost(elements: readonly XmlElement[]): readonly XmlElement[] {
  const isWithin = (each: XmlElement, index: number) =>
    elements.some((other, at) => (other.isSameNode(each) ? at < index : isInside(each, other)))
  const outer = elements.filter((each, index) => !isWithin(each, index))
  if (outer.length < 2) return outer
  return outer
    .map((element) => ({ element, place: siblingsBefore(element) }))
    .toSorted((a, b) => compare(a.place, b.place))
    .map(({ element }) => element)
}

/** Of each element from the root down to it. */
function siblingsBefore(element: XmlElement): readonly number[] {
  const { parent } = element
  if (parent === null) return []
  return [...siblingsBefore(parent), Number(element.eval('count(preceding-sibling::*)'))]
}

/** Of two of which none is in the other. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((before, index) => before !== b[index])
  return (a[at] ?? 0) - (b[at] ?? 0)
}

/** Where the Signature is the document: the one child of the Object it signs. */
function envelopedContent(
  root: XmlElement,
  { element, objects }: ParsedSignature,
  targets: readonly XmlElement[],
): XmlElement | undefined {
  if (!element.isSameNode(root)) return undefined
  const signed = objects.filter((object) => targets.some((target) => target.isSameNode(object)))
  const [object, ...others] = signed
  const children = object === undefined ? [] : childElements(object)
  const [content] = children
  if (content === undefined || children.length > 1 || others.length > 0) throw ambiguous()
  return content
}

/** What a Signature carries and does not sign could be taken for signed. */
function assertObjectsSigned(
  { objects }: ParsedSignature,
  references: readonly ResolvedReference[],
): void {
  const isSigned = (element: XmlElement) =>
    references.some(({ target }) => isInside(element, target) && !isEnveloped(target, element))
  const isKnown = (object: XmlElement) => {
    const children = childElements(object)
    return children.length > 0 && !hasOwnText(object) && children.every(isPropertiesOr(isSigned))
  }
  if (!objects.every((object) => isSigned(object) || isKnown(object))) throw ambiguous()
}

/** ETSI EN 319 132-1 §4.3: beside what is signed of them there are unsigned properties alone. */
function isPropertiesOr(isSigned: (element: XmlElement) => boolean) {
  return (element: XmlElement): boolean => {
    if (isSigned(element)) return true
    if (element.name !== 'QualifyingProperties' || element.namespaceUri !== XADES) return false
    const unsigned = childElements(element).filter((child) => !isSigned(child))
    return unsigned.length < childElements(element).length && unsigned.every(isUnsignedProperties)
  }
}

function isUnsignedProperties(element: XmlElement): boolean {
  const { name, namespaceUri } = element
  return name === UNSIGNED && namespaceUri === XADES && !hasStrangers(element, OF_PROPERTIES)
}

/** An Object inside the Signature of an enveloping target is cut out with the Signature. */
function isEnveloped(target: XmlElement, object: XmlElement): boolean {
  return !hasSignatureAbove(target) && !target.isSameNode(object)
}

function hasSignatureAbove(element: XmlElement): boolean {
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    if (at.namespaceUri === DSIG && at.name === 'Signature') return true
  }
  return false
}

function assertPlace(target: XmlElement, root: XmlElement): void {
  if (target.isSameNode(root)) return
  const body = openBody(root)
  // Of a SOAP message a receiver reads the Body: its child, or the Body itself, must be signed.
  if (!body.isSameNode(root) && !isInside(body, target)) throw unsigned()
  const alike = root.find(
    `//*[local-name()='${target.name}' and namespace-uri()=$ns]`.replace(
      '$ns',
      literal(target.namespaceUri),
    ),
  )
  if (alike.length > 1) throw ambiguous()
}

/** XPath 1.0 has no escape inside a literal: the text picks the quote. */
function literal(text: string): string {
  if (!text.includes("'")) return `'${text}'`
  return text.includes('"') ? "''" : `"${text}"`
}

/** The largest subtrees with anything in them that no target reaches, as they are asked for. */
function* uncoveredPaths(place: Place, targets: readonly XmlElement[]): Generator<string, void> {
  const { element } = place
  if (targets.some((target) => target.isSameNode(element))) return
  if (element.namespaceUri === DSIG && element.name === 'Signature') return
  if (targets.some((target) => isInside(target, element))) {
    yield* ownPaths(place)
    for (const child of childPlaces(place)) yield* uncoveredPaths(child, targets)
    return
  }
  const isEmpty = element.attrs.length === 0 && element.content.trim() === ''
  if (!isEmpty || childElements(element).length > 0) yield pathTo(place)
}

/** What an element has besides its children. Names of attributes may be somebody's data. */
function ownPaths(place: Place): readonly string[] {
  const { element } = place
  return [
    ...(element.attrs.length > 0 ? [`${pathTo(place)}/@*`] : []),
    ...(hasOwnText(element) ? [`${pathTo(place)}/text()`] : []),
  ]
}

function hasOwnText(element: XmlElement): boolean {
  for (let node = element.firstChild; node !== null; node = node.next) {
    const isText = node instanceof XmlText || node instanceof XmlCData
    if (isText && node.content.trim() !== '') return true
  }
  return false
}

function unsigned(): SignatureFault {
  return new SignatureFault(
    'SIG_CONSTRAINTS_FAILURE',
    'content-unsigned',
    'phần được ký không phải nội dung nghiệp vụ của thông điệp',
    'what was signed is not the business content of the message',
  )
}

function ambiguous(): SignatureFault {
  return new SignatureFault(
    'SIG_CONSTRAINTS_FAILURE',
    'signed-part-ambiguous',
    'có nhiều phần tử có thể bị nhầm là nội dung được ký',
    'several elements could be taken for the signed content',
  )
}
