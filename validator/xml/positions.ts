/**
 * Where elements stand: a named path, and line and column in the text.
 *
 * libxml2 gives lines without columns, and paths without names; both are made
 * here, and only when there is something to report.
 *
 * @module
 */
import { XmlElement } from 'libxml2-wasm'
import { positionsOf, startTagOffsets, type TextPosition } from './scan.ts'

/** Such as `/soapenv:Envelope/soapenv:Body/ns1:CongDan[2]/ns1:Ho`; `[n]` only where it repeats. */
export function xpathOf(element: XmlElement): string {
  const steps: string[] = []
  for (let at: XmlElement | null = element; at !== null; at = at.parent) steps.unshift(stepOf(at))
  return `/${steps.join('/')}`
}

/** Positions of the start tags, in the order asked for. */
export function locateElements(
  text: string,
  elements: readonly XmlElement[],
): readonly TextPosition[] {
  const paths = elements.map(childPath)
  const offsets = startTagOffsets(text, new Set(paths))
  const ascending = [...new Set(offsets.values())].sort((a, b) => a - b)
  const positions = positionsOf(text, ascending)
  const byOffset = new Map(ascending.map((offset, index) => [offset, positions[index]]))
  return paths.map((path) => byOffset.get(offsets.get(path) ?? 0) ?? { line: 1, column: 1 })
}

/** Element children, in order. */
export function childElements(element: XmlElement): readonly XmlElement[] {
  const children: XmlElement[] = []
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(node)
  }
  return children
}

export function qualifiedName({ prefix, name }: XmlElement): string {
  return prefix === '' ? name : `${prefix}:${name}`
}

function stepOf(element: XmlElement): string {
  const name = qualifiedName(element)
  const { parent } = element
  if (parent === null) return name
  const alike = childElements(parent).filter((sibling) => qualifiedName(sibling) === name)
  if (alike.length === 1) return name
  return `${name}[${alike.findIndex((sibling) => sibling.isSameNode(element)) + 1}]`
}

/** Which child of which child it is, as `startTagOffsets` counts them. */
function childPath(element: XmlElement): string {
  const steps: string[] = []
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    steps.unshift(String(at.parent === null ? 0 : at.eval('count(preceding-sibling::*)')))
  }
  return steps.join('/')
}
